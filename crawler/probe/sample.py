"""What does a probe bring home? Pages of a listing and of some articles, with all that reading them again needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.address import canonical
from crawler.listings import kinds
from crawler.listings.record import Listing, Rule
from pipelines.decode import in_utf8

if TYPE_CHECKING:
    from crawler.source import Source
    from pipelines.page import Page

ARTICLES = 5  # that are shown


@dataclass(frozen=True, slots=True)
class Sample:
    """Some pages of a source.

    Attributes:
        source: The source as it was probed.
        articles: Pages that gave an article when they came, each with the answers to what it needed.
        listing: The first page that lists articles: the listing's, or that of a feed, a sitemap or an API. Null when
            none does.
        further: A page that the listing went on to and that lists others. Null when there is none.
        lists: All pages that may list articles, whatever they name.
        refused: Addresses that were listed and gave no article, with the reason.
        choice: Where a crawl would look up its news as far as this tells, and why. Null when it does not.
        requests: How many were sent.
        exhausted: Whether there was more to ask than a probe asks.
        note: How the listing was found. Null when it was named.
        fault: Why there is nothing, in one plain line. Null when there is.
    """

    source: Source
    articles: tuple[Page, ...] = ()
    listing: Page | None = None
    further: Page | None = None
    lists: tuple[Page, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    choice: tuple[str, str] | None = None
    requests: int = 0
    exhausted: bool = False
    note: str | None = None
    fault: str | None = None


def listing_of(page: Page, source: Source | None = None) -> Listing | None:
    """What a page lists; null when it is no listing.

    Args:
        page: As it came.
        source: Its selectors are used. Null when there are none yet.
    """
    rule = Rule(source.listing.link, source.listing.next) if source else Rule()
    return kinds.read(page.body, text_of(page), page.url, rule)


def text_of(page: Page) -> str:
    """A page's text."""
    return in_utf8(page.body, page.header("content-type")).decode("utf-8", "replace")


def names(listing: Listing | None) -> set[str]:
    """The addresses that a listing names."""
    return {canonical(link.url) for link in listing.links} if listing else set()
