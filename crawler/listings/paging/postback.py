"""Which form does ASP.NET's link to the next page post? The page's own form, with the link's target and argument."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from crawler.listings.anchors import MOST_ANCHORS, base_url, resolve, same_host
from crawler.listings.paging.calendars import in_calendar, in_slider
from crawler.listings.paging.form import posted
from crawler.listings.paging.rows import are_pages, own_number, row_of
from crawler.listings.paging.steps import in_pager, label, said_by
from crawler.listings.paging.words import BARE_ARROWS, is_more
from crawler.listings.record import Turn
from pipelines.paging.labels import Way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

POSTS = re.compile(
    r"""(?:__doPostBack\(|WebForm_PostBackOptions\()\s*(['"])(?P<target>[^'"]{0,500})\1\s*,\s*(['"])(?P<argument>[^'"]{0,500})\3"""
)
OTHERS = re.compile(r"^(?:Sort|Select|Edit|Delete|Update|Cancel|New|V\d+$)", re.IGNORECASE)  # what else a grid can do
DOTS = {"...", "…"}


def next_post(tree: HtmlElement, url: str) -> Turn | None:
    """The request for the page that follows, where only a script of ASP.NET leads there.

    One page at a time: the form holds the state of the page that it stands in, so that no two pages post the same.

    Args:
        tree: The listing page.
        url: Its address.
    """
    links = [link for link in _links(tree) if not in_calendar(link) and not in_slider(link)]
    link = _next_in_row(links)
    if link is None:
        link = next((one for one in links if _says_next(one)), None)
    form = None if link is None else next((one for one in link.iterancestors("form")), None)
    if link is None or form is None:
        return None
    action = resolve(base_url(tree, url), form.get("action")) or url
    fields = posted(form, _event(link))
    return Turn(action, fields) if fields and same_host(action, url) else None


def _links(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in islice(tree.iter("a"), MOST_ANCHORS):
        event = _event(element)
        if event[0] and not OTHERS.match(event[1]):
            yield element


def _event(element: HtmlElement) -> tuple[str, str]:
    said = element.get("href") or ""
    if "PostBack" not in said:
        said = element.get("onclick") or ""
    found = POSTS.search(said[:3_000].replace("%20", " ").replace("&#39;", "'"))
    return (found["target"], found["argument"]) if found else ("", "")


def _next_in_row(links: list[HtmlElement]) -> HtmlElement | None:
    """The link behind this page's own number in a row of them: the next number, or the dots behind the last one."""
    rows: dict[HtmlElement, list[tuple[int | None, HtmlElement]]] = {}
    for link in links:
        rows.setdefault(row_of(link), []).append((_number(link), link))
    for row, entries in rows.items():
        numbers = {number for number, _ in entries if number is not None}
        own = own_number(row, numbers) if numbers and are_pages(row, numbers) else None
        if own is None:
            continue
        after = [number for number in numbers if number > own]
        for place, (number, link) in enumerate(entries):
            if number == own + 1:
                return link
            if (
                not after
                and number == own - 1
                and place + 1 < len(entries)
                and said_by(entries[place + 1][1]) == "..."
            ):
                return entries[place + 1][1]
    return None


def _number(link: HtmlElement) -> int | None:
    said = label(link)
    return said.number if said and said.way is Way.NUMBER else None


def _says_next(link: HtmlElement) -> bool:
    said = label(link)
    if said:
        return said.way in {Way.NEXT_PAGE, Way.NEXT}
    return is_more(link) or (said_by(link) in BARE_ARROWS - DOTS and in_pager(link))
