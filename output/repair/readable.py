"""What of a file still reads? Its row groups one by one, and how many rows the others had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from output.errors import Unreadable
from output.parquet import opened, read_group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

    from output.layout import Layout
    from output.rows import Row
    from output.schema import Table


@dataclass(frozen=True, slots=True)
class Survey:
    """What of a file reads.

    Attributes:
        groups: The numbers of the row groups that do.
        kept: How many rows these have.
        rows: How many rows the file has. Null when its footer can't be read.
    """

    groups: tuple[int, ...]
    kept: int
    rows: int | None


def survey(path: Path, table: Table) -> Survey:
    """Read a file to its end, and say what of it reads."""
    try:
        with opened(path) as file:
            sizes = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
            good = [number for number in range(len(sizes)) if _group(path, table, file, number) is not None]
            return Survey(tuple(good), sum(sizes[number] for number in good), sum(sizes))
    except (Unreadable, FileNotFoundError):
        return Survey((), 0, None)


def readable_groups(path: Path, table: Table) -> Iterator[pa.Table]:
    """The row groups of a file that read."""
    try:
        with opened(path) as file:
            for number in range(file.num_row_groups):
                if (group := _group(path, table, file, number)) is not None:
                    yield group
    except (Unreadable, FileNotFoundError):
        return


def readable_rows(layout: Layout, source: str, table: Table, columns: Iterable[str] = ()) -> Iterator[Row]:
    """The rows of a source's table that read, or some of their columns."""
    for path in layout.files(table, source):
        for group in readable_groups(path, table):
            yield from (group.select(list(columns)) if columns else group).to_pylist()


def _group(path: Path, table: Table, file: pa.parquet.ParquetFile, number: int) -> pa.Table | None:
    try:
        return read_group(path, file, table, number)
    except Unreadable:
        return None
