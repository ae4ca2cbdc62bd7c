"""How are many sources crawled in one process? A bounded number at a time, each with its own spider and store."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from scrapy.crawler import AsyncCrawlerProcess

from crawler.source_files import SourceError
from crawler.spiders.listing import ListingSpider
from crawler.status import ExitStatus, exit_of
from output.errors import OutputError
from output.records import RunCounts

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable, Iterator

    from scrapy.crawler import Crawler
    from scrapy.settings import Settings

CUT_OFF = "cut off by a second signal; what was stored stays, and the next run goes on from there"
AT_ONCE = 16  # sources; each holds a state file, a thread and one connection


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one source.

    Attributes:
        source: Its id.
        exit: As the command's exit status.
        verdict: One plain line.
        counts: What the run met; all zero when it could not begin.
        seconds: How long it took.
    """

    source: str
    exit: ExitStatus
    verdict: str
    counts: RunCounts = field(default_factory=RunCounts)
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """The same, flat, for a table or JSON."""
        return {
            "source": self.source,
            **asdict(self.counts),
            "seconds": round(self.seconds, 1),
            "verdict": self.verdict,
        }


@dataclass
class Fleet:
    """Crawls sources by id.

    Attributes:
        settings: Scrapy's settings, ours included.
        running: The crawlers under way, by source.
        results: What became of the sources that are done.
    """

    settings: Settings
    running: dict[str, Crawler] = field(default_factory=dict)
    results: list[Result] = field(default_factory=list)

    def crawl(self, sources: Iterable[str]) -> list[Result]:
        """Crawl these sources, and return what became of each, in the order they ended."""
        self._process = AsyncCrawlerProcess(self.settings)
        self._waiting: Iterator[str] = iter(sources)
        for _ in range(AT_ONCE):
            self._next()
        if self.running:
            self._process.start()
        for source in self.running:  # a second signal ends the loop at once
            self.results.append(Result(source, ExitStatus.TROUBLE, CUT_OFF))
        return self.results

    def progress(self) -> dict[str, tuple[int, int]]:
        """Articles read and addresses listed so far, of each source under way."""
        told = {}
        for source, crawler in list(self.running.items()):
            if crawler.stats and isinstance(crawler.spider, ListingSpider):
                told[source] = (crawler.stats.get_value("item_scraped_count", 0), crawler.spider.listed())
        return told

    def _next(self) -> None:
        """Begin the next source whose file is right."""
        for source in self._waiting:
            try:
                crawler = self._process.create_crawler(source)
            except SourceError as error:
                self.results.append(Result(source, ExitStatus.TROUBLE, str(error)))
                continue
            self.running[source] = crawler
            began = time.monotonic()
            task = self._process.crawl(crawler)
            task.add_done_callback(partial(self._done, source, began))
            return

    def _done(self, source: str, began: float, task: asyncio.Task[None]) -> None:
        crawler = self.running.pop(source)
        error = task.exception() if not task.cancelled() else None
        self.results.append(_result(source, crawler, error, time.monotonic() - began))
        if crawler.stats and crawler.stats.get_value("finish_reason") != "shutdown":
            self._next()


def exit_status(results: list[Result]) -> ExitStatus:
    """The command's exit status: the worst of what became of its sources.

    A source that another run holds is that run's concern, unless nothing else was asked for.
    """
    seen = {result.exit for result in results}
    if ExitStatus.UNWRITABLE in seen:
        return ExitStatus.UNWRITABLE
    if seen and seen <= {ExitStatus.USAGE, ExitStatus.LOCKED}:  # nothing was touched
        return min(seen)
    return ExitStatus.TROUBLE if seen & {ExitStatus.TROUBLE, ExitStatus.USAGE} else ExitStatus.FINE


def _result(source: str, crawler: Crawler, error: BaseException | None, seconds: float) -> Result:
    told = crawler.stats.get_stats() if crawler.stats else {}
    counts = RunCounts(**{name: told.get(f"thinktap/{name}", 0) for name in RunCounts.__slots__})
    status, logged = told.get("thinktap/exit"), told.get("thinktap/error")
    found = error or logged
    if isinstance(found, OutputError):
        return Result(source, exit_of(found), str(found), counts, seconds)
    if error is None and status is not None and (status or logged is None):
        return Result(source, ExitStatus(status), told["thinktap/verdict"], counts, seconds)
    why = f"{type(found).__name__}: {found}" if found else "the run ended without a verdict; see the log"
    return Result(source, ExitStatus.TROUBLE, why, counts, seconds)
