"""Which pages go on from a listing page? Those it says are next, and its row of page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from crawler.listings.anchors import Anchor, ancestors, anchors, base_url, resolve, same_host
from crawler.listings.record import Turn
from pipelines.paging.words import ARROWS, NEXT, NEXT_PAGE, OLDER
from pipelines.text import squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_PAGES = 500
CALENDAR = 27  # so many numbers up to 31 in a row are days
FIRST_YEAR = 1900

NEXT_OR_OLDER = NEXT_PAGE | NEXT | OLDER
BARE_ARROWS = frozenset({"»", "›", "→", ">", "⟩", "▶", "❯", "»»", ">>"})
PAGER = re.compile(
    r"(?:^|[-_\s])(?:pager?|pages|pagination|paging|paginate|page-numbers|pagenav|nav-links)", re.IGNORECASE
)


def next_pages(tree: HtmlElement, url: str) -> tuple[Turn, ...]:
    """The requests for further pages of this listing, those with numbers first and in their order.

    Args:
        tree: The listing page.
        url: Its address.
    """
    found = anchors(tree, url)
    pages = [*_numbered(found), *_declared(tree, url), *_named_next(found)]
    return tuple(map(Turn, dict.fromkeys(pages)))[:MOST_PAGES]


def _declared(tree: HtmlElement, url: str) -> list[str]:
    """What the page itself marks with rel=next."""
    base = base_url(tree, url)
    marked = [element for element in tree.iter("link", "a") if "next" in (element.get("rel") or "").lower().split()]
    targets = [resolve(base, element.get("href")) for element in marked]
    return [target for target in targets if target and target != url and same_host(target, url)]


def _named_next(found: list[Anchor]) -> list[str]:
    return [anchor.url for anchor in found if _says_next(anchor)]


def _says_next(anchor: Anchor) -> bool:
    element = anchor.element
    said = (anchor.text, element.get("aria-label") or "", element.get("title") or "")
    if any(squeeze(text).lower().strip(ARROWS) in NEXT_OR_OLDER for text in said):
        return True
    return squeeze(element.text_content()) in BARE_ARROWS and _in_pager(element)


def _in_pager(element: HtmlElement) -> bool:
    return any(
        PAGER.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in (element, *ancestors(element, 4))
    )


def _numbered(found: list[Anchor]) -> list[str]:
    """The links of a row of page numbers, in the order of the numbers."""
    rows: defaultdict[HtmlElement, list[tuple[int, Anchor]]] = defaultdict(list)
    for anchor in found:
        text = squeeze(anchor.element.text_content()).strip("[]() ")
        if text.isdecimal() and len(text) < 6:  # noqa: PLR2004  (no listing has 100,000 pages)
            rows[_row(anchor.element)].append((int(text), anchor))
    pages = [entry for row, entries in rows.items() if _is_paging(row, entries) for entry in entries]
    return [anchor.url for _, anchor in sorted(pages, key=lambda entry: entry[0])]


def _row(element: HtmlElement) -> HtmlElement:
    """The element whose children the numbers are: list items and the like stand between."""
    parent: HtmlElement = element
    for one in ancestors(element, 3):
        parent = one
        if len(one) > 1:
            break
    return parent


def _is_paging(row: HtmlElement, entries: list[tuple[int, Anchor]]) -> bool:
    numbers = {number for number, _ in entries}
    if min(numbers) >= FIRST_YEAR or (len(numbers) >= CALENDAR and max(numbers) <= 31):  # noqa: PLR2004  (days)
        return False
    if "calendar" in " ".join(one.get("class") or "" for one in (row, *ancestors(row, 4))).lower():
        return False
    shapes = {re.sub(r"\d+", "0", anchor.url) for _, anchor in entries}
    alike = len(shapes) <= max(2, len(entries) // 2)  # page 1 often has an address of another shape
    return alike and (_in_pager(row) or _counts(row))


def _counts(row: HtmlElement) -> bool:
    """Whether a row holds little but numbers: a list of articles that are called "1984" does not."""
    tokens = squeeze(row.text_content()).split(" ")
    numbers = [token for token in tokens if token.strip("[]()|").isdecimal()]
    return len(numbers) > 1 and len(numbers) * 2 >= len(tokens)
