"""How is a table written as JSON lines? One object a row, nulls and lists as they are, days and instants as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from output.export.cells import rows, stamp

if TYPE_CHECKING:
    import pyarrow as pa


def write_json_lines(stream: TextIO, reader: pa.RecordBatchReader) -> None:
    """Write the rows."""
    for row in rows(reader):
        one = dict(zip(reader.schema.names, row, strict=True))
        stream.write(json.dumps(one, ensure_ascii=False, default=stamp) + "\n")
