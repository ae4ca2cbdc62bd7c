"""What is the address of the page that follows, where only a number in it says which page it is?"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from pipelines.text import listed

PAGE = frozenset(
    listed("""
    page | paged | pageno | page_no | pagenum | page_num | pagenumber | page_number | pageindex | page_index | currentpage
    current_page | curpage | pg | p | pn | page[number] | pagenow
    """)
)
OFFSET = frozenset(listed("offset | start | skip | from | startindex | start_index | page[offset] | first"))
SIZE = frozenset(
    listed("""
    limit | size | pagesize | page_size | per_page | perpage | count | rows | max | maxresults | max_results | take
    page[size] | page[limit] | items_per_page
    """)
)
LONGEST = 7  # digits
MOST = 10_000_000  # entries: what an offset is at most


def counted_up(url: str, name: str, by: int = 1, first: int = 1) -> str:
    """The address with one parameter counted up.

    Args:
        url: The address; the order of its other parameters stays.
        name: The parameter.
        by: How much.
        first: What it stands at when the address does not have it.
    """
    said = dict(_pairs(url)).get(name, "")
    number = int(said) if is_number(said) else first
    return with_value(url, name, str(number + by))


def with_value(url: str, name: str, value: str) -> str:
    """The address with one parameter set."""
    query = {**dict(_pairs(url)), name: value}
    return urlsplit(url)._replace(query=urlencode(query)).geturl()


def following(url: str, entries: int) -> str | None:
    """The address with its page counted up by one, or its offset by the entries of a page; null when it has neither.

    Args:
        url: The address.
        entries: How many entries it gave.
    """
    numbers = {name: value for name, value in _pairs(url) if is_number(value)}
    for name, value in numbers.items():
        if name.lower() in OFFSET:
            size = size_of(url) or entries
            return counted_up(url, name, size) if size and int(value) < MOST else None
    return next((counted_up(url, name) for name in numbers if name.lower() in PAGE), None)


def position(url: str, entries: int) -> int | None:
    """How many entries come before this page; null when the address does not say.

    Args:
        url: The address.
        entries: How many entries it gave, which is a page's size where the address names none.
    """
    for name, value in _pairs(url):
        if is_number(value) and name.lower() in OFFSET:
            return int(value)
        if is_number(value) and name.lower() in PAGE:
            return max(int(value) - 1, 0) * (size_of(url) or entries)
    return None


def size_of(url: str) -> int | None:
    """How many entries an address asks for at a time."""
    sizes = (int(value) for name, value in _pairs(url) if name.lower() in SIZE and is_number(value))
    return next((size for size in sizes if size > 0), None)


def is_number(value: str) -> bool:
    """Whether a parameter's value is a number that can be counted up."""
    return value.isascii() and value.isdecimal() and len(value) <= LONGEST


def _pairs(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query, keep_blank_values=True)
