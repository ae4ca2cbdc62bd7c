"""What can the crawler ask of the dataset? One source's store, for the length of one run.

Everything handed in is committed before its future is done, and published when the run ends. A store that opens
after a killed run stores what that run had committed.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Self

from output.archive.files import Archive
from output.archive.index import ArchiveIndex
from output.atomic import make_folder
from output.errors import Misfit, StoreClosed, unwritable
from output.ledger import Ledger
from output.maintenance.migrate import bring_up_to_date
from output.maintenance.rename import end_renaming
from output.publish import Publish
from output.records import Outcome, Reject, Stage
from output.repair.mender import Mender
from output.rereading import Rereading
from output.run import Ending, Run
from output.shared.claim import claim
from output.sound import sound_article, sound_fetch
from output.state import State
from output.tables import open_tables
from output.visits import Visits
from output.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator
    from concurrent.futures import Future
    from datetime import datetime
    from pathlib import Path

    from output.archive.index import Newest
    from output.archive.record import Received
    from output.archive.records import Records
    from output.layout import Layout
    from output.records import Article, Fetch, RunCounts, SourceCard
    from output.run import Verdict
    from output.visit import Found, KeptFile

__all__ = ["Ending", "Run", "Store"]


class Store:
    """One source's part of the dataset, held under its lock.

    Args:
        layout: Where the dataset lies; made when it is not there.
        card: What the source says of itself.
        run: The run that begins.

    Raises:
        Locked: Another run holds the source.
        Incompatible: A newer version of the program wrote the dataset, or another state's runs an object store's.
        Unwritable: The output, or the state, can't be written.

    Attributes:
        visits: What is remembered of addresses, as far as it is committed; for reading.
    """

    visits: Visits

    def __init__(self, layout: Layout, card: SourceCard, run: Run) -> None:
        self._layout, self._card, self._run = layout, card, run
        with unwritable(layout.root):
            make_folder(layout.root)
            bring_up_to_date(layout, self._run.producer)
            end_renaming(layout, card.source, self._run.producer)
            self._claim = claim(layout, card.source, () if run.rereads else card.sites)
            try:
                self._open()
            except BaseException:
                self._claim.release()
                raise

    def _open(self) -> None:
        self._mender = Mender(self._layout, self._card.source, self._run)
        self._mender.look()
        self._state = State(self._layout.state_file(self._card.source))
        self._index = ArchiveIndex(self._state, self._run.run_id)
        folder = self._layout.archive(self._card.source)
        self._archive = Archive(folder, self._run.producer, self._index.noted(), self._claim.elsewhere)
        ledger = Rereading if self._run.rereads else Ledger
        self._ledger = ledger(self._state, self._card.source, self._run, self._index)
        self._writer = Writer(self._state.connection, self._card.source, self._before_commit)
        try:
            opening = partial(open_tables, self._layout, self._card, self._state)
            self._tables = self._writer.submit(opening).result()
            self._writer.submit(self._begin).result()
            self._claim.begin(self._finish_archive)
            self._publish()
            self._beside = State(self._layout.state_file(self._card.source))
            self.visits = Visits(self._beside)  # for reading: what is written goes through the writer
            self._index_beside = ArchiveIndex(self._beside, self._run.run_id)
        except BaseException:
            self._writer.close()
            raise

    def _begin(self) -> None:
        self._ledger.begin()
        self._index.begin(self._archive)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add_article(self, article: Article) -> Future[str]:
        """Store what a page says of its article; tells what it turned out to be: new, changed or unchanged."""
        return self._writer.submit(lambda: self._ledger.add_article(sound_article(article)), can_wait=True)

    def add_reject(self, reject: Reject) -> Future[None]:
        """Store that a page gave no article."""
        return self._writer.submit(lambda: self._ledger.add_reject(reject), can_wait=True)

    def note_reject(self, reject: Reject) -> Future[None]:
        """Store that something was refused at an address that is no article's: nothing else is remembered of it."""
        return self._writer.submit(lambda: self._ledger.note_reject(reject))

    def note_elsewhere(self, reject: Reject) -> Future[None]:
        """Store that a listing names an address of another site, once for each."""
        return self._writer.submit(lambda: self._ledger.note_elsewhere(reject))

    def add_fetch(self, fetch: Fetch, received: Received | None = None) -> Future[None]:
        """Store that an address was asked, and archive its answer, if it is one to read."""

        def add() -> None:
            try:
                asked, came, refusals = sound_fetch(fetch, received)
            except Misfit as error:
                reject = Reject(
                    self._card.source, fetch.url, fetch.requested_at, Stage.FETCH, error.reason, str(error)
                )
                self._ledger.add_reject(reject)
                return
            place = self._index.keep(came, self._archive) if came else None
            self._ledger.add_fetch(asked, place, refusals)

        return self._writer.submit(add, can_wait=True)

    def add_failure(
        self, urls: Iterable[str], at: datetime, reason: str, not_before: datetime | None = None
    ) -> Future[None]:
        """Store that an address gave no usable answer in this run, and those that led to it.

        Args:
            urls: The addresses.
            at: When it was asked, UTC.
            reason: In a few words.
            not_before: When its server asks us to come back, UTC.
        """
        return self._writer.submit(partial(self._ledger.visits.failed, tuple(urls), at, reason, not_before))

    def archived(self, asked: str, role: str) -> Newest | None:
        """The newest archived response to an address; null when there is none."""
        return self._writer.submit(partial(self._index.newest, asked, role)).result()

    def has_lost(self, url: str) -> bool:
        """Whether the archive does not hold the newest response to a page any more."""
        newest = self._index_beside.newest(url, Outcome.PAGE.value)
        return newest is not None and not self._archive.records.holds(newest.place)

    def archived_pages(self) -> Iterator[Newest]:
        """The newest archived page of each address, in the order they came."""
        after: tuple[datetime, str] | None = None
        while some := self._writer.submit(partial(self._index.some, Outcome.PAGE.value, after)).result():
            yield from some
            after = some[-1].at, some[-1].asked

    def came_in(self, runs: Collection[str]) -> dict[tuple[str, str], Newest]:
        """The newest archived responses that came in one of these runs, by the address asked and the role."""
        return self._writer.submit(partial(self._index.came_in, runs)).result()

    @property
    def records(self) -> Records:
        """What reads archived responses; tell `note_damaged` of one that can't be read."""
        return self._archive.records

    def note_damaged(self, asked: str, role: str) -> None:
        """Let the next response to an address be archived whole, for the newest can't be read."""
        self._writer.submit(partial(self._index.damaged, asked, role)).result()

    def add_listing(self, page: Found, at: datetime, found: Iterable[Found]) -> Future[None]:
        """Store that a listing page was read then, and what it names."""
        return self._writer.submit(partial(self._ledger.add_listing, page, at, tuple(found)))

    def add_found(self, found: Iterable[Found]) -> Future[None]:
        """Store that addresses were found."""
        return self._writer.submit(partial(self._ledger.visits.found, tuple(found), self._run.started_at))

    def caught_up(self) -> Future[None]:
        """Done once all that was handed in is committed, so that `visits` shows it."""
        return self._writer.submit(lambda: None)

    def ask_again(self, urls: Iterable[str], reasons: Iterable[str], failed: str) -> Future[None]:
        """Let addresses be asked in this run, as `Visits.ask_again` has it."""
        return self._writer.submit(partial(self._ledger.visits.ask_again, tuple(urls), tuple(reasons), failed))

    def forget_listing_pages(self) -> Future[None]:
        """Forget the listing pages that were named and not read."""
        return self._writer.submit(self._ledger.visits.forget_listing_pages)

    def fact(self, name: str) -> str | None:
        """What the crawler remembered under this name; null when it did not."""
        return self._writer.submit(partial(self._state.fact, f"crawler.{name}")).result()

    def remember(self, name: str, value: str | None) -> Future[None]:
        """Remember a fact for the crawler, or forget it when `value` is null."""
        return self._writer.submit(partial(self._state.remember, f"crawler.{name}", value))

    def keep_file(self, url: str, file: KeptFile) -> Future[None]:
        """Keep what an address answered that holds for a while."""
        return self._writer.submit(partial(self._ledger.visits.keep_file, url, file))

    def active(self) -> int:
        """How many articles are stored and not gone."""
        return self._writer.submit(self._state.totals).result()[0]

    def shown_dates(self) -> list[str]:
        """The words that the publication dates of the published articles were read from."""
        with unwritable(self._layout.root):  # what is damaged is mended
            return self._mender.mending(self._tables.shown_dates)

    def listing_dates(self) -> dict[str, str]:
        """By the article's address, the words beside its link that a published date rests on."""
        with unwritable(self._layout.root):
            return self._mender.mending(self._tables.listing_dates)

    def reserving(self, uses: Iterable[str]) -> list[str]:
        """The addresses of the published articles whose rights reserve one of these uses."""
        with unwritable(self._layout.root):
            return self._mender.mending(partial(self._tables.reserving, frozenset(uses)))

    def prints(self) -> list[bytes]:
        """The prints of articles' pages, to learn from what recurs over them."""
        return self._writer.submit(self._state.prints).result()

    def settle(self, listed: int, addresses: Container[str] | None = None, *, most_lost: float = 1.0) -> RunCounts:
        """Decide what has moved, what is missing and what is gone, and count what this run met.

        Args:
            listed: How many addresses the listings gave.
            addresses: Which ones. Null when some of them could not be read.
            most_lost: The largest share of the known articles that were asked which may be absent and is believed.
        """
        return self._writer.submit(lambda: self._ledger.settle(listed, addresses, most_lost=most_lost)).result()

    def publish(self, ending: Ending) -> Verdict:
        """Write the run's own row, and bring everything staged to the readers.

        Returns:
            What is to be said of the run in the end: damage that was met makes it no good one.

        Raises:
            Unwritable: The disk is full or refuses us; what was staged stays so for the next run.
        """
        self._writer.submit(
            lambda: self._ledger.end(replace(ending, verdict=self._mender.judged(ending.verdict)))
        ).result()
        with unwritable(self._layout.root):
            self._publish()
            if self._run.concludes:
                self._tables.conclude(self._run.producer)
        return self._mender.judged(ending.verdict)

    def close(self) -> None:
        """Commit what was handed in, and give the lock back."""
        self._writer.close()
        self._beside.connection.close()
        self._claim.release()
        self._archive.close()

    def _before_commit(self) -> None:
        self._claim.look()
        self._archive.sync()

    def _publish(self) -> None:
        while (sequence := self._writer.submit(self._ledger.freeze).result()) is not None:
            self._claim.keep()  # before a reader sees its rows: whoever goes on from there publishes the very same ones
            which = Publish(self._card.source, sequence, self._run.run_id, self._run.producer)
            self._mender.mending(partial(self._publish_one, which))
            self._writer.submit(partial(self._state.published, sequence)).result()

    def _finish_archive(self) -> list[Path]:
        try:
            return self._writer.submit(self._archive.finish).result()
        except StoreClosed:  # and so nobody else is at it
            return self._archive.finish()

    def _publish_one(self, which: Publish) -> None:
        # A connection for each try: what damage broke off would go on reading the state as it was.
        reader = State(self._layout.state_file(self._card.source))
        with closing(reader.connection):
            self._tables.publish(reader, which)
