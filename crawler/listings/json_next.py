"""Which request follows a JSON answer? The one it names, or the one that its page, offset or cursor leads to."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crawler.address import same_site
from crawler.listings.anchors import resolve
from crawler.listings.counting import MOST, following, position, with_value
from crawler.listings.json_tree import values
from crawler.listings.record import Turn
from pipelines.text import listed

NEXT = frozenset(
    listed("""
    next | nexturl | nextpageurl | nextlink | nextpagelink | nextpage | nexthref | loadmoreurl | moreurl | odatanextlink
    """)
)
MORE = frozenset(
    listed("hasmore | hasnext | hasnextpage | more | moreavailable | loadmore | moreresults | hasmorepages")
)
TOTAL = frozenset(
    listed("total | totalcount | totalresults | totalitems | numfound | totalrecords | totalhits | recordcount")
)
PAGES = frozenset(listed("totalpages | pages | pagecount | lastpage | maxpages | maxpage | numpages | maxnumpages"))
CURSOR = frozenset(
    listed("nextcursor | cursor | endcursor | nextpagetoken | nexttoken | pagetoken | continuation | after")
)
CURSOR_NAMES = ("cursor", "after", "page_token", "pageToken", "continuation", "next_token")
PAGE_NAMES = ("page", "paged", "pageNum", "pageIndex", "page_no", "pageNo", "p")
LONGEST = 2_000  # characters of a cursor or an address


def next_turn(said: Any, url: str, entries: int) -> Turn | None:
    """The request that goes on; null when the answer is the last one, or nothing says how to go on.

    Args:
        said: The answer.
        url: Its address.
        entries: How many entries it has.
    """
    notes: dict[str, Any] = {}
    for key, value in values(_without_entries(said)):
        name = "".join(one for one in key.lower() if one.isalnum())
        notes.setdefault(name, value)
    if _is_over(notes, url, entries):
        return None
    named = _named(notes, url) or _cursor(notes, url) or _numbered(notes, url)
    target = named or following(url, entries)
    if not target or target == url or not same_site(target, url):
        return None
    return Turn(target, assumed=named is None)


def _without_entries(said: Any) -> Any:
    """The answer without its lists: the words of an entry say nothing of the next page."""
    if not isinstance(said, dict):
        return None
    inner = {key: value for key, value in said.items() if not isinstance(value, list)}
    return {
        key: {name: one for name, one in value.items() if not isinstance(one, list)}
        if isinstance(value, dict)
        else value
        for key, value in inner.items()
    }


def _is_over(notes: dict[str, Any], url: str, entries: int) -> bool:
    if any(notes.get(name) is False for name in MORE):
        return True
    named = [notes[name] for name in NEXT if name in notes]
    if not entries or (named and not any(named)):
        return True
    before = position(url, entries)
    totals = [total for name in TOTAL if (total := _count(notes.get(name)))]
    if before is not None and any(entries <= total <= before + entries for total in totals):
        return True
    page = next((int(value) for name, value in _query(url) if name in PAGE_NAMES and value.isdecimal()), None)
    return page is not None and any(_count(notes.get(name)) == page for name in PAGES) and page > 0


def _named(notes: dict[str, Any], url: str) -> str | None:
    for name in NEXT & notes.keys():
        value = notes[name]
        inner = value.get("href") or value.get("url") if isinstance(value, dict) else value
        if isinstance(inner, str) and len(inner) < LONGEST and ("/" in inner or "?" in inner):
            return resolve(url, inner)
    return None


def _numbered(notes: dict[str, Any], url: str) -> str | None:
    """``"next_page": 3``: in the parameter that the address has, or in the commonest one."""
    for name in ("nextpage", "next"):
        if number := _count(notes.get(name)):
            return with_value(url, next((key for key, _ in _query(url) if key in PAGE_NAMES), "page"), str(number))
    return None


def _cursor(notes: dict[str, Any], url: str) -> str | None:
    for name in sorted(CURSOR & notes.keys(), reverse=True):
        value = notes[name]
        if isinstance(value, str) and 0 < len(value) < LONGEST:
            own = next((key for key, _ in _query(url) if key in CURSOR_NAMES), None)
            return with_value(url, own or ("pageToken" if "token" in name else "cursor"), value)
    return None


def _count(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 8:  # noqa: PLR2004  (as MOST)
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < MOST else None


def _query(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query, keep_blank_values=True)
