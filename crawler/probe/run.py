"""How are sources probed? In one Scrapy process, each with a budget of its own and a dataset that is thrown away."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from scrapy.crawler import AsyncCrawlerProcess

from crawler.middlewares.budget import Budget
from crawler.probe.sample import Sample
from crawler.spiders.probe import LISTING_PAGES, ProbeSpider

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable

    from scrapy.crawler import Crawler
    from scrapy.settings import Settings

    from crawler.source import Source
    from pipelines.page import Page

AT_ONCE = 16  # sources


@dataclass(frozen=True, slots=True)
class Probe:
    """What is to be probed.

    Attributes:
        source: The source.
        address: Any address of its site, from which the listing is to be found. Null when the source names it.
        known: Saved pages, whose articles are asked for first.
    """

    source: Source
    address: str | None = None
    known: tuple[Page, ...] = ()


def probed(settings: Settings, probes: Iterable[Probe]) -> list[Sample]:
    """What each probe brings home, in their order."""
    with TemporaryDirectory() as folder:
        settings.setdict({"THINKTAP_OUTPUT": folder, "THINKTAP_STATE": ""}, priority="cmdline")
        return _Probing(settings, list(probes)).samples()


class _Probing:
    def __init__(self, settings: Settings, probes: list[Probe]) -> None:
        self._process = AsyncCrawlerProcess(settings)
        self._waiting = deque(enumerate(probes))
        self._samples = {number: Sample(probe.source) for number, probe in enumerate(probes)}

    def samples(self) -> list[Sample]:
        for _ in range(AT_ONCE):
            self._next()
        self._process.start()
        return [self._samples[number] for number in sorted(self._samples)]

    def _next(self) -> None:
        if not self._waiting:
            return
        number, probe = self._waiting.popleft()
        limits = probe.source.limits
        few = limits.model_copy(update={"pages": min(LISTING_PAGES, limits.pages), "articles": None})
        said = {
            "name": probe.source.id,
            "source": probe.source.model_copy(update={"limits": few, "archive": False}),
            "address": probe.address,
            "known": probe.known,
            "budget": Budget(),
        }
        crawler = self._process.create_crawler(type("Probed", (ProbeSpider,), said))
        self._process.crawl(crawler).add_done_callback(partial(self._done, number, probe, crawler))

    def _done(self, number: int, probe: Probe, crawler: Crawler, task: asyncio.Task[None]) -> None:
        error = task.exception() if not task.cancelled() else None
        stopped = crawler.stats is not None and crawler.stats.get_value("finish_reason") == "shutdown"
        if stopped or error or not isinstance(crawler.spider, ProbeSpider):
            fault = "it was interrupted" if stopped else f"the probe failed: {error}"
            self._samples[number] = Sample(probe.source, fault=fault)
        else:
            self._samples[number] = crawler.spider.sample(probe.source)
        if not stopped:
            self._next()
