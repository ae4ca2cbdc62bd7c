"""Which address loads the part of a list that follows? The one that is held, led on by what stands beside it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.listings.counting import OFFSET, PAGE, SIZE, is_number, with_value
from crawler.listings.paging.addresses import page_of

PLACEHOLDER = re.compile(
    r"\{\{?\s*\$?(?:page|n|p|next|number|pageNumber)\s*\}?\}|(?:__|%|\[)(?:page|PAGE|n)(?:__|%|\])|%7B(?:page|n)%7D",
    re.IGNORECASE,
)


def advanced(said: str, stated: dict[str, str], url: str, entries: int) -> str:
    """An address as it is to be asked for the part that follows.

    Args:
        said: The address that an element or a script holds.
        stated: What stands beside it: pages, offsets and sizes by their names.
        url: The listing page's address.
        entries: How many articles that page lists itself.
    """
    following = (page_of(url) or 1) + 1 if entries else 1
    if PLACEHOLDER.search(said):
        return PLACEHOLDER.sub(str(_page(stated) or following), said, count=1)
    query = urlsplit(said.replace("\\/", "/")).query
    named = {part.partition("=")[0].lower(): part.partition("=")[2] for part in query.split("&") if part}
    if any(is_number(named.get(name, "")) for name in PAGE | OFFSET):
        return _counted(said, named, entries)
    sizes = {
        name: value for name, value in stated.items() if name.lower().replace("_", "") in SIZE and is_number(value)
    }
    for name, value in stated.items():
        if name.lower() in OFFSET:
            return _with(said, {name: value if is_number(value) and int(value) else str(entries), **sizes})
    for name in stated:
        if _plain(name) in PAGE or _plain(name) == "startpage":
            kept = name if name.lower() in PAGE else "page"
            return _with(said, {kept: str(_page(stated) or following), **sizes})
    return said


def _counted(said: str, named: dict[str, str], entries: int) -> str:
    """An address that has its number already: that of this very page is counted up."""
    for name, value in named.items():
        if name in PAGE and value == "1" and entries:
            return with_value(said, name, "2")
        if name in OFFSET and value == "0" and entries:
            size = next((named[one] for one in named if one in SIZE and is_number(named[one])), str(entries))
            return with_value(said, name, size)
    return said


def _page(stated: dict[str, str]) -> int | None:
    """The page that settings name: the next one, or the one behind the current one."""
    for name, value in stated.items():
        plain = name.lower().replace("_", "")
        if is_number(value) and plain.startswith("nextpage"):
            return int(value)
        if is_number(value) and plain in {"page", "currentpage", "paged", "pagenum", "pageno", "pagenumber"}:
            return int(value) + 1
    return None


def _plain(name: str) -> str:
    plain = name.lower()
    return plain.removeprefix("next").removeprefix("_") if plain not in PAGE else plain


def _with(said: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        said = with_value(said.replace("\\/", "/"), name, value)
    return said
