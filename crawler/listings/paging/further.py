"""Which pages go on from a listing page? Those it numbers, those it says are next, and those a script would load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.listings.paging.more import loading
from crawler.listings.paging.named import declared, named_next
from crawler.listings.paging.postback import next_post
from crawler.listings.paging.rows import MOST_PAGES, numbered
from crawler.listings.paging.steps import steps
from crawler.listings.record import Turn

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def next_turns(tree: HtmlElement, url: str, entries: int) -> tuple[Turn, ...]:
    """The requests for further pages of this listing, those with numbers first, in the order in which they go on.

    Args:
        tree: The listing page.
        url: Its address.
        entries: How many articles it lists: what a script loads begins behind them.
    """
    found = steps(tree, url)
    rows = numbered(found, url)
    pages = [page for row in rows for page in row.in_order()]
    if not any(row.is_whole() for row in rows):
        pages += [*declared(tree, url), *named_next(found, url)]
    if not pages and (post := next_post(tree, url)):
        return (post,)
    if not pages:
        return tuple(Turn(target, assumed=True) for target in loading(tree, url, entries))
    return tuple(map(Turn, dict.fromkeys(pages)))[:MOST_PAGES]
