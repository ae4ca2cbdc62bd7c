"""What does a value become where a cell holds one plain value? Lists and structs as JSON, days and instants by ISO 8601."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa


def rows(reader: pa.RecordBatchReader) -> Iterator[list[Any]]:
    """The rows, each as its values in order."""
    for batch in reader:
        columns = [column.to_pylist() for column in batch.columns]
        yield from map(list, zip(*columns, strict=True))


def plain(value: Any) -> Any:
    """The same value as a number, a truth, a text or null."""
    if isinstance(value, date):  # an instant is one too
        return stamp(value)
    return json.dumps(value, ensure_ascii=False, default=stamp) if isinstance(value, list | dict) else value


def stamp(value: date) -> str:
    """A day or an instant by ISO 8601; an instant is UTC and says so."""
    return value.isoformat().replace("+00:00", "Z")
