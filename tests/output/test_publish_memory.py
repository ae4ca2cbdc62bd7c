"""A few new rows in a large source: memory does not grow with the source, and files that are not touched stay."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

import pytest

from output.layout import Layout
from output.parquet import count_rows, write_groups
from output.publish import tables_of
from output.records import Article, SourceCard
from output.rows import article_row
from output.schema import ARTICLES, VERSIONS
from output.versions import article_id
from tests.conftest import python
from tests.output.publishing import publish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from output.rows import Row
    from output.schema import Table

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
CARD = SourceCard("large", "Large Institute", "https://large.example/")
ALLOWED = 200  # MB above the interpreter
_WORDS = ["".join(Random(number).choices("etaoinshrdlu", k=7)) for number in range(5_000)]


def article(number: int) -> Article:
    """One of 6 KB, as text and as Markdown."""
    text = " ".join(Random(number).choices(_WORDS, k=750))
    return Article(
        source=CARD.source,
        url=f"{CARD.home}{number}",
        fetched_at=NOON,
        title=f"Title {number}",
        text=text,
        markdown=text,
        word_count=750,
        body_sha256=str(number),
        extractor="e1",
    )


def rows(table: Table, count: int) -> Iterator[Row]:
    """The rows of so many articles, in the order of their ids."""
    ids = sorted((article_id(CARD.source, f"{CARD.home}{number}"), number) for number in range(count))
    for identity, number in ids:
        about = {"article_id": identity, "content_hash": "c", "status": "active", "run_id": "r"}
        times = {"first_seen_at": NOON, "last_changed_at": NOON, "valid_from": NOON}
        row = {**article_row(article(number)), **about, **times, "sequence": 1, "version": 1, "kind": "new"}
        yield {name: row[name] for name in table.names & row.keys()}


def build(layout: Layout, count: int) -> None:
    """The tables of a source that has so many articles; its state is lost, and is made from them by the next run."""
    files = {ARTICLES: layout.bucket(ARTICLES, CARD.source), VERSIONS: layout.year(VERSIONS, CARD.source, 2026)}
    notes = {"sequence": "1", "producer": "thinktap", "buckets": "1"}
    for table, path in files.items():
        write_groups(path, layout.unfinished(CARD.source), table, tables_of(table, rows(table, count)), notes)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("count", [1_500, pytest.param(100_000, marks=pytest.mark.long)])
def test_fifty_rows_into_a_large_source(tmp_path: Path, count: int) -> None:
    layout = Layout.at(tmp_path)
    build(layout, count)
    publish(tmp_path, count)  # makes the state anew
    older, newer = (layout.year(VERSIONS, CARD.source, year) for year in (2025, 2026))
    shutil.copy(newer, older)
    inode = older.stat().st_ino
    done = python("-m", "tests.output.publishing", tmp_path, count + 50, seconds=600)
    assert float(done.stdout) < ALLOWED, done.stderr
    assert count_rows(layout.bucket(ARTICLES, CARD.source)) == count + 100
    assert older.stat().st_ino == inode, "what a publish adds nothing to stays as it is"
