"""How does a source get another id? Its file, its partitions, its state and its archive move, and article ids stay.

The id stands in paths and in what readers are told beside the tables, and nowhere inside them. A note says that the
move has begun; whoever opens the source next under either id ends it, if the one who began it was killed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from output.atomic import read_json, sync, write_json, write_text
from output.catalog import merge_sources
from output.errors import unwritable
from output.layout import DATASET
from output.maintenance.locks import holding
from output.maintenance.migrate import bring_up_to_date
from output.repair.check import require_state
from output.schema import SOURCES, TABLES
from output.shared.sharing import refuse_shared
from output.state import FORMERLY, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from output.layout import Layout


def rename(layout: Layout, old: str, new: str, move_file: Callable[[], None], producer: str) -> None:
    """Move all that a source has to another id; what is killed is ended by the next call, or the next run of either id.

    Args:
        layout: Where the dataset lies.
        old: The source's id.
        new: Its id from now on, under which there is nothing yet.
        move_file: Moves the source's own file; called once nothing else stands in the way.
        producer: The program and its version.

    Raises:
        ValueError: There is a source of the new id already, or the state is damaged.
        Incompatible: Machines share the dataset.
        Locked: A run holds the source.
        Unwritable: The disk refuses us.
    """
    with unwritable(layout.root):
        refuse_shared(layout)
        bring_up_to_date(layout, producer)
        if (old, new) in end_renaming(layout, old, producer):
            return
        with holding(layout, (old, new)):
            if taken := next((target for _, target in _moves(layout, old, new) if target.exists()), None):
                raise ValueError(f"there is data of {new} already: {taken}")
            require_state(layout, old)
            write_text(layout.renaming(old), layout.unfinished_note, new)
            move_file()
            _move(layout, old, new, producer)


def end_renaming(layout: Layout, source: str, producer: str) -> list[tuple[str, str]]:
    """End what was begun and killed, if it concerns this source; take it back where nothing has moved yet.

    Returns:
        What was ended: the old ids and the new ones.

    Raises:
        Locked: A run holds the source.
        OSError: The disk refuses us.
    """
    ended = []
    for old, new in _unended(layout):
        if source not in {old, new}:
            continue
        with holding(layout, (old, new)):
            if (old, new) not in _unended(layout):  # another has ended it while we waited
                continue
            if source == old and not any(target.exists() for _, target in _moves(layout, old, new)):
                layout.renaming(old).unlink()
            else:
                _move(layout, old, new, producer)
                ended.append((old, new))
    return ended


def _unended(layout: Layout) -> list[tuple[str, str]]:
    """The moves that are noted as begun: the old ids and the new ones."""
    found = []
    for note in layout.renamings.glob("[a-z]*"):
        with suppress(FileNotFoundError):  # it has ended meanwhile
            found.append((note.name, note.read_text("utf-8")))
    return found


def _moves(layout: Layout, old: str, new: str) -> Iterator[tuple[Path, Path]]:
    """Each thing that the id stands in the name of, and its name from now on."""
    for table in TABLES.values():
        if table is not SOURCES:
            yield layout.partition(table, old), layout.partition(table, new)
    yield layout.archive(old), layout.archive(new)
    yield layout.state_file(old), layout.state_file(new)
    yield layout.latest(old), layout.latest(new)


def _move(layout: Layout, old: str, new: str, producer: str) -> None:
    """Do what is left of it."""
    if layout.state_file(old).exists():
        _fold(layout, old)
    for path, target in _moves(layout, old, new):
        if path.exists():
            os.rename(path, target)  # noqa: PTH104  (never over another one: that was checked)
            sync(target.parent)
    _say(layout, old, new)
    merge_sources(layout, producer)
    layout.renaming(old).unlink()


def _fold(layout: Layout, source: str) -> None:
    """Make the state one file, which remembers its id until now."""
    state = State(layout.state_file(source))
    state.remember(FORMERLY, " ".join(dict.fromkeys([*state.formerly, source])))
    state.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    state.connection.close()  # the last connection removes the files beside it


def _say(layout: Layout, old: str, new: str) -> None:
    """Write the new id into what readers are told beside the tables."""
    card = read_json(layout.latest(new))
    if not card:  # or it is damaged: the next publish writes it anew
        return
    formerly = list(dict.fromkeys([*card.get("formerly", ()), old]))
    write_json(layout.latest(new), layout.unfinished(DATASET), {**card, "source": new, "formerly": formerly})
    manifest = layout.manifest(card["run_id"])
    if said := read_json(manifest):
        for entry in said["files"]:
            entry["path"] = entry["path"].replace(f"/source={old}/", f"/source={new}/")
        write_json(manifest, layout.unfinished(DATASET), {**said, "source": new})
