"""`thinktap extract --from-archive`: read again what is archived, without a request, and publish the difference."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy.crawler import Crawler
from scrapy.statscollectors import DummyStatsCollector

from crawler.archive.rereading import Rereading
from crawler.commands.crawl import checked
from crawler.fleet import Result
from crawler.source_files import SourceError
from crawler.spiderloader import TomlSpiderLoader
from crawler.status import ExitStatus, exit_of
from crawler.verdict.verdict import news
from output.errors import OutputError
from output.item_pipeline import begun_run, layout_of
from output.run import Cause, Verdict
from output.store import Ending, Store
from output.unlearned import unlearned
from pipelines.body.profile import profile_of
from pipelines.pool import ExtractionPool, default_jobs

LOG = logging.getLogger(__name__)

if TYPE_CHECKING:
    from scrapy.settings import Settings

    from output.layout import Layout
    from output.records import RunCounts
    from pipelines.item_pipeline import Reader


def reread(settings: Settings, names: list[str]) -> list[Result]:
    """Read the named sources' archives again, or all there are, one source after the other.

    Raises:
        typer.Exit: With status 2: a named source is unknown or its file is not right, or there is none at all.
    """
    wanted = checked(settings, names, unverified=True)
    layout = layout_of(settings)
    if not names:
        wanted = [name for name in wanted if layout.archive(name).is_dir()]
    with ExtractionPool(settings.getint("THINKTAP_JOBS") or default_jobs()) as pool:
        return asyncio.run(_all(settings, layout, pool, wanted))


def learn(settings: Settings, names: list[str]) -> None:
    """Read those of the sources again whose articles were read before it was known what recurs on their pages.

    So were all of a first run's; a run that asks only for what is new or changed would leave them so.
    """
    layout = layout_of(settings)
    late = [name for name in names if (prints := unlearned(layout, name)) and profile_of(prints)]
    for result in reread(settings, late) if late else ():
        if result.exit:
            LOG.warning("%s: %s", result.source, result.verdict)


async def _all(settings: Settings, layout: Layout, reader: Reader, names: list[str]) -> list[Result]:
    return [await _result(settings, layout, reader, name) for name in names]


async def _result(settings: Settings, layout: Layout, reader: Reader, name: str) -> Result:
    """What became of one source."""
    began = time.monotonic()
    if not layout.archive(name).is_dir():
        return Result(name, ExitStatus.FINE, "nothing is archived")
    try:
        status, verdict, counts = await _one(settings, layout, reader, name)
    except (OutputError, SourceError) as error:
        return Result(name, exit_of(error), str(error))
    return Result(name, status, verdict, counts, time.monotonic() - began)


async def _one(settings: Settings, layout: Layout, reader: Reader, name: str) -> tuple[ExitStatus, str, RunCounts]:
    spider = TomlSpiderLoader.from_settings(settings).load(name)
    crawler = Crawler(spider, settings)
    crawler.stats = DummyStatsCollector(crawler)  # there is no crawl to count
    source = spider.source
    with Store(layout, source.card, begun_run(rereads=True)) as store:
        again = Rereading(source, store, reader)
        await again.run()
        counts = store.settle(listed=0)
        said = store.publish(Ending(datetime.now(UTC), _judged(counts, again.damaged), counts))
    return ExitStatus(said.exit), said.line, counts


def _judged(counts: RunCounts, damaged: int) -> Verdict:
    line = f"read again from the archive: {news(counts)}"
    if damaged:
        records = "record" if damaged == 1 else "records"
        told = f"{line}; {damaged} damaged {records} passed over, see the log"
        return Verdict(ExitStatus.TROUBLE, told, Cause.DAMAGE)
    return Verdict(ExitStatus.FINE, line)
