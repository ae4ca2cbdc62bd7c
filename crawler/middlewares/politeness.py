"""How does one source keep its manners? It waits for its turns, and what failed is sent again when its time has come."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

from crawler.politeness.host import host_of
from crawler.politeness.tries import come_back, put_off
from crawler.politeness.turns import TRIED, TRIES, Ending, Enough, Manners, NotNow, Turns
from output.item_pipeline import StorePipeline
from output.layout import layout_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


SENT = "downloader/request_count"  # Scrapy's, of what has passed its middlewares


@runtime_checkable
class Timed(Protocol):
    """A spider whose source is asked at some hours only."""

    def is_open(self) -> bool:
        """Whether it may still ask; else its run ends."""


class Politeness:
    """Sends again what failed in passing; in place of Scrapy's RetryMiddleware, which knows no pause.

    The pause is its host's: everything else that is to be asked there waits as long.

    Args:
        crawler: Says how the source asks, and whether it is to end.

    Attributes:
        turns: The source's turns, which the download handler waits for.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        source = getattr(crawler.spidercls, "source", None)
        self._most: int | None = source.limits.requests if source else None
        settings = crawler.settings
        manners = Manners(
            settings.getfloat("THINKTAP_DELAY"),
            settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
            settings.getint("RETRY_TIMES") + 1,
        )
        self.turns = Turns(manners, layout_of(settings), self._check)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware for a crawler."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let a request pass, unless the run has asked enough, or its server has asked us to come back later.

        Raises:
            Enough: It has, repeats, redirects and robots.txt among it.
            NotNow: It has in another run, for this address or for all.
        """
        if self._most is not None and self._crawler.stats.get_value(SENT, 0) >= self._most:
            raise Enough(f"not asked: {self._most} requests were sent ([limits] requests)")
        stored = self._crawler.get_item_pipeline(StorePipeline)
        if stored is None:
            return
        visits, host, now = stored.store.visits, host_of(request.url), datetime.now(UTC)
        if (until := visits.not_before(host)) and now < until:
            raise NotNow(put_off(host, until))
        if (until := visits.not_before(request.url)) and now < until:
            raise NotNow(f"not asked: {come_back(until)}")

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Pass an answer on, or ask again."""
        return self._again(request) or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:  # noqa: ARG002  (Scrapy's)
        """Ask again where there was no answer; null to let the failure be."""
        return self._again(request)

    def _again(self, request: Request) -> Request | None:
        tried = request.meta.get(TRIED)
        if not tried or not tried.again:
            return None
        again = request.copy()
        del again.meta[TRIED]
        again.meta[TRIES] = request.meta.get(TRIES, 0) + 1
        again.dont_filter = True
        return again

    def _check(self) -> None:
        engine = self._crawler.engine
        spider: object = self._crawler.spider
        if engine is None or not engine.running or (isinstance(spider, Timed) and not spider.is_open()):
            raise Ending("the run is to end")
