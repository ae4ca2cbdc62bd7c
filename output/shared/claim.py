"""What does a run hold of its source? The source's lock; where machines share the dataset, its lease and its state as well."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Protocol

from output.atomic import make_folder
from output.errors import OutputError, unwritable
from output.lock import FileLock
from output.repair.check import is_elsewhere
from output.shared.place import place_of
from output.shared.sent_files import SentFiles
from output.shared.sharing import FORMAT, NOTE, SECONDS, is_shared, lease_of, leases_for, shared_leases

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from output.archive.records import Elsewhere
    from output.layout import Layout
    from output.shared.leases import Leases

LOG = logging.getLogger(__name__)
SEED = "000000-000000.sqlite"  # the state of a source from before machines shared it
EVERY = 300.0  # seconds; what a machine that dies has stored since is fetched again


class Claim(Protocol):
    """What a run holds of its source."""

    @property
    def elsewhere(self) -> Elsewhere | None:
        """What lies of its archive where other machines find it. Null where the dataset is this machine's own."""

    def look(self) -> None:
        """See that it is held still, as far as is known without asking.

        Raises:
            Locked: It is lost.
        """

    def begin(self, finish: Callable[[], list[Path]]) -> None:
        """Begin to keep the state from time to time.

        Args:
            finish: Lets what is archived from then on go into another file, and tells those that are here.
        """

    def keep(self) -> None:
        """Keep the state as it is now, and what was archived, where another machine finds it.

        Raises:
            Locked: The source is another machine's by now.
            Unwritable: It can't be kept.
        """

    def release(self) -> None:
        """Give the source back."""


def share(layout: Layout, seconds: float = SECONDS) -> None:
    """Let machines share a dataset from now on, with what is known here of its sources; does nothing when they do.

    A state that was published to another folder stays out of it: what it knows would never be stored here.

    Args:
        layout: Where it lies.
        seconds: How long a lease lasts without a word of its holder.

    Raises:
        Locked: A run here holds one of the sources.
        Unwritable: It can't be written.
    """
    place = place_of(layout)
    if place.read(NOTE) is not None:
        return
    with ExitStack() as held, unwritable(layout.root):
        for path in sorted(layout.state.glob("[a-z]*.sqlite")):
            held.callback(OwnClaim(layout, path.stem).release)
            if is_elsewhere(layout, path.stem):
                continue
            with copied(path, layout.unfinished_note) as aside:
                place.send(aside, f"state/{path.stem}/{SEED}")
            for file in layout.archive(path.stem).glob("*") if layout.url else ():
                place.send(file, f"archive/{path.stem}/{file.name}")
        place.make(NOTE, json.dumps({"format": FORMAT, "lease_seconds": seconds}).encode())


def claim(layout: Layout, source: str, sites: Collection[str] = ()) -> Claim:
    """Claim a source, for one run.

    Args:
        layout: Where the dataset lies.
        source: The source's id.
        sites: The sites that nobody else may ask meanwhile, where machines share the dataset.

    Raises:
        Locked: Another run holds it.
        Unwritable: The output, or the state, can't be written.
        Incompatible: A newer thinktap shares the dataset.
    """
    own = OwnClaim(layout, source)
    try:
        leases = shared_leases(layout)  # asked under the lock, which `share` wants: it can't become shared any more
        return SharedClaim(own, leases, source, sites) if leases else own
    except BaseException:
        own.release()
        raise


def fetch_state(layout: Layout, source: str) -> None:
    """Bring the newest state of a source here, where machines share the dataset.

    Raises:
        Locked: Another run holds it.
        Unwritable: The state can't be fetched.
    """
    if is_shared(layout):
        claim(layout, source).release()


class OwnClaim:
    """A claim among the processes of one machine."""

    elsewhere = None

    def __init__(self, layout: Layout, source: str) -> None:
        self.layout = layout
        self._lock = FileLock(layout.lock(source), signed=True).acquire()

    def look(self) -> None:
        """It can't be lost."""

    def begin(self, _: Callable[[], list[Path]]) -> None:
        """The next run looks for it where it is."""

    def keep(self) -> None:
        """The same."""

    def release(self) -> None:
        """Give the source back."""
        self._lock.release()


class SharedClaim:
    """A claim among machines: the state is fetched at its beginning, and kept beside the tables.

    Each copy's name begins with the number of the lease that it was made under. So what a machine writes that lost its
    lease without knowing it yet is never the newest.
    """

    def __init__(self, own: OwnClaim, leases: Leases, source: str, sites: Collection[str]) -> None:
        self._own, self._layout, self._source = own, own.layout, source
        self._leases, self._place = leases, leases.place
        self._lease, self._folder, self._kept = lease_of(source), f"state/{source}", 0
        self._names = leases_for(source, sites)
        self._finish: Callable[[], list[Path]] | None = None
        self._keeping, self._over = Lock(), Event()
        with ExitStack() as undone:
            leases.take(self._names)
            undone.callback(leases.give_back, self._names)
            self._place.tidy(self._folder)
            self._fetch()
            self._sent = SentFiles.there(leases.place, source)
            undone.pop_all()

    @property
    def elsewhere(self) -> Elsewhere | None:
        """What was sent of its archive."""
        return self._sent

    def look(self) -> None:
        """See that it is held still, as far as is known without asking."""
        self._leases.look(self._names)

    def begin(self, finish: Callable[[], list[Path]]) -> None:
        """Begin to keep the state from time to time."""
        self._finish = finish
        if not self._copies():  # so that whoever goes on does not take what was archived meanwhile for a lost state's
            self.keep()
        Thread(target=self._keep_at_times, name=f"copies-{self._source}", daemon=True).start()

    def keep(self) -> None:
        """Keep the state as it is now, and what was archived, where another machine finds it."""
        with self._keeping:
            self._keep()

    def release(self) -> None:
        """Keep what there is, and give the source back."""
        self._over.set()
        try:
            if self._finish:
                self.keep()
        except OutputError as error:
            LOG.error("%s: what came last could not be kept: %s", self._source, error, extra=self._about)  # noqa: TRY400  (the text says all)
        finally:
            self._leases.give_back(self._names)
            self._own.release()

    @property
    def _about(self) -> dict[str, str]:
        return {"source": self._source, "event": "not kept"}

    def _keep_at_times(self) -> None:
        while not self._over.wait(EVERY):
            try:
                with self._keeping:
                    if not self._over.is_set():  # else the source may be another run's by now
                        self._keep()
            except OutputError as error:
                LOG.warning("%s: the state could not be kept: %s", self._source, error, extra=self._about)

    def _keep(self) -> None:
        assert self._finish
        state = self._layout.state_file(self._source)
        with unwritable(state.parent), copied(state, self._layout.unfinished_note) as aside:
            self._leases.ask(self._names)
            if self._layout.url:  # else the archive lies in the folder that all see
                self._sent.send(self._finish())  # all that the copy knows of, and perhaps more
            self._kept += 1
            name = f"{self._leases.number(self._lease):06d}-{self._kept:06d}.sqlite"
            self._place.send(aside, f"{self._folder}/{name}")
        for older in self._copies():
            if older < name:
                self._place.remove(f"{self._folder}/{older}")

    def _fetch(self) -> None:
        """Take the newest copy in place of what an earlier run has left here: others may have gone on since."""
        if there := self._copies():
            path = self._layout.state_file(self._source)
            for ending in ("", "-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
            if self._layout.url:
                shutil.rmtree(self._layout.archive(self._source), ignore_errors=True)
            self._place.fetch(f"{self._folder}/{there[-1]}", path)
            self._kept = int(there[-1].split(".")[0].split("-")[1])  # which may be of this very lease

    def _copies(self) -> list[str]:
        return sorted(self._place.names(self._folder))


@contextmanager
def copied(path: Path, folder: Path) -> Iterator[Path]:
    """A copy of a state as it is now, in this folder while the block lasts; others may be changing the state.

    Raises:
        OSError: The disk is full or refuses us.
        sqlite3.Error: The same, or the state is damaged.
    """
    make_folder(folder)
    aside = folder / path.name
    aside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as state:
            # Without what is free: rows that were published leave it behind.
            state.execute("VACUUM INTO ?", (str(aside),))
        yield aside
    finally:
        aside.unlink(missing_ok=True)
