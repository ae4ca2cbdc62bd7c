"""What becomes of a source whose archive is read again? Published as a run of its own, without a request."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crawler.archive.rereading import ArchivedPages, Damage, Rereading, Said
from crawler.hints import hints_of
from crawler.result import Result
from crawler.source_files import SourceError
from crawler.spiderloader import TomlSpiderLoader
from crawler.status import ExitStatus, exit_of
from crawler.verdict.verdict import news
from output.errors import OutputError
from output.item_pipeline import begun_run, keep
from output.layout import layout_of
from output.run import Cause, Verdict
from output.shared.claim import fetch_state
from output.shared.sent_files import has_archive
from output.store import Ending, Store
from output.unlearned import unlearned
from output.writer import GROUP
from pipelines.body.profile import profile_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from scrapy.settings import Settings

    from crawler.source import Source
    from output.layout import Layout
    from output.records import Article, Reject, RunCounts
    from pipelines.item_pipeline import Reader

    ReadAll = Callable[[Source, Store], AsyncIterator[Said]]

# Articles and rejects, as many as one commit takes: with fewer, what comes next waits for a commit.
UNCOMMITTED = GROUP
LOG = logging.getLogger(__name__)


class NotRead(Exception):
    """Some of a source's pages could not be read again where that was to be done; the text is one plain line."""


async def reread(settings: Settings, read: ReadAll, name: str) -> Result:
    """Read a source's archive again, and tell what became of it.

    Args:
        settings: Scrapy's settings, ours included.
        read: Reads all its archived pages, in the order they came.
        name: The source's id.
    """
    began = time.monotonic()
    try:
        if not await asyncio.to_thread(has_archive, layout_of(settings), name):
            return Result(name, ExitStatus.FINE, "nothing is archived")
        said, counts = await _reread(settings, read, name)
    except NotRead as error:
        return Result(name, ExitStatus.TROUBLE, str(error), cause=Cause.INTERRUPTED)
    except (OutputError, SourceError) as error:
        return Result(name, exit_of(error), str(error))
    return Result(name, ExitStatus(said.exit), said.line, counts, time.monotonic() - began)


def here(reader: Reader) -> ReadAll:
    """What reads all pages of a source in this process."""

    def read(source: Source, store: Store) -> AsyncIterator[Said]:
        pages = ArchivedPages(store.archived_pages(), store.archived, store.records)
        return Rereading(source, hints_of(source, store), pages, reader).read()

    return read


async def learn(settings: Settings, reader: Reader, name: str) -> None:
    """Read a source again if its articles were read before it was known what recurs on their pages.

    So were all of a first run's; a run that asks only for what is new or changed would leave them so.
    """
    if await asyncio.to_thread(_is_late, layout_of(settings), name):
        result = await reread(settings, here(reader), name)
        if result.exit:
            LOG.warning("%s: %s", result.source, result.verdict)


def _is_late(layout: Layout, name: str) -> bool:
    fetch_state(layout, name)
    prints = unlearned(layout, name)
    return bool(prints) and profile_of(prints) is not None


async def _reread(settings: Settings, read: ReadAll, name: str) -> tuple[Verdict, RunCounts]:
    source = TomlSpiderLoader.from_settings(settings).source(name)
    run = begun_run(rereads=True, concludes=settings.getbool("THINKTAP_CONCLUDES"))
    store = await asyncio.to_thread(Store, layout_of(settings), source.card, run)
    try:
        damaged = await store_all(store, source.id, read(source, store))
        return await asyncio.to_thread(_published, store, damaged)
    finally:
        await asyncio.to_thread(store.close)


async def store_all(store: Store, source: str, all_said: AsyncIterator[Said]) -> int:
    """Store what is read of a source's pages, in that order, and tell how many records were damaged."""
    damaged = set()
    storing: deque[asyncio.Task[Article | Reject]] = deque()
    try:
        async for said in all_said:
            if not isinstance(said, Damage):
                storing.append(asyncio.create_task(keep(store, said)))
            elif (said.newest, said.role) not in damaged:
                damaged.add((said.newest, said.role))
                store.note_damaged(said.newest.asked, said.role)
                _tell(source, said)
            if len(storing) >= UNCOMMITTED:
                await storing.popleft()
        while storing:
            await storing.popleft()
    finally:
        await asyncio.gather(*storing, return_exceptions=True)
    return len(damaged)


def _tell(source: str, damage: Damage) -> None:
    asked, place = damage.newest.asked, damage.newest.place
    where = f"the record at {place.offset} of {place.file}"
    about = {"event": "damage", "source": source, "address": asked, "reason": damage.reason}
    LOG.error("%s: %s is passed over: %s", asked, where, damage.reason, extra=about)


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
