"""How do staged rows reach the readers? Merged into Parquet file by file, and only then marked as published.

A publish has a sequence before it begins, and merging it a second time changes nothing: growing tables drop what
stands under that sequence or a later one before they take it in, the others are keyed. So a killed publish is
simply done again.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from output.buckets import by_bucket
from output.parquet import GROUP_ROWS, PIECE_ROWS, held_in, read_pieces, write_groups
from output.rows import is_whole, merged
from output.schema import SOURCES, TABLES
from output.sound import weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from output.layout import Layout
    from output.rows import Row
    from output.schema import Table
    from output.state import State

AT_ONCE = 4_000_000  # characters of rows that are made into Arrow together; two of the longest


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
        """The same for a file's metadata; the source stands in its path alone, for it may be renamed."""
        return {"sequence": str(self.sequence), "producer": self.producer}


def publish(layout: Layout, state: State, which: Publish) -> list[Path]:
    """Merge the rows frozen under its sequence into the source's files.

    Returns:
        The files that were written.

    Raises:
        OSError: The disk is full or refuses us; the rows stay staged.
    """
    written = []
    notes = {**which.notes, "buckets": str(state.buckets)}
    for path, table, groups in _changes(layout, state, which):
        write_groups(path, layout.unfinished(which.source), table, groups, notes)
        written.append(path)
    return written


def _changes(layout: Layout, state: State, which: Publish) -> Iterator[tuple[Path, Table, Iterator[pa.Table]]]:
    """The files that a publish touches, and what each holds after it."""
    source, sequence = which.source, which.sequence
    for table in TABLES.values():
        if table.grows:
            for year in state.staged_years(table, sequence):
                path = layout.year(table, source, year)
                yield path, table, _appended(path, table, sequence, state.staged_in(table, sequence, year))
        elif table is not SOURCES:
            for number, keys in by_bucket(state.staged_keys(table, sequence), state.buckets).items():
                path = layout.bucket(table, source, number)
                said = partial(state.staged_for, table, sequence)
                yield path, table, _merged(path, table, keys, said)


def _appended(path: Path, table: Table, sequence: int, rows: Iterable[Row]) -> Iterator[pa.Table]:
    """What stood before this publish, then its rows."""
    for piece in read_pieces(path, table):
        yield piece.filter(pc.less(piece["sequence"], sequence))
    yield from tables_of(table, ({**row, "sequence": sequence} for row in rows))


def _merged(path: Path, table: Table, keys: list[str], said: Callable[[str], Row]) -> Iterator[pa.Table]:
    """The rows that stand in a file, changed where the publish names their key, and those that are new."""
    changed = held_in(path, table.key[0], keys) if path.exists() else set()
    fresh = deque(name for name in keys if name not in changed)
    yield from woven(read_pieces(path, table), table, changed, fresh, said)


def woven(
    pieces: Iterable[pa.Table], table: Table, changed: set[str], fresh: deque[str], said: Callable[[str], Row]
) -> Iterator[pa.Table]:
    """The rows that stand, changed where the publish names their key, and those that are new, in the order of their keys.

    In that order a reader who looks one up opens one row group, for each says which keys it begins and ends with.
    """
    (key,) = table.key
    for piece in pieces:
        left, last = piece, piece[key][-1].as_py()
        while (
            (rows := _taken(table, fresh, last, said)) and fresh and fresh[0] < last
        ):  # too many new ones for one piece
            is_before = pc.less(left[key], fresh[0])
            yield _woven(left.filter(is_before), table, changed, said, rows)
            left = left.filter(pc.invert(is_before))
        yield _woven(left, table, changed, said, rows)
    yield from tables_of(table, (row for row in map(said, fresh) if is_whole(table, row)))


def _taken(table: Table, fresh: deque[str], end: str, said: Callable[[str], Row]) -> list[Row]:
    """The new rows before this key, as many as are well held at once; their keys are taken off."""
    rows: list[Row] = []
    characters = 0
    while fresh and fresh[0] < end and len(rows) < PIECE_ROWS and characters < AT_ONCE:
        row = said(fresh.popleft())
        if is_whole(table, row):  # a change to a row that damage took away has nothing to stand in
            rows.append(row)
            characters += weight(row)
    return rows


def _woven(
    piece: pa.Table, table: Table, changed: set[str], said: Callable[[str], Row], fresh: list[Row]
) -> pa.Table:
    """A piece with its rows as they are now, and with new ones in their places."""
    (key,) = table.key
    touched = pc.is_in(piece[key], value_set=pa.array(changed, pa.string()))
    now = (merged(row, said(row[key])) for row in piece.filter(touched).to_pylist())
    tables = list(tables_of(table, chain(now, fresh)))
    if not tables:
        return piece
    both = pa.concat_tables([piece.filter(pc.invert(touched)), *tables])
    return both.take(pc.sort_indices(both[key]))


def tables_of(table: Table, rows: Iterable[Row]) -> Iterator[pa.Table]:
    """The rows as Arrow has them, some at a time."""
    some: list[Row] = []
    characters = 0
    for row in rows:
        some.append(row)
        characters += weight(row)
        if len(some) == GROUP_ROWS or characters >= AT_ONCE:
            yield pa.Table.from_pylist(some, schema=table.schema)
            some, characters = [], 0
    if some:
        yield pa.Table.from_pylist(some, schema=table.schema)
