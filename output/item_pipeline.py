"""How do articles leave Scrapy? Through this item pipeline, the door between the crawler and the store."""

from __future__ import annotations

import asyncio
import logging
import secrets
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Protocol, Self

from output.catalog import refresh
from output.errors import Misfit, OutputError, unwritable
from output.layout import layout_of
from output.records import Article, Reject, Stage
from output.store import Ending, Run, Store

if TYPE_CHECKING:
    from collections.abc import Container

    from output.layout import Layout
    from output.records import RunCounts, SourceCard
    from output.run import Verdict

LOG = logging.getLogger(__name__)


class Teller(Protocol):
    """What the store needs of a spider."""

    card: SourceCard
    run_id: str | None  # of the run, once it has begun
    most_lost: float  # the largest share of the known articles that may be missing at once

    def listed(self) -> int:
        """How many addresses the listings gave."""

    def addresses(self) -> Container[str] | None:
        """The addresses that the listings gave; null when they were not read to their end."""

    def judge(self, counts: RunCounts) -> Verdict:
        """What is to be said of the run."""

    def strategy(self) -> tuple[str, str] | None:
        """Where the source's news are looked up, and why there; null when that is not chosen."""

    def give_up(self, error: BaseException) -> None:
        """Stop the run: nothing more can be stored."""


class StorePipeline:
    """Stores articles and rejects as they come, and publishes when the spider ends its run.

    Args:
        teller: The spider.
        layout: Where the dataset lies.
        stats: The crawler's stats; the run's counts, exit status, verdict and cause are set there, under ``thinktap/``.
        concludes: Whether the run brings what is merged over sources up to date.

    Raises:
        Locked: Another run holds the source.
        Unwritable: The output can't be written.
    """

    def __init__(self, teller: Teller, layout: Layout, stats: Any, *, concludes: bool = True) -> None:
        self._teller, self._stats = teller, stats
        run = begun_run(concludes=concludes)
        teller.run_id = run.run_id
        self.store = Store(layout, teller.card, run)

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """The pipeline for a crawler's spider, under the settings THINKTAP_OUTPUT and THINKTAP_STATE."""
        concludes = crawler.settings.getbool("THINKTAP_CONCLUDES")
        return cls(crawler.spider, layout_of(crawler.settings), crawler.stats, concludes=concludes)

    async def process_item(self, item: object) -> object:
        """Store an article or a reject; returns once it is committed."""
        try:
            if isinstance(item, Article | Reject):
                return await keep(self.store, item)
        except OutputError as error:
            self._teller.give_up(error)
        return item

    async def end(self) -> None:
        """Settle the run, publish it, and give the lock back; the spider calls it once it knows why it closes."""
        try:
            await asyncio.to_thread(self._end)
        except OutputError as error:
            self._teller.give_up(error)
        finally:
            await asyncio.to_thread(self.store.close)

    def _end(self) -> None:
        listed, addresses = self._teller.listed(), self._teller.addresses()
        counts = self.store.settle(listed, addresses, most_lost=self._teller.most_lost)
        said = self._teller.judge(counts)
        for name in counts.__slots__:
            self._stats.set_value(f"thinktap/{name}", getattr(counts, name))
        said = self.store.publish(Ending(datetime.now(UTC), said, counts, self._teller.strategy()))
        self._stats.set_value("thinktap/exit", said.exit)
        self._stats.set_value("thinktap/verdict", said.line)
        self._stats.set_value("thinktap/cause", said.cause)


def conclude(layout: Layout) -> OutputError | None:
    """Bring what is merged over sources up to date, where there is something; tells what kept it from being written."""
    try:
        if layout.url is None and layout.cards():
            with unwritable(layout.root):
                refresh(layout, f"thinktap {version('thinktap')}")
    except OutputError as error:
        LOG.error("what is merged over sources could not be written: %s", error, extra={"event": "not kept"})  # noqa: TRY400  (the text says all)
        return error
    return None


def begun_run(**how: bool) -> Run:
    """A run that begins now.

    Args:
        how: As `Run` has it.
    """
    now = datetime.now(UTC)
    return Run(f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}", now, version("thinktap"), **how)


async def keep(store: Store, read: Article | Reject) -> Article | Reject:
    """Store what a page gave, and return what was stored once it is committed: a reject for what fits no row.

    Raises:
        OutputError: Nothing can be stored.
    """
    if isinstance(read, Article):
        try:
            await asyncio.wrap_future(store.add_article(read))
        except Misfit as error:
            read = Reject(read.source, read.url, read.fetched_at, Stage.EXTRACT, error.reason, str(error)[:500])
    if isinstance(read, Reject):
        await asyncio.wrap_future(store.add_reject(read))
    return read
