"""Which address would a script load more of the list from? Read from what a button, a list or a script's settings hold."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.address import same_site
from crawler.listings.anchors import FILES, MOST_ANCHORS, base_url, resolve
from crawler.listings.paging.addresses import changes_date, has_word
from crawler.listings.paging.advance import advanced
from crawler.listings.paging.calendars import in_calendar, in_slider
from crawler.listings.paging.scripts import configured
from crawler.listings.paging.steps import in_pager, label, said_by
from crawler.listings.paging.words import is_more
from pipelines.paging.labels import Way
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

# Attributes that hold an address: the first ones say themselves that it is the next page's.
NEXT_NAMED = (
    "data-next",
    "data-next-url",
    "data-next-page-url",
    "data-next-href",
    "data-next-page",
    "data-next-link",
)
NAMED = tuple(
    listed("""
    data-load-more-url | data-load-more | data-more-url | data-endpoint | data-ajax-url | data-ajax | data-api-url
    data-api | data-url | data-href | data-infinite-url | data-infinite-scroll-url | data-source | data-path | data-action
    hx-get | data-hx-get
    """)
)
SEEN = re.compile(r"revealed|intersect")  # when htmx loads what follows a list
MOST_FOUND = 3  # addresses that are tried


def loading(tree: HtmlElement, url: str, entries: int) -> list[str]:
    """The addresses that a script would load the next part of the list from, the likeliest first.

    Args:
        tree: The listing page.
        url: Its address.
        entries: How many articles it lists itself.
    """
    base = base_url(tree, url)
    found = [*_held(tree, url, entries), *configured(tree, url, entries)]
    targets = [target for said in found if (target := resolve(base, said.replace("\\/", "/")))]
    own = [target for target in targets if target != url and same_site(target, url) and not changes_date(url, target)]
    return [target for target in dict.fromkeys(own) if not FILES.search(urlsplit(target).path)][:MOST_FOUND]


def _held(tree: HtmlElement, url: str, entries: int) -> Iterator[str]:
    """What elements hold for their script."""
    for element in islice(
        tree.iter("a", "button", "div", "ul", "ol", "li", "tr", "section", "span", "nav", "main"), 20 * MOST_ANCHORS
    ):
        said = _address(element)
        if said is None or in_calendar(element) or in_slider(element):
            continue
        data = {
            name[5:].replace("-", "_"): value for name, value in element.attrib.items() if name.startswith("data-")
        }
        target = advanced(said[1], data, url, entries)
        if _loads(element, said[0]) or (in_pager(element) and (target != said[1] or has_word(target))):
            yield target


def _address(element: HtmlElement) -> tuple[str, str] | None:
    """The attribute that holds an address, and the address."""
    for name in (*NEXT_NAMED, *NAMED):
        value = (element.get(name) or "").strip()
        if len(value) < 2_000 and re.match(r"(?:https?:/)?/[^/]|\?\w|[\w-]+/?[\w./-]*\?\w", value):  # noqa: PLR2004  (no address is as long)
            return name, value
    return None


def _loads(element: HtmlElement, name: str) -> bool:
    """Whether what an element holds is loaded behind the list."""
    if name in NEXT_NAMED or SEEN.search(element.get("hx-trigger") or element.get("data-hx-trigger") or ""):
        return True
    said = label(element)
    return is_more(element) or (said is not None and said.way in {Way.NEXT_PAGE, Way.NEXT} and bool(said_by(element)))
