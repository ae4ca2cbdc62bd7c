"""What has come while a probe runs? Pages and what they gave, in their order, for a sample at its end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from crawler.address import canonical
from crawler.probe.sample import Sample, listing_of, names
from crawler.probe.values import in_words
from output.records import Reject

if TYPE_CHECKING:
    from crawler.source import Source
    from output.records import Article
    from pipelines.page import Answer, Page


@dataclass
class Harvest:
    """What came so far.

    Attributes:
        lists: Pages that may list articles, and whether each is a feed's, a sitemap's or an API's beside the listing.
        came: Pages that may be articles, by address.
        answers: What pages needed, by the page's address and its own.
        articles: The pages that gave an article.
        vain: Addresses that gave none, with the reason.
    """

    lists: list[tuple[Page, bool]] = field(default_factory=list)
    came: dict[str, Page] = field(default_factory=dict)
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    articles: list[Page] = field(default_factory=list)
    vain: list[tuple[str, str]] = field(default_factory=list)

    def read(self, item: Article | Reject) -> None:
        """Take note of what a page gave."""
        if isinstance(item, Reject):
            self.vain.append((item.url, in_words(item)))
            return
        page = next((self.came[url] for url in (item.url, *item.pages, *item.via) if url in self.came), None)
        if page and page not in self.articles:
            self.articles.append(page)

    def sample(self, source: Source) -> Sample:
        """The pages of a source."""
        starts = set(map(canonical, source.listing.start))
        lists = [one for one in self.lists if names(listing_of(one[0], source))]
        lists.sort(key=lambda one: (one[1], starts.isdisjoint((one[0].url, *one[0].via))))
        first = next((page for page, _ in lists), None)
        own = [page for page, beside in lists if not beside]
        return Sample(
            source,
            articles=tuple(map(self._whole, self.articles)),
            listing=first,
            further=_further(first, own, source) if first else None,
            lists=tuple(page for page, _ in self.lists),
            refused=tuple(self.vain),
        )

    def _whole(self, page: Page) -> Page:
        return replace(page, answers=tuple(one for (url, _), one in self.answers.items() if url == page.url))


def _further(first: Page, lists: list[Page], source: Source) -> Page | None:
    """The nearest page that the first one goes on to, and that names what that one does not."""
    listing = listing_of(first, source)
    further = [*(turn.url for turn in listing.next), *listing.archives] if listing else []
    said = names(listing)
    fresh = [page for page in lists if page is not first and names(listing_of(page, source)) - said]
    named = (page for url in further for page in fresh if url in {page.url, *page.via})
    return next(chain(named, fresh if further else ()), None)
