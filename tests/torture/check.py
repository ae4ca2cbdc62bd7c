"""What holds of a dataset after anything: whole files, each key once, every place leads to its record, and the rows of an
undisturbed run."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
from warcio.archiveiterator import ArchiveIterator

from output.archive.read import read_record
from output.schema import ALIASES, ARTICLES, FETCHES, RUNS, SOURCES, TABLES, VERSIONS
from tests.torture.work import LOST, TIMES, Fetch, card, steps

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from output.layout import Layout
    from output.schema import Table

Rows = list[dict[str, Any]]

# What may differ from an undisturbed run, and why.
MAY_DIFFER = {
    "run_id": "a killed run is gone on with by another one",
    "sequence": "each start publishes what the killed run had committed, so there are more publishes",
    "archive_file": "compared as whether there is one; `places` reads the record",
    "archive_offset": "a record that was appended and not noted stays where it is, and its response is appended again",
    "archive_length": "the record names its run",
}
# The run's own rows tell of the kills; of each day the one of the run that ended it is compared, without its counts: a page
# that a killed run had read is unchanged to the next.
OF_A_RUN = ("verdict", "exit", "started_at", "finished_at", "seconds", "thinktap")


def files_are_whole(layout: Layout) -> None:
    """Each file that a reader opens opens, at any moment, and there is no other one."""
    for table in TABLES.values():
        there = [path for path in layout.table(table).rglob("*") if path.is_file()]
        assert sorted(there) == layout.files(table), "a table's folder holds its files alone"
        for path in there:
            assert pq.ParquetFile(path).read().schema.equals(table.schema), path
    for path in (*layout.root.glob("*.json"), *layout.root.glob("latest/*"), *layout.root.glob("manifests/*")):
        json.loads(path.read_text("utf-8"))


def holds(layout: Layout, source: str, acknowledged: Iterable[str]) -> None:
    """What must be true once a store has opened: all that was acknowledged stands there, once, and can be found."""
    files_are_whole(layout)
    rows = {table: read(layout, table, source) for table in TABLES.values()}
    for table, some in rows.items():
        twice = Counter(tuple(row[name] for name in table.key) for row in some)
        assert [key for key, times in twice.items() if times > 1] == [], table.name
    _nothing_lost(rows, source, acknowledged)
    known = {row["run_id"] for row in rows[RUNS]}
    for table, some in rows.items():
        assert {row["run_id"] for row in some if "run_id" in row} <= known, f"a run of {table.name} has no row"
    places(layout, source, rows[FETCHES])
    manifest(layout, source)


def read(layout: Layout, table: Table, source: str) -> Rows:
    rows = [row for path in layout.files(table, source) for row in pq.ParquetFile(path).read().to_pylist()]
    return [row for row in rows if row["source"] == source] if table is SOURCES else rows


def _nothing_lost(rows: dict[Table, Rows], source: str, acknowledged: Iterable[str]) -> None:
    told = [line.split() for line in acknowledged]
    done = [(int(day), int(number)) for word, day, number in (x for x in told if x[0] == "step")]
    days = {int(x[1]) for x in told if x[0] == "day"}
    aliases = {row["url"]: row["article_id"] for row in rows[ALIASES]}
    articles = {row["article_id"] for row in rows[ARTICLES]}
    times = {table: {row[column] for row in rows[table]} for table, column in TIMES.items()}
    for day, number in done:
        step = steps(source, day)[number]
        assert step.table is None or step.at in times[step.table], f"step {number} of day {day} is lost: {step}"
        if not isinstance(step.row, Fetch) and step.row.url in aliases:
            assert aliases[step.row.url] in articles
    assert {f"day {day}" for day in days} <= {row["verdict"] for row in rows[RUNS]}
    versions = {(row["article_id"], row["version"]) for row in rows[VERSIONS]}
    assert all(number == 1 or (name, number - 1) in versions for name, number in versions), "no version is left out"
    assert {name for name, _ in versions} == articles


def places(layout: Layout, source: str, fetches: Rows) -> None:
    """Each place that a row names leads to its record, and other programs can read every archive file."""
    folder = layout.archive(source)
    for row in fetches:
        if row["archive_file"]:
            with (folder / row["archive_file"]).open("rb") as file:
                file.seek(row["archive_offset"])
                record = read_record(file.read(row["archive_length"]))
            assert (record.received.url, record.received.at) == (row["url"], row["requested_at"])
        else:
            assert row["outcome"] != "page", f"{row['url']} is not archived"
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as file:
            records = [(record.rec_type, record.raw_stream.read()) for record in ArchiveIterator(file)]
        assert records[0][0] == "warcinfo", path


def manifest(layout: Layout, source: str) -> None:
    """The manifest that the newest publish names says what the files are."""
    if layout.latest(source).exists():
        latest = json.loads(layout.latest(source).read_text("utf-8"))
        said = json.loads(layout.manifest(latest["run_id"]).read_text("utf-8"))
        assert said["sequence"] == latest["sequence"]
        found = {path.relative_to(layout.root).as_posix(): digest(path) for path in _files(layout, source)}
        assert {entry["path"]: entry["sha256"] for entry in said["files"]} == found


def told_of(layout: Layout, undisturbed: Layout, source: str) -> None:
    """What is merged over sources tells of the newest publish: so it is after each run that came to its end."""
    assert comparable(layout, SOURCES, source) == comparable(undisturbed, SOURCES, source)
    latest = json.loads(layout.latest(source).read_text("utf-8"))
    merged = json.loads(layout.latest_of_all.read_text("utf-8"))
    assert merged["sources"][source] == latest["sequence"]
    assert not [path for path in (layout.root / ".tmp").rglob("*") if path.is_file()], "nothing unfinished is left"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _files(layout: Layout, source: str) -> list[Path]:
    return [path for table in TABLES.values() if table is not SOURCES for path in layout.files(table, source)]


def same_rows(layout: Layout, undisturbed: Layout, source: str) -> None:
    """No row differs from those of the same work, done without any disturbance, but in what may differ."""
    for table in set(TABLES.values()) - {SOURCES}:
        assert comparable(layout, table, source) == comparable(undisturbed, table, source), table.name


def comparable(layout: Layout, table: Table, source: str) -> list[str]:
    rows = read(layout, table, source)
    if table is RUNS:
        rows = [{name: row[name] for name in OF_A_RUN} for row in rows if row["verdict"].startswith("day ")]
    made = set()
    for row in rows:
        if "archive_file" in row:
            row["archived"] = bool(row["archive_file"])
        if table is FETCHES and row["url"] == f"{card(source).home}{LOST}" and row["outcome"] == "missing":
            row["requested_at"] = row["requested_at"].year  # each run that goes on asks again whether it is there
        made.add(repr(sorted((name, value) for name, value in row.items() if name not in MAY_DIFFER)))
    return sorted(made)
