"""How is a table written as CSV? By RFC 4180 in UTF-8, and so that no spreadsheet takes a page's words for a formula."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any, TextIO

from output.export.cells import plain, rows

if TYPE_CHECKING:
    import pyarrow as pa

# OWASP, "CSV Injection": what a spreadsheet may begin a formula with, in its full-width forms too.
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")


def write_csv(stream: TextIO, reader: pa.RecordBatchReader) -> None:
    """Write a header and the rows; a null is an empty cell."""
    writer = csv.writer(stream)
    writer.writerow(reader.schema.names)
    writer.writerows([_cell(value) for value in row] for row in rows(reader))


def _cell(value: Any) -> Any:
    """A text that looks like a formula's beginning gets an apostrophe before it, which spreadsheets take as: this is text."""
    value = plain(value)
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value
