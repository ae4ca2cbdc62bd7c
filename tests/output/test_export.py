"""A table leaves the dataset: every value comes back from each format, no text is a formula, and a file is whole or not there."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import duckdb
import openpyxl
import pyarrow as pa
import pytest

from output.dataset import Dataset
from output.errors import Unwritable
from output.export.selection import Selection
from output.export.write import FORMATS, write_file, write_stream
from tests.dataset import build

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
INSTANT = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
ROW = {
    "title": '=HYPERLINK("http://x")',
    "views": -5,
    "share": 0.5,
    "open": True,
    "day": date(1850, 5, 4),
    "at": INSTANT,
    "topics": ["a", "東京"],
    "nothing": None,
}
SCHEMA = pa.schema(
    [
        ("title", pa.string()),
        ("views", pa.int64()),
        ("share", pa.float64()),
        ("open", pa.bool_()),
        ("day", pa.date32()),
        ("at", pa.timestamp("us", tz="UTC")),
        ("topics", pa.list_(pa.string())),
        ("nothing", pa.string()),
    ]
)


def reader(*rows: dict[str, Any]) -> pa.RecordBatchReader:
    return pa.Table.from_pylist([*rows], SCHEMA).to_reader()


def text(form: str, *rows: dict[str, Any]) -> str:
    stream = io.StringIO(newline="")
    write_stream(stream, form, reader(*rows))
    return stream.getvalue()


def test_csv_has_every_value_as_text() -> None:
    head, row = csv.reader(io.StringIO(text("csv", ROW)))
    assert head == SCHEMA.names
    assert row[1:] == ["-5", "0.5", "True", "1850-05-04", "2025-01-02T03:04:05Z", '["a", "東京"]', ""]


@pytest.mark.parametrize("begins", ["=1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a"])
def test_no_text_in_csv_is_a_formula(begins: str) -> None:
    _, row = csv.reader(io.StringIO(text("csv", {**ROW, "title": begins}), newline=""))
    assert row[0] == f"'{begins}"


@pytest.mark.parametrize("harmless", ["a=1", "", "'quoted'", 'a "b", c\nd', "1-2"])
def test_any_other_text_in_csv_is_as_it_was(harmless: str) -> None:
    _, row = csv.reader(io.StringIO(text("csv", {**ROW, "title": harmless}), newline=""))
    assert row[0] == harmless


def test_json_lines_have_every_value() -> None:
    (line,) = text("jsonl", ROW).splitlines()
    assert json.loads(line) == {**ROW, "day": "1850-05-04", "at": "2025-01-02T03:04:05Z"}


def test_excel_has_texts_days_and_numbers(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    long = {**ROW, "title": "x" * 40_000, "day": date(2024, 2, 29)}
    write_file(tmp_path / "a.xlsx", "xlsx", [("articles", reader(ROW, long))])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["articles"]
    head, first, second = sheet.iter_rows()
    assert [cell.value for cell in head] == SCHEMA.names
    assert first[0].data_type == "s", "no formula"
    assert [cell.value for cell in first] == [
        *list(ROW.values())[:4],
        "1850-05-04",
        INSTANT.replace(tzinfo=None),
        '["a", "東京"]',
        None,
    ]
    assert second[4].value == datetime(2024, 2, 29)
    assert len(second[0].value) == 32_767
    assert "1 texts were cut" in caplog.text


def test_sqlite_has_every_value(tmp_path: Path) -> None:
    write_file(tmp_path / "a.sqlite", "sqlite", [("articles", reader(ROW)), ("more", reader())])
    base = sqlite3.connect(tmp_path / "a.sqlite")
    expected = (*list(ROW.values())[:3], 1, "1850-05-04", "2025-01-02T03:04:05Z", '["a", "東京"]', None)
    assert base.execute("SELECT * FROM articles").fetchall() == [expected]
    assert base.execute("SELECT strftime('%Y', at) FROM articles").fetchone() == ("2025",)
    assert base.execute("SELECT count(*) FROM more").fetchone() == (0,)


def test_without_duckdb_the_command_that_brings_it_here_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ValueError, match=f"{sys.executable} -m pip install duckdb"):
        write_file(tmp_path / "a.duckdb", "duckdb", [("articles", reader(ROW))])


def test_duckdb_keeps_types(tmp_path: Path) -> None:
    write_file(tmp_path / "a.duckdb", "duckdb", [("articles", reader(ROW)), ("more", reader())])
    with duckdb.connect(tmp_path / "a.duckdb") as base:
        row = base.execute('SELECT title, views, day, topics, nothing, epoch("at") FROM articles').fetchone()
    assert row == (ROW["title"], -5, ROW["day"], ROW["topics"], None, INSTANT.timestamp())


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_replaced_whole_or_stays(tmp_path: Path, form: str) -> None:
    def broken() -> Any:
        yield pa.RecordBatch.from_pylist([ROW], SCHEMA)
        raise OSError(28, "No space left on device")

    path = tmp_path / f"a.{form}"
    path.write_text("before")
    with pytest.raises(Unwritable, match="No space left"):
        write_file(path, form, [("articles", pa.RecordBatchReader.from_batches(SCHEMA, broken()))])
    assert path.read_text() == "before"
    assert [*tmp_path.iterdir()] == [path]
    write_file(path, form, [("articles", reader(ROW))])
    assert path.read_bytes() != b"before"


@pytest.mark.parametrize(
    ("table", "selection", "expected"),
    [
        ("articles", Selection(sources=("kite",)), {"Wind | power"}),
        (
            "articles",
            Selection(since=date(2023, 12, 31), until=date(2024, 1, 1), by="updated"),
            {"Wind | power", "Ports"},
        ),
        ("articles", Selection(until=date(2023, 12, 31), by="updated"), {"Ports"}),
        ("articles", Selection(since=date(2024, 5, 5), by="updated"), {"Lost"}),
    ],
)
def test_a_selection_takes_its_sources_and_days(
    tmp_path: Path, table: str, selection: Selection, expected: set[str]
) -> None:
    build(tmp_path, NOW)
    titles = Dataset(tmp_path).table(table, **selection.part(table))["title"].to_pylist()
    assert set(titles) == expected


def test_the_days_of_a_growing_table_are_those_of_its_rows(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    last = max(Dataset(tmp_path).table("runs")["started_at"].to_pylist())
    part = Selection(since=last.date(), until=last.date()).part("runs")
    assert {row["started_at"].date() for row in Dataset(tmp_path).table("runs", **part).to_pylist()} == {last.date()}


@pytest.mark.parametrize(("table", "by"), [("aliases", None), ("articles", "titel"), ("articles", "views")])
def test_a_column_that_days_can_not_be_compared_with(table: str, by: str | None) -> None:
    with pytest.raises(ValueError, match="--by may be"):
        Selection(since=date(2024, 1, 1), by=by).part(table)
