"""How are a few columns of a table read, or a few of its rows, whatever version of the schema wrote it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from output.errors import Incompatible
from output.parquet import opened, reading
from output.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from output.schema import Table

VERSION = b"schema_version"
ID = "article_id"


def some_of(table: Table, *names: str) -> pa.Schema:
    """The schema of some of a table's columns."""
    return pa.schema([(column.name, column.type) for column in table.columns if column.name in names])


def columns_of(paths: Iterable[Path], schema: pa.Schema) -> pa.Table:
    """These columns of files of one table; one that an older version did not know is null.

    Raises:
        Unreadable: One is damaged.
        Incompatible: A newer thinktap wrote one.
        OSError: The disk refuses us.
    """
    return pa.concat_tables([none_of(schema), *(_of(path, schema) for path in paths)])


def rows_of(paths: Iterable[Path], names: Collection[str], articles: Collection[str]) -> Iterator[dict[str, Any]]:
    """These columns of the rows of some articles; a column that an older version did not know is null.

    No group of rows is read that has none of them.

    Raises:
        Unreadable: A file is damaged.
        OSError: The disk refuses us.
    """
    ids = pa.array(sorted(articles), pa.string())
    for path in paths:
        with opened(path) as file, reading(path):
            there = [name for name in names if name in file.schema_arrow.names]
            for group in range(file.num_row_groups):
                ours = pc.is_in(file.read_row_group(group, [ID], use_threads=False)[ID], value_set=ids)
                if pc.any(ours).as_py():
                    found = file.read_row_group(group, there, use_threads=False).filter(ours)
                    yield from ({**dict.fromkeys(names), **row} for row in found.to_pylist())


def none_of(schema: pa.Schema) -> pa.Table:
    """No rows; made of batches, for Arrow's own way to an empty table loads pandas."""
    return pa.Table.from_batches([], schema)


def refuse_newer(version: object, where: Path) -> None:
    """Refuse what a newer version of the schema wrote.

    Raises:
        Incompatible: It did.
    """
    if isinstance(version, int) and version > SCHEMA_VERSION:
        newer = f"{where} has schema version {version}, written by a newer thinktap"
        raise Incompatible(f"{newer}; this one knows version {SCHEMA_VERSION}")


def _of(path: Path, schema: pa.Schema) -> pa.Table:
    with opened(path) as file, reading(path):
        there = file.schema_arrow
        refuse_newer(int((there.metadata or {}).get(VERSION, 0)), path)
        read = file.read(columns=[name for name in schema.names if name in there.names], use_threads=False)
        columns = [
            read[field.name].cast(field.type) if field.name in there.names else pa.nulls(read.num_rows, field.type)
            for field in schema
        ]
        return pa.Table.from_arrays(columns, schema=schema)
