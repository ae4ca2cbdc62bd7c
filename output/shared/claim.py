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
from output.errors import Incompatible, Locked, OutputError, unwritable
from output.layout import DATASET
from output.lock import FileLock
from output.shared.folder import Folder
from output.shared.leases import Leases
from output.shared.place import NAME, place_of
from output.shared.sent_files import SentFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from output.archive.records import Elsewhere
    from output.layout import Layout
    from output.records import SourceCard

LOG = logging.getLogger(__name__)
NOTE = "format.json"
SEED = "000000-000000.sqlite"  # the state of a source from before machines shared it
FORMAT = 1
SECONDS = 60.0  # that a lease lasts
_leases: dict[tuple[Layout, float], Leases] = {}
_making = Lock()
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
            aside = layout.unfinished_note / path.name
            copy_state(path, aside)
            place.send(aside, f"state/{path.stem}/{SEED}")
            aside.unlink()
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
    leases = shared_leases(layout)
    return SharedClaim(layout, source, sites, leases) if leases else OwnClaim(layout, source)


@contextmanager
def whole(layout: Layout) -> Iterator[None]:
    """Hold what is merged over sources; waits for others, who have it for moments only.

    Raises:
        Unwritable: The place that machines share can't be reached, or refuses us.
        OSError: The disk is full or refuses us.
    """
    with FileLock(layout.lock(DATASET)):
        if (leases := shared_leases(layout)) is None:
            yield
            return
        while True:
            try:
                leases.take([DATASET])
                break
            except Locked:
                continue
        try:
            yield
        finally:
            leases.give_back([DATASET])


def shared_leases(layout: Layout) -> Leases | None:
    """This process's leases in a dataset. Null where it is this machine's own.

    Raises:
        Unwritable: The place that machines share can't be reached, or refuses us.
        Incompatible: A newer thinktap shares the dataset.
    """
    note = place_of(layout).read(NOTE)
    if note is None:
        return None
    said = json.loads(note)
    if said["format"] > FORMAT:
        raise Incompatible(f"a newer thinktap shares this dataset (format {said['format']}); this one knows {FORMAT}")
    return leases_in(layout, said["lease_seconds"])


def is_shared(layout: Layout) -> bool:
    """Whether machines share a dataset.

    Raises:
        Unwritable: The place that machines share can't be reached.
    """
    return place_of(layout).read(NOTE) is not None


def state_at_rest(layout: Layout, source: str) -> Path:
    """The newest state of a source, for reading: where machines share a folder, its newest copy."""
    copies = Folder(layout.root / NAME).names(f"state/{source}") if layout.url is None else {}
    return layout.root / NAME / "state" / source / max(copies) if copies else layout.state_file(source)


def refuse_shared(layout: Layout) -> None:
    """Refuse what can't be done under the eyes of other machines.

    Raises:
        Incompatible: Machines share the dataset.
        Unwritable: The place that they share can't be reached.
    """
    if is_shared(layout):
        raise Incompatible(f"machines share {layout.url or layout.root}; that can't be done there")


def fetch_state(layout: Layout, source: str) -> None:
    """Bring the newest state of a source here, where machines share the dataset.

    Raises:
        Locked: Another run holds it.
        Unwritable: The state can't be fetched.
    """
    if is_shared(layout):
        claim(layout, source).release()


def ahead(layout: Layout, card: SourceCard) -> ExitStack:
    """Take what a run needs to hold before it claims its source: waiting for a machine that may be dead is for a thread.

    Returns:
        What gives it back.

    Raises:
        Locked: Another machine holds it.
        Unwritable: The place that machines share can't be reached, or refuses us.
        Incompatible: A newer thinktap shares the dataset.
    """
    held = ExitStack()
    if leases := shared_leases(layout):
        leases.take(names := _leases_for(card.source, card.sites))
        held.callback(leases.give_back, names)
    return held


def lease_of(source: str) -> str:
    """The name of a source's lease."""
    return f"source/{source}"


def _leases_for(source: str, sites: Collection[str]) -> list[str]:
    return sorted({lease_of(source), *(f"site/{site.replace(':', '_')}" for site in sites)})


def leases_in(layout: Layout, seconds: float) -> Leases:
    """This process's leases in a dataset: the same ones for all of its threads, which take turns here."""
    with _making:
        if (layout, seconds) not in _leases:
            _leases[layout, seconds] = Leases(place_of(layout), seconds)
        return _leases[layout, seconds]


class OwnClaim:
    """A claim among the processes of one machine."""

    elsewhere = None

    def __init__(self, layout: Layout, source: str) -> None:
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

    def __init__(self, layout: Layout, source: str, sites: Collection[str], leases: Leases) -> None:
        self._layout, self._source, self._place, self._leases = layout, source, leases.place, leases
        self._lease, self._folder, self._kept = lease_of(source), f"state/{source}", 0
        self._names = _leases_for(source, sites)
        self._finish: Callable[[], list[Path]] | None = None
        self._keeping, self._over = Lock(), Event()
        with ExitStack() as undone:
            self._own = OwnClaim(layout, source)
            undone.callback(self._own.release)
            leases.take(self._names)
            undone.callback(leases.give_back, self._names)
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
                self.keep()
            except (OutputError, OSError, sqlite3.Error) as error:
                LOG.warning("%s: the state could not be kept: %s", self._source, error, extra=self._about)

    def _keep(self) -> None:
        assert self._finish
        aside = self._layout.unfinished_note / f"{self._source}.copy.sqlite"
        copy_state(self._layout.state_file(self._source), aside)
        self._leases.ask(self._names)
        if self._layout.url:  # else the archive lies in the folder that all see
            self._sent.send(self._finish())  # all that the copy knows of, and perhaps more
        self._kept += 1
        name = f"{self._leases.number(self._lease):06d}-{self._kept:06d}.sqlite"
        self._place.send(aside, f"{self._folder}/{name}")
        aside.unlink()
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

    def _copies(self) -> list[str]:
        return sorted(self._place.names(self._folder))


def copy_state(path: Path, aside: Path) -> None:
    """Write a copy of a state as it is now; others may be changing it."""
    make_folder(aside.parent)
    aside.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as state:
        state.execute(
            "VACUUM INTO ?", (str(aside),)
        )  # without what is free: rows that were published leave it behind
