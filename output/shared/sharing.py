"""Do machines share a dataset? A note in it says so, and then whoever works on a part of it holds that part's lease."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from output.atomic import read_json
from output.errors import Incompatible, Locked
from output.layout import DATASET
from output.lock import FileLock, Holder, holder
from output.shared.folder import Folder
from output.shared.leases import FOLDER as LEASES
from output.shared.leases import Leases
from output.shared.place import NAME, place_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from output.layout import Layout
    from output.records import SourceCard

NOTE = "format.json"
FORMAT = 1
SECONDS = 60.0  # that a lease lasts
LATELY = 600.0  # seconds in which a machine has written that is at work, by a clock that may be minutes off
_leases: dict[tuple[Layout, float], Leases] = {}
_making = Lock()


def is_shared(layout: Layout) -> bool:
    """Whether machines share a dataset.

    Raises:
        Unwritable: The place that machines share can't be reached.
    """
    return place_of(layout).read(NOTE) is not None


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


def leases_in(layout: Layout, seconds: float) -> Leases:
    """This process's leases in a dataset: the same ones for all of its threads, which take turns here."""
    with _making:
        if (layout, seconds) not in _leases:
            _leases[layout, seconds] = Leases(place_of(layout), seconds)
        return _leases[layout, seconds]


def lease_of(source: str) -> str:
    """The name of a source's lease."""
    return f"source/{source}"


def leases_for(source: str, sites: Collection[str]) -> list[str]:
    """The names of what a run holds: its source's lease, and those of the sites that it asks."""
    return sorted({lease_of(source), *(f"site/{site.replace(':', '_')}" for site in sites)})


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
        leases.take(names := leases_for(card.source, card.sites))
        held.callback(leases.give_back, names)
    return held


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


def state_at_rest(layout: Layout, source: str) -> Path:
    """The newest state of a source, for reading: where machines share a folder, its newest copy."""
    copies = Folder(layout.root / NAME).names(f"state/{source}") if layout.url is None else {}
    return layout.root / NAME / "state" / source / max(copies) if copies else layout.state_file(source)


def at_work(layout: Layout, source: str) -> Holder | None:
    """Who works on a source now, here or on another machine with which the dataset's folder is shared.

    Of another machine its lease tells, by this machine's clock: for words in a table a rough one will do.

    Raises:
        OSError: The lock, or the lease, can't be read.
    """
    if (held := holder(layout.lock(source))) or layout.url:
        return held
    name = f"{LEASES}/{lease_of(source)}"
    numbers = Folder(layout.root / NAME).names(name)
    if not numbers:
        return None
    path = layout.root / NAME / name / max(numbers)
    with suppress(FileNotFoundError):  # the next holder has just taken it away
        said = read_json(path)  # nothing, once it is given back
        if said and time.time() - path.stat().st_mtime < LATELY:
            return Holder(said["process"], datetime.fromisoformat(said["at"]), said["host"])
    return None


def refuse_shared(layout: Layout) -> None:
    """Refuse what can't be done under the eyes of other machines.

    Raises:
        Incompatible: Machines share the dataset.
        Unwritable: The place that they share can't be reached.
    """
    if is_shared(layout):
        raise Incompatible(f"machines share {layout.url or layout.root}; that can't be done there")
