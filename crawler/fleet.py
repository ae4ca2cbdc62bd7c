"""How are many sources crawled in one process? A bounded number at a time, each with its own spider and store."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler

from crawler.archive.reread import learn
from crawler.result import Result
from crawler.source_files import SourceError
from crawler.spiderloader import TomlSpiderLoader
from crawler.spiders.listing import ListingSpider
from crawler.status import ExitStatus, exit_of
from output.errors import OutputError, Unwritable
from output.item_pipeline import conclude
from output.layout import layout_of
from output.records import RunCounts
from output.run import Cause
from output.shared.sharing import ahead
from pipelines.item_pipeline import jobs_of, shared_pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scrapy.settings import Settings

    from crawler.spiders.run import Progress

LOG = logging.getLogger(__name__)
CUT_OFF = "cut off by a second signal; what was stored stays, and the next run goes on from there"
WAITS = "; new and changed articles that are not published come with the next run"
SHUTDOWN = "shutdown"  # Scrapy's word for a run that a signal ends
POLL = 0.05  # seconds between two looks at whether a run that just begins can be ended
AT_ONCE = 16  # sources; each holds a state file, a thread and one connection, and may wait in another for its leases
# With Python's own threshold of 700 the collector walks all that is loaded now and then: a tenth of a second, in which
# nothing is asked.
ALLOCATIONS_BEFORE_COLLECTION = 5_000
CONCLUDE_EVERY = 30.0  # seconds; readers of what is merged over sources wait for no more than that


class LeasedCrawler(Crawler):
    """A crawler that waits for its source's leases, where machines share the dataset, before its store is opened.

    Args:
        spider: The source's.
        settings: Scrapy's settings, ours included.
    """

    def __init__(self, spider: type[ListingSpider], settings: Settings) -> None:
        super().__init__(spider, settings)
        self._card = spider.source.card

    async def crawl_async(self, *args: Any, **kwargs: Any) -> None:
        """Crawl, as Scrapy has it."""
        held = await asyncio.to_thread(ahead, layout_of(self.settings), self._card)
        try:
            with shared_pool(jobs_of(self.settings), self.settings["THINKTAP_LOADS"]) as pool:
                await learn(self.settings, pool, self._card.source)
            await super().crawl_async(*args, **kwargs)
        finally:
            await asyncio.to_thread(held.close)  # an object store is a network away


@dataclass
class Fleet:
    """Crawls sources by id.

    Attributes:
        settings: Scrapy's settings, ours included.
        running: The crawlers under way, by source.
        results: What became of the sources that are done.
        left: The sources that were not begun, for a signal came before.
        is_cut_short: Whether a signal kept some source from its end.
        told: Called with each result.
        fault: What kept that which is merged over sources from being written. Null when nothing did.
    """

    settings: Settings
    running: dict[str, Crawler] = field(default_factory=dict)
    results: list[Result] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    is_cut_short: bool = False
    told: Callable[[Result], None] = lambda _: None
    fault: OutputError | None = None

    def __post_init__(self) -> None:
        self.settings = self.settings.copy()
        self.settings.set("THINKTAP_CONCLUDES", value=False, priority="cmdline")
        self._process = AsyncCrawlerProcess(self.settings)
        self._loop = asyncio.get_event_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(2 * AT_ONCE))
        self._layout = layout_of(self.settings)
        self._waiting: deque[str] = deque()
        self._concluded_at = -CONCLUDE_EVERY  # as soon as one has ended: until then all look at the files of all
        self._concluding: asyncio.Task[None] | None = None
        gc.set_threshold(ALLOCATIONS_BEFORE_COLLECTION)
        gc.freeze()  # what is loaded by now stays

    def crawl(self, sources: Iterable[str]) -> list[Result]:
        """Crawl these sources, and return what became of each, in the order they ended."""
        self.add(sources)
        if self.running:
            self._process.start(install_signal_handlers=False)  # `crawler/interrupts.py` has ours
        for source in self.running:  # cut off
            self.is_cut_short = True
            self._ended(Result(source, ExitStatus.TROUBLE, CUT_OFF, cause=Cause.INTERRUPTED))
        self._conclude()
        return self.results

    def serve(self) -> None:
        """Crawl what is added, until it is cut off."""
        self._process.start(stop_after_crawl=False, install_signal_handlers=False)
        if self.results:
            self._conclude()

    def add(self, sources: Iterable[str]) -> None:
        """Crawl these too; for the thread of the event loop."""
        self._loader = TomlSpiderLoader.from_settings(self.settings)
        self._waiting.extend(sources)
        while len(self.running) < AT_ONCE and self._next():
            pass

    def end(self) -> None:
        """Let what is under way come to a clean end, and begin nothing more; for a signal's handler, or a thread."""
        self.soon(self._end)

    def cut_off(self) -> None:
        """Stop at once: what is committed stays, and the next run publishes it; for a signal's handler, or a thread."""
        self.soon(self._loop.stop)

    def soon(self, call: Callable[..., object], *given: object) -> None:
        """Call this in the thread of the event loop; for another one."""
        self._loop.call_soon_threadsafe(call, *given)

    def _end(self) -> None:
        LOG.warning("Ending: what was fetched is being stored. Once more stops at once, which loses nothing either.")
        self.left.extend(self._waiting)
        self._waiting.clear()
        self.is_cut_short = bool(self.left)
        self._ending = asyncio.ensure_future(self._end_all())

    async def _end_all(self) -> None:
        """End each run as soon as it has begun, by the way that a run ends itself.

        Scrapy's own `stop` does not wait for a run that is publishing already, and leaves one alone that just begins.
        """
        while self.running:
            for crawler in self.running.values():
                if isinstance(crawler.spider, ListingSpider) and crawler.engine and crawler.engine.running:
                    crawler.spider.finish(SHUTDOWN)
            await asyncio.sleep(POLL)

    def progress(self) -> dict[str, Progress]:
        """How far each source under way has come; for another thread that shows it."""
        told = {}
        for source, crawler in list(self.running.items()):
            if isinstance(crawler.spider, ListingSpider):
                told[source] = crawler.spider.progress()
        return told

    def _next(self) -> bool:
        """Begin the next source whose file is right; false when there is none."""
        while self._waiting:
            source = self._waiting.popleft()
            try:
                crawler = LeasedCrawler(self._loader.load(source), self.settings)
            except SourceError as error:
                self._ended(Result(source, ExitStatus.TROUBLE, str(error)))
                continue
            self.running[source] = crawler
            began = time.monotonic()
            task = self._process.crawl(crawler)
            task.add_done_callback(partial(self._done, source, began))
            return True
        return False

    def _done(self, source: str, began: float, task: asyncio.Task[None]) -> None:
        crawler = self.running.pop(source)
        error = task.exception() if not task.cancelled() else None
        self._ended(_result(source, crawler, error, time.monotonic() - began))
        if _told(crawler).get("finish_reason") == SHUTDOWN:
            self.is_cut_short = True
        self._next()
        if self.running and time.monotonic() - self._concluded_at > CONCLUDE_EVERY:
            self._concluded_at = time.monotonic()
            self._concluding = asyncio.ensure_future(asyncio.to_thread(self._conclude))

    def _ended(self, result: Result) -> None:
        self.results.append(result)
        self.told(result)

    def _conclude(self) -> None:
        """Bring what is merged over sources up to date."""
        self.fault = conclude(self._layout)


def _result(source: str, crawler: Crawler, error: BaseException | None, seconds: float) -> Result:
    told = _told(crawler)
    counts = RunCounts(**{name: told.get(f"thinktap/{name}", 0) for name in RunCounts.__slots__})
    status, logged = told.get("thinktap/exit"), told.get("thinktap/error")
    found = error or logged
    if isinstance(found, OutputError):
        waits = WAITS if isinstance(found, Unwritable) and counts.new + counts.changed else ""
        return Result(source, exit_of(found), f"{found}{waits}", counts, seconds)
    if error is None and status is not None and (status or logged is None):
        cause, run = told["thinktap/cause"], getattr(crawler.spider, "run_id", None)
        return Result(source, ExitStatus(status), told["thinktap/verdict"], counts, seconds, cause, run)
    why = f"{type(found).__name__}: {found}" if found else "the run ended without a verdict; see the log"
    return Result(source, ExitStatus.TROUBLE, why, counts, seconds)


def _told(crawler: Crawler) -> dict[str, Any]:
    """Scrapy's stats of a run; none where it could not even begin to count."""
    with suppress(RuntimeError):
        return crawler.stats.get_stats() if crawler.stats else {}
    return {}
