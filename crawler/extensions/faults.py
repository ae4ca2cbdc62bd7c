"""What becomes of a page on which our own code fails? It is a reject like any other, and the run is no good one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self, cast

from scrapy import signals

from crawler.responses import ROLE
from crawler.verdict.refused import refused
from output.item_pipeline import StorePipeline
from output.records import Outcome, Reject, Stage

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.spiders.listing import ListingSpider
    from pipelines.page import Page

FAULTS = "thinktap/faults"  # Scrapy's stats: pages that our own code has failed on
REASON = "the crawler failed"
MOST_SAID = 500  # characters of an exception


class Faults:
    """Counts what callbacks and pipelines raise, and stores a reject for its page; Scrapy logs the traceback.

    Args:
        crawler: Has the store and the stats.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The extension for a crawler."""
        faults = cls(crawler)
        crawler.signals.connect(faults.in_callback, signals.spider_error)
        crawler.signals.connect(faults.in_pipeline, signals.item_error)
        return faults

    def in_callback(self, failure: Failure, response: Response | Failure | None) -> None:
        """Note what a spider's callback raised on a response, or on the failure that it was told of."""
        request: Request | None = getattr(response, "request", None)
        said, spider = _said(failure), self._spider
        if request is None:  # what begins the run has none
            self._note(
                Reject(spider.name, spider.source.listing.start[0], datetime.now(UTC), Stage.FETCH, REASON, said)
            )
            return
        url = getattr(response, "url", None) or request.url
        reject = refused(spider.name, url, request.meta, REASON, said)
        self._note(reject, is_page=request.meta.get(ROLE) == Outcome.PAGE)

    def in_pipeline(self, item: Page | Reject, failure: Failure) -> None:
        """Note what a pipeline raised on a page."""
        reject = Reject(item.source, item.url, item.fetched_at, Stage.FETCH, REASON, _said(failure), item.via)
        self._note(reject, is_page=True)

    @property
    def _spider(self) -> ListingSpider:
        return cast("ListingSpider", self._crawler.spider)

    def _note(self, reject: Reject, *, is_page: bool = False) -> None:
        assert self._crawler.stats
        self._crawler.stats.inc_value(FAULTS)
        if stored := self._crawler.get_item_pipeline(StorePipeline):
            note = stored.store.add_reject if is_page else stored.store.note_reject
            note(reject).add_done_callback(self._spider.check)


def _said(failure: Failure) -> str:
    return f"{type(failure.value).__name__}: {failure.value}"[:MOST_SAID]
