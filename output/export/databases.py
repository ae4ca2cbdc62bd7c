"""How are tables written into a database file? Into SQLite with lists as JSON, into DuckDB as they are."""

from __future__ import annotations

import shlex
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pyarrow as pa

from output.export.cells import plain, rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write_sqlite(path: Path, tables: Iterable[tuple[str, pa.RecordBatchReader]]) -> None:
    """Write each table; days and instants are texts by ISO 8601, which SQLite's date functions read."""
    with closing(sqlite3.connect(path)) as base, base:  # the inner one is the transaction
        for name, reader in tables:
            columns = ", ".join(f'"{field.name}" {_affinity(field.type)}' for field in reader.schema)
            base.execute(f'CREATE TABLE "{name}" ({columns})')
            places = ", ".join("?" * len(reader.schema))
            insert = f'INSERT INTO "{name}" VALUES ({places})'  # noqa: S608  (a table of ours)
            base.executemany(insert, (tuple(map(plain, row)) for row in rows(reader)))


def write_duckdb(path: Path, tables: Iterable[tuple[str, pa.RecordBatchReader]]) -> None:
    """Write each table, lists and structs as DuckDB's own.

    Raises:
        ValueError: The package duckdb is not installed.
        OSError: It can't write, or the rows can't be read.
    """
    try:
        import duckdb
    except ImportError:
        raise ValueError(
            f"DuckDB needs the package duckdb: {shlex.quote(sys.executable)} -m pip install duckdb"
        ) from None
    try:
        with duckdb.connect(path) as base:
            for name, reader in tables:
                base.register("taken", reader)
                base.execute(f'CREATE TABLE "{name}" AS SELECT * FROM taken')  # noqa: S608  (a table of ours)
                base.unregister("taken")
    except duckdb.Error as error:
        said = str(error).partition("\n")[0]
        raise OSError(said.replace(f' "{path}"', "")) from error  # whose name is not the one that was asked for


def _affinity(type_: pa.DataType) -> str:
    """SQLite's word for a column."""
    if pa.types.is_integer(type_) or pa.types.is_boolean(type_):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(type_) else "TEXT"
