"""How do staged rows reach the readers? Merged into Parquet file by file, and only then marked as published.

A publish has a sequence before it begins, and merging it a second time changes nothing: growing tables drop what
stands under that sequence or a later one before they take it in, the others are keyed. So a killed publish is
simply done again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from output.parquet import GROUP_ROWS, read_groups, write_groups
from output.rows import merged
from output.schema import SOURCES, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from output.layout import Layout
    from output.rows import Row
    from output.schema import Table
    from output.state import State


@dataclass(frozen=True, slots=True)
class Publish:
    """One publish of one source: what it is called in the files it writes.

    Attributes:
        source: The source's id.
        sequence: Grows with each publish of the source.
        run_id: The run that does it.
        producer: The program and its version.
    """

    source: str
    sequence: int
    run_id: str
    producer: str

    @property
    def notes(self) -> dict[str, str]:
        """The same for a file's metadata."""
        return {"source": self.source, "sequence": str(self.sequence), "producer": self.producer}


def publish(layout: Layout, state: State, which: Publish) -> list[Path]:
    """Merge the rows frozen under its sequence into the source's files.

    Returns:
        The files that were written.

    Raises:
        OSError: The disk is full or refuses us; the rows stay staged.
    """
    source, sequence = which.source, which.sequence
    written = []
    for table in TABLES.values():
        if table.grows:
            for year in state.staged_years(table, sequence):
                path = layout.year(table, source, year)
                rows = state.staged_in(table, sequence, year)
                write_groups(
                    path, layout.unfinished(source), table, _appended(path, table, sequence, rows), which.notes
                )
                written.append(path)
        elif table is not SOURCES:
            keys = state.staged_keys(table, sequence)
            if keys:
                path = layout.current(table, source)
                write_groups(
                    path, layout.unfinished(source), table, _merged(path, table, sequence, state), which.notes
                )
                written.append(path)
    return written


def _appended(path: Path, table: Table, sequence: int, rows: Iterable[Row]) -> Iterator[pa.Table]:
    """What stood before this publish, then its rows."""
    for group in read_groups(path, table):
        yield group.filter(pc.less(group["sequence"], sequence))
    yield from _tables(table, ({**row, "sequence": sequence} for row in rows))


def _merged(path: Path, table: Table, sequence: int, state: State) -> Iterator[pa.Table]:
    """The rows that stand, changed where the publish names their key, then those that are new."""
    (key,) = table.key
    left = dict.fromkeys(state.staged_keys(table, sequence))
    for group in read_groups(path, table):
        touched = pc.is_in(group[key], value_set=pa.array(left, pa.string()))
        if not pc.any(touched).as_py():
            yield group
            continue
        rows = []
        for row in group.to_pylist():
            changed = row[key] in left
            rows.append(merged(row, state.staged_for(table, sequence, row[key])) if changed else row)
            left.pop(row[key], None)
        yield pa.Table.from_pylist(rows, schema=table.schema)
    yield from _tables(table, (state.staged_for(table, sequence, name) for name in left))


def _tables(table: Table, rows: Iterable[Row]) -> Iterator[pa.Table]:
    waiting = iter(rows)
    while some := list(islice(waiting, GROUP_ROWS)):
        yield pa.Table.from_pylist(some, schema=table.schema)
