"""What becomes of a page on which our own code fails? It is a reject like any other, and the run is no good one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals

from crawler.address import canonical
from output.item_pipeline import StorePipeline
from output.records import Reject, Stage

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

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

    def in_callback(self, failure: Failure, response: Response | Failure) -> None:
        """Note what a spider's callback raised on a response, or on the failure that it was told of."""
        self._note(failure.value, getattr(response, "url", None) or response.request.url)  # type: ignore[union-attr]

    def in_pipeline(self, item: Any, failure: Failure) -> None:
        """Note what a pipeline raised on a page."""
        self._note(failure.value, getattr(item, "url", "about:blank"))

    def _note(self, error: BaseException | None, url: str) -> None:
        assert self._crawler.stats
        self._crawler.stats.inc_value(FAULTS)
        stored, spider = self._crawler.get_item_pipeline(StorePipeline), self._crawler.spider
        if stored and spider:
            said = f"{type(error).__name__}: {error}"[:MOST_SAID]
            reject = Reject(spider.name, canonical(url), datetime.now(UTC), Stage.FETCH, REASON, said)
            stored.store.add_reject(reject).add_done_callback(spider.check)  # type: ignore[attr-defined]
