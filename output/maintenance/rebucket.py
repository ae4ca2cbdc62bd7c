"""How does a source get more or fewer files of current state? In a dataset made aside, for there no reader looks yet."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pyarrow as pa

from output.archive.tail import SUFFIX
from output.atomic import read_json
from output.buckets import bucket_of
from output.catalog import refresh
from output.errors import unwritable
from output.layout import Layout
from output.maintenance.aside import copy, link, made_aside
from output.maintenance.locks import holding
from output.maintenance.migrate import bring_up_to_date
from output.maintenance.rename import end_renaming
from output.manifest import write_manifest
from output.parquet import notes_of, read_pieces, write_groups
from output.publish import Publish
from output.repair.check import require_state
from output.schema import SOURCES, TABLES
from output.shared.sharing import refuse_shared
from output.state import BUCKETS, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from output.schema import Table


def rebucket(layout: Layout, target: Path, buckets: int, sources: Collection[str], producer: str) -> None:
    """Make a dataset of the same rows, in which some sources have another number of files.

    Runs go on there, with its state and its archive; this one stays as it is.

    Args:
        layout: The dataset.
        target: The folder to make, on the dataset's file system and outside it.
        buckets: How many files each table of current state gets, for each of the sources.
        sources: The sources' ids.
        producer: The program and its version.

    Raises:
        ValueError: There is something at `target`, it lies inside the dataset, there is no such source, or a state is
            not at hand.
        Incompatible: Machines share the dataset.
        Locked: A run holds a source.
        Unwritable: The disk is full or refuses us; nothing is left behind.
    """
    with unwritable(layout.root):
        refuse_shared(layout)
        bring_up_to_date(layout, producer)
        for source in layout.known():
            end_renaming(layout, source, producer)
    known = layout.known()
    if strange := sorted(set(sources) - set(known)):
        raise ValueError(f"there is no data of {', '.join(strange)}")
    with made_aside(layout, target) as aside, holding(layout, known):
        made = Layout.at(aside)
        for source in known:
            require_state(layout, source)
            _take(layout, made, source, buckets if source in sources else None)
            _tell(layout, made, source, producer)
        refresh(made, producer)


def _take(layout: Layout, made: Layout, source: str, buckets: int | None) -> None:
    """Bring a source over; null leaves it the files that it has."""
    for table in TABLES.values():
        if table is SOURCES:
            continue
        if buckets and not table.grows:
            _split(layout, made, source, table, buckets)
            continue
        for path in layout.files(table, source):
            link(path, made.root / path.relative_to(layout.root))
    files = sorted(layout.archive(source).glob(f"*{SUFFIX}"))
    for path in files:
        # The newest one is still written to, in place.
        (copy if path == files[-1] else link)(path, made.root / path.relative_to(layout.root))
    if layout.state_file(source).exists():
        _take_state(layout.state_file(source), made.state_file(source), buckets)


def _split(layout: Layout, made: Layout, source: str, table: Table, buckets: int) -> None:
    files = layout.files(table, source)
    if not files:
        return
    notes = {**notes_of(files[0]), "buckets": str(buckets)}
    for number in range(buckets):
        path = made.bucket(table, source, number)
        if not write_groups(path, made.unfinished(source), table, _of(files, table, number, buckets), notes):
            path.unlink()


def _of(files: list[Path], table: Table, number: int, buckets: int) -> Iterator[pa.Table]:
    """The rows of one bucket."""
    (key,) = table.key
    for path in files:
        for group in read_pieces(path, table):
            yield group.filter(pa.array([bucket_of(one, buckets) == number for one in group[key].to_pylist()]))


def _take_state(path: Path, target: Path, buckets: int | None) -> None:
    with closing(State(path).connection) as before:
        after = State(target)
        with closing(after.connection):
            before.backup(after.connection)
            if buckets:
                after.remember(BUCKETS, str(buckets))


def _tell(layout: Layout, made: Layout, source: str, producer: str) -> None:
    """Bring the readers' cursor over, with a manifest of the files as they are now."""
    if card := read_json(layout.latest(source)):
        which = Publish(source, card["sequence"], card["run_id"], producer)
        write_manifest(made, which, made.root.rglob(f"source={source}/*.parquet"))
        copy(layout.latest(source), made.latest(source))
