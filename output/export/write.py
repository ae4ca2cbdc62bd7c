"""How is a part of the dataset written down? In the format that was asked for; a file whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from output.atomic import replacing
from output.errors import unwritable
from output.export.databases import write_duckdb, write_sqlite
from output.export.delimited import write_csv
from output.export.json_lines import write_json_lines
from output.export.workbook import write_excel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa

TEXTS = {"csv": write_csv, "jsonl": write_json_lines}  # of one table, and may go to stdout
FILES = {"xlsx": write_excel, "sqlite": write_sqlite, "duckdb": write_duckdb}
FORMATS = (*TEXTS, *FILES)


def write_stream(stream: TextIO, form: str, reader: pa.RecordBatchReader) -> None:
    """Write one table as text."""
    TEXTS[form](stream, reader)


def write_file(path: Path, form: str, tables: Sequence[tuple[str, pa.RecordBatchReader]]) -> None:
    """Write tables into a file, which takes the place of one that is there.

    Args:
        path: The file.
        form: One of `FORMATS`.
        tables: Their names and rows; one alone where the format is a text.

    Raises:
        ValueError: The format can't hold them, or a package is missing.
        Unwritable: The disk is full or refuses us; the file is as it was.
    """
    with unwritable(path), replacing(path, path.parent) as aside:
        if form in FILES:
            FILES[form](aside, tables)
            return
        with aside.open("w", encoding="utf-8", newline="") as stream:
            ((_, reader),) = tables
            write_stream(stream, form, reader)
