"""Readers: pandas, pyarrow, DuckDB, Polars and Spark find the same rows, types, nulls and sources, each in its own way."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pytest

from output.schema import SOURCES, TABLES
from tests.conftest import python
from tests.dataset import build

if TYPE_CHECKING:
    from collections.abc import Callable

NEW_YEAR = datetime(2026, 1, 5, 12, tzinfo=UTC)  # so that the growing tables have a file for each of two years
SINCE = date(2024, 1, 1)
PORT, GRAIN = "https://harbour.example/port", "https://harbour.example/grain"
WIND = "https://kite.example/wind"
COUNTS = {
    "articles": 5,
    "article_versions": 7,
    "observations": 6,
    "fetches": 10,
    "rejects": 5,
    "aliases": 5,
    "runs": 5,
    "sources": 2,
}


@dataclass
class Read:
    """What a reader finds in a dataset."""

    counts: dict[str, int]
    types: dict[str, str]
    rows: list[dict[str, Any]]
    chosen: list[str]
    kite: list[str]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("home") / "data"
    build(root, NEW_YEAR)
    return root


def by_pandas(root: Path) -> Read:
    articles = pd.read_parquet(root / "articles")
    chosen = pd.read_parquet(root / "articles", filters=[("views", ">", 20), ("updated", ">=", SINCE)])
    return Read(
        counts={name: len(pd.read_parquet(root / name)) for name in TABLES},
        types={name: str(kind) for name, kind in articles.dtypes.items()},
        rows=[{name: _plain(value) for name, value in row.items()} for row in articles.to_dict("records")],
        chosen=list(chosen.url),
        kite=list(articles[articles.source == "kite"].url),
    )


def by_pyarrow(root: Path) -> Read:
    articles = ds.dataset(root / "articles", partitioning="hive")
    wanted = (pc.field("views") > 20) & (pc.field("updated") >= SINCE)
    return Read(
        counts={name: ds.dataset(root / name, partitioning="hive").count_rows() for name in TABLES},
        types={field.name: str(field.type) for field in articles.schema},
        rows=articles.to_table().to_pylist(),
        chosen=articles.to_table(filter=wanted)["url"].to_pylist(),
        kite=articles.to_table(filter=pc.field("source") == "kite")["url"].to_pylist(),
    )


def by_duckdb(root: Path) -> Read:
    with duckdb.connect() as base:
        base.execute("SET TimeZone = 'UTC'")

        def ask(table: str, rest: str = "") -> duckdb.DuckDBPyConnection:
            depth = "*.parquet" if table == SOURCES.name else "*/*.parquet"
            return base.execute(f"FROM '{root}/{table}/{depth}' {rest}")

        found = ask("articles")
        names = [column[0] for column in found.description or ()]
        types = {column[0]: str(column[1]) for column in found.description or ()}
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        chosen = ask("articles", f"SELECT url WHERE views > 20 AND updated >= DATE '{SINCE}'").fetchall()
        kite = ask("articles", "SELECT url WHERE source = 'kite'").fetchall()
        counts = {name: len(ask(name).fetchall()) for name in TABLES}
    return Read(counts, types, rows, [row[0] for row in chosen], [row[0] for row in kite])


def by_polars(root: Path) -> Read:
    def scan(table: str) -> pl.LazyFrame:
        depth = "*.parquet" if table == SOURCES.name else "*/*.parquet"
        return pl.scan_parquet(f"{root}/{table}/{depth}", hive_partitioning=table != SOURCES.name)

    articles = scan("articles")
    return Read(
        counts={name: scan(name).collect().height for name in TABLES},
        types={name: str(kind) for name, kind in articles.collect_schema().items()},
        rows=articles.collect().to_dicts(),
        chosen=articles.filter(pl.col("views") > 20, pl.col("updated") >= SINCE).collect()["url"].to_list(),
        kite=articles.filter(pl.col("source") == "kite").collect()["url"].to_list(),
    )


def why_not_spark() -> str:
    """Why Spark can't be run here; the empty text when it can."""
    if find_spec("pyspark") is None:
        return "pyspark is not installed"
    told = shutil.which("java") and subprocess.run(["java", "-version"], capture_output=True, text=True, check=False)
    version = re.search(r'version "(\d+)', told.stderr) if told else None
    return "" if version and int(version[1]) >= 17 else "there is no Java 17 or newer, which Spark 4 needs"


def by_spark(root: Path) -> Read:
    done = python(Path(__file__).parent / "spark_reads.py", root, *TABLES)
    assert done.status == 0, done.stderr
    return Read(**json.loads(done.stdout))


def _plain(value: Any) -> Any:
    """A value of a pandas row as Python has it: pandas holds nulls as NaN, and lists as arrays."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list):
        return value
    return None if pd.isna(value) else value


READERS = [
    by_pandas,
    by_pyarrow,
    by_duckdb,
    by_polars,
    pytest.param(by_spark, marks=pytest.mark.skipif(bool(why_not_spark()), reason=why_not_spark() or "it can")),
]
# The types of the columns that readers differ in: text, count, day, instant, a list of records, and the partition.
NAMED = ("url", "views", "updated", "published_at", "authors", "source")
AUTHORS_IN_ARROW = "list<element: struct<name: string, affiliation: string, raw: string>>"
TYPES = {
    # A column of counts with a null is of floats in plain pandas; dtype_backend="pyarrow" keeps it as it is.
    by_pandas: ("str", "float64", "object", "datetime64[us, UTC]", "object", "category"),
    by_pyarrow: ("string", "int64", "date32[day]", "timestamp[us, tz=UTC]", AUTHORS_IN_ARROW, "string"),
    by_duckdb: (
        "VARCHAR",
        "BIGINT",
        "DATE",
        "TIMESTAMP WITH TIME ZONE",
        'STRUCT("name" VARCHAR, affiliation VARCHAR, raw VARCHAR)[]',
        "VARCHAR",
    ),
    by_polars: (
        "String",
        "Int64",
        "Date",
        "Datetime(time_unit='us', time_zone='UTC')",
        "List(Struct({'name': String, 'affiliation': String, 'raw': String}))",
        "String",
    ),
    by_spark: (
        "string",
        "bigint",
        "date",
        "timestamp",
        "array<struct<name:string,affiliation:string,raw:string>>",
        "string",
    ),
}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__.removeprefix("by_"))
def test_a_reader_finds_all(root: Path, reader: Callable[[Path], Read]) -> None:
    """In one test a reader, for Spark takes ten seconds to begin."""
    found = reader(root)
    assert found.counts == COUNTS
    assert tuple(found.types[name] for name in NAMED) == TYPES[reader]
    assert found.chosen == [GRAIN]
    assert found.kite == [WIND]
    check_rows(found)


def check_rows(found: Read) -> None:
    """Filled columns, nested ones and nulls, as a reader of each kind gives them."""
    rows = {row["url"]: row for row in found.rows}
    assert len(rows) == len(found.rows) == COUNTS["articles"]
    assert {url: row["source"] for url, row in rows.items()} == {
        **dict.fromkeys((PORT, GRAIN, f"{PORT[:-4]}labour", f"{PORT[:-4]}lost"), "demo"),
        WIND: "kite",
    }
    grain, labour = rows[GRAIN], rows["https://harbour.example/labour"]
    assert grain["text"] == "Reserves are low.\n\nPrices fall."
    assert (grain["views"], grain["status"], _iso(grain["updated"])) == (1_040, "active", "2024-03-02")
    assert _iso(grain["published"]) == "2019-12-13"
    assert datetime.fromisoformat(_iso(grain["published_at"])) == datetime(2019, 12, 13, 2, tzinfo=UTC)
    assert grain["authors"] == [
        {"name": "Ada Brun", "affiliation": "Harbour Institute", "raw": "Dr. Ada Brun"},
        {"name": "José Ünal", "affiliation": None, "raw": "José Ünal"},
    ]
    assert grain["topics"] == ["grain", "prices"]
    assert grain["provenance"] == [
        {"field": "views", "method": "label", "where": "Views", "raw": "1,040", "confidence": 0.85}
    ]
    absent = ("title", "views", "views_observed_at", "published", "published_at", "updated", "license")
    assert [labour[name] for name in absent] == [None] * len(absent)
    assert (labour["authors"], labour["topics"], labour["published_edtf"]) == ([], [], "2019-12")


@pytest.mark.parametrize("reader", [by_pandas, by_pyarrow, by_duckdb, by_polars])
@pytest.mark.parametrize("stray", [".DS_Store", "_notes.json", ".part-0.parquet.swp"])
def test_what_others_leave_in_a_table_s_folder_breaks_no_reading(
    root: Path, tmp_path: Path, reader: Callable[[Path], Read], stray: str
) -> None:
    copy = tmp_path / "data"
    shutil.copytree(root, copy)
    for folder in ("articles", "articles/source=demo", "article_versions/source=demo", "latest", "sources"):
        (copy / folder / stray).write_bytes(b"\x00\x00")
    assert reader(copy).counts == COUNTS
    build(copy, NEW_YEAR.replace(month=3))  # and no publish
    assert reader(copy).counts["runs"] == 2 * COUNTS["runs"]


def test_counts_stay_whole_numbers_in_pandas(root: Path) -> None:
    """As docs/using-the-data.md says."""
    views = pd.read_parquet(root / "articles", dtype_backend="pyarrow").set_index("url").views
    assert str(views.dtype) == "int64[pyarrow]"
    assert views.isna().sum() == 1
    assert views[GRAIN] == 1_040


def _iso(value: Any) -> str:
    return value if isinstance(value, str) else str(value.isoformat())
