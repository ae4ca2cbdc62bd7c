"""When is the next request sent? Not while more pages wait to be read and stored than the workers soon get to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.core.scheduler import Scheduler

from pipelines.item_pipeline import jobs_of
from pipelines.pool import IN_FLIGHT_PER_WORKER

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from twisted.internet.defer import Deferred

# Pages of all sources: those that the pool has taken, and three times as many that wait for it or for their commit: eleven
# of these where a worker reads 90 pages a second. What is being downloaded comes besides. Without a bound 16 sources of 500 pages of 2 KB held
# 100 MB more: Scrapy's own is 5 MB of bodies for each source, and objects cost more than small bodies.
HELD_PER_WORKER = 4 * IN_FLIGHT_PER_WORKER


class PatientScheduler(Scheduler):
    """Scrapy's scheduler, which gives nothing out while this process holds many pages, of this source and of others.

    A source that holds none itself always has its next request: it waits for nobody else, and each page that it holds asks
    for the next request when it is done.
    """

    _all: ClassVar[set[PatientScheduler]] = set()  # of the sources under way

    def open(self, spider: Spider) -> Deferred[None] | None:
        """Take part in the count."""
        self._most = HELD_PER_WORKER * jobs_of(spider.settings)
        self._all.add(self)
        return super().open(spider)

    def close(self, reason: str) -> Deferred[None] | None:
        """Leave the count."""
        self._all.discard(self)
        return super().close(reason)

    def next_request(self) -> Request | None:
        """The next request, as Scrapy has it; null as well while too many pages are held."""
        if self.held and sum(one.held for one in self._all) >= self._most:
            return None
        return super().next_request()

    @property
    def held(self) -> int:
        """How many answers of its source are being read and stored."""
        slot: Any = self.crawler and self.crawler.engine and self.crawler.engine.scraper.slot
        return len(slot.queue) + len(slot.active) if slot else 0
