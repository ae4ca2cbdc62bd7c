"""What becomes of a source whose archive is read again? Published as a run of its own, without a request."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy.crawler import Crawler
from scrapy.statscollectors import DummyStatsCollector

from crawler.archive.rereading import Rereading
from crawler.result import Result
from crawler.source_files import SourceError
from crawler.spiderloader import TomlSpiderLoader
from crawler.status import ExitStatus, exit_of
from crawler.verdict.verdict import news
from output.errors import OutputError
from output.item_pipeline import begun_run, layout_of
from output.run import Cause, Verdict
from output.shared.claim import fetch_state, is_shared
from output.store import Ending, Store
from output.unlearned import unlearned
from pipelines.body.profile import profile_of

if TYPE_CHECKING:
    from scrapy.settings import Settings

    from output.layout import Layout
    from output.records import RunCounts
    from pipelines.item_pipeline import Reader

LOG = logging.getLogger(__name__)


async def reread(settings: Settings, reader: Reader, name: str) -> Result:
    """Read a source's archive again, and tell what became of it."""
    began = time.monotonic()
    layout = layout_of(settings)
    if not layout.archive(name).is_dir() and not is_shared(layout):
        return Result(name, ExitStatus.FINE, "nothing is archived")
    try:
        status, verdict, counts = await _read(settings, reader, name)
    except (OutputError, SourceError) as error:
        return Result(name, exit_of(error), str(error))
    return Result(name, status, verdict, counts, time.monotonic() - began)


async def learn(settings: Settings, reader: Reader, name: str) -> None:
    """Read a source again if its articles were read before it was known what recurs on their pages.

    So were all of a first run's; a run that asks only for what is new or changed would leave them so.
    """
    if await asyncio.to_thread(_is_late, layout_of(settings), name):
        result = await reread(settings, reader, name)
        if result.exit:
            LOG.warning("%s: %s", result.source, result.verdict)


def _is_late(layout: Layout, name: str) -> bool:
    fetch_state(layout, name)
    prints = unlearned(layout, name)
    return bool(prints) and profile_of(prints) is not None


async def _read(settings: Settings, reader: Reader, name: str) -> tuple[ExitStatus, str, RunCounts]:
    spider = TomlSpiderLoader.from_settings(settings).load(name)
    crawler = Crawler(spider, settings)
    crawler.stats = DummyStatsCollector(crawler)  # there is no crawl to count
    source = spider.source
    run = begun_run(rereads=True, concludes=settings.getbool("THINKTAP_CONCLUDES"))
    store = await asyncio.to_thread(Store, layout_of(settings), source.card, run)
    try:
        again = Rereading(source, store, reader)
        await again.run()
        said, counts = await asyncio.to_thread(_published, store, again.damaged)
    finally:
        await asyncio.to_thread(store.close)
    return ExitStatus(said.exit), said.line, counts


def _published(store: Store, damaged: int) -> tuple[Verdict, RunCounts]:
    counts = store.settle(listed=0)
    return store.publish(Ending(datetime.now(UTC), _judged(counts, damaged), counts)), counts


def _judged(counts: RunCounts, damaged: int) -> Verdict:
    line = f"read again from the archive: {news(counts)}"
    if damaged:
        records = "record" if damaged == 1 else "records"
        told = f"{line}; {damaged} damaged {records} passed over, see the log"
        return Verdict(ExitStatus.TROUBLE, told, Cause.DAMAGE)
    return Verdict(ExitStatus.FINE, line)
