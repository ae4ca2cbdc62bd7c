"""How are tables written for Excel? A sheet each; texts as texts, so that none is a formula or a link."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from output.export.cells import plain, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa
    from xlsxwriter.worksheet import Worksheet

LOG = logging.getLogger(__name__)
# Microsoft, "Excel specifications and limits".
MOST_ROWS = 1_048_575  # below the header
MOST_CHARACTERS = 32_767
FIRST_YEAR = 1900  # the first of Excel's calendar, which counts a day in it that never was: older days are texts
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
DAY, INSTANT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


def write_excel(path: Path, tables: Iterable[tuple[str, pa.RecordBatchReader]]) -> None:
    """Write each table into a sheet of its name; instants are UTC.

    Raises:
        ValueError: A table has more rows than a sheet.
        OSError: The disk is full or refuses us.
    """
    with _refused(), xlsxwriter.Workbook(str(path), OPTIONS) as book:
        formats = {date: book.add_format({"num_format": DAY}), datetime: book.add_format({"num_format": INSTANT})}
        cut = sum(_fill(book.add_worksheet(name), reader, formats) for name, reader in tables)
    if cut:
        LOG.warning("%d texts were cut to %d characters, the most that a cell of Excel holds", cut, MOST_CHARACTERS)


@contextmanager
def _refused() -> Iterator[None]:
    """Say what the disk refuses as all others do."""
    try:
        yield
    except FileCreateError as error:
        raise error.args[0] from None


def _fill(sheet: Worksheet, reader: pa.RecordBatchReader, formats: dict[type[date], Any]) -> int:
    cut = 0
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(reader.schema.names):
        sheet.write_string(0, column, name)
    for number, row in enumerate(rows(reader), 1):
        if number > MOST_ROWS:
            raise ValueError(
                f"{sheet.name} has more rows than the {MOST_ROWS:,} of a sheet: filter, or choose another format"
            )
        cut += sum(_write(sheet, (number, column), value, formats) for column, value in enumerate(row))
    return cut


def _write(sheet: Worksheet, place: tuple[int, int], value: Any, formats: dict[type[date], Any]) -> int:
    """Write a cell, and say how many texts had to be cut for it."""
    if isinstance(value, date) and value.year > FIRST_YEAR:
        day = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        sheet.write_datetime(*place, day, formats[type(value)])
    elif isinstance(text := plain(value), str):
        sheet.write_string(*place, text[:MOST_CHARACTERS])
        return int(len(text) > MOST_CHARACTERS)
    else:
        sheet.write(*place, text)
    return 0
