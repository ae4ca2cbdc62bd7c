"""How does a table look in Delta? Its columns from `schema.py`, with the source in front as the partition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
from deltalake import Schema

from output.schema import SOURCES

if TYPE_CHECKING:
    from output.schema import Table

PARTITION = "source"
_SOURCE = next(column for column in SOURCES.columns if column.name == PARTITION)


def in_files(table: Table) -> Table:
    """The table as its files hold it: a partition's value stands in the log and the path alone."""
    return replace(table, columns=tuple(column for column in table.columns if column.name != PARTITION))


def delta_schema(table: Table) -> Schema:
    """The table's schema with every description, under the name by which Spark and Trino show it."""
    return Schema.from_arrow(pa.schema([_commented(column.field) for column in (_SOURCE, *in_files(table).columns)]))


def _commented(field: pa.Field) -> pa.Field:
    notes = {key.decode(): text.decode() for key, text in field.metadata.items()}
    return field.with_metadata({"comment": notes.pop("description"), **notes})
