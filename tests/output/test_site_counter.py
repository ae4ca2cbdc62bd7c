"""A number that stands on nearly every page of a source is the site's, and no reader finds it as an article's."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from output.layout import Layout
from output.records import Article, Evidence, RunCounts, SourceCard, Views
from output.run import Verdict
from output.store import Ending, Run, Store

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def article(number: int, views: int | None, hour: int = 0, text: str = "The text.") -> Article:
    told = () if views is None else (Evidence("views", "label", "Views", str(views), 0.85),)
    return Article(
        source="kite",
        url=f"https://kite.example/{number}",
        fetched_at=NOON + timedelta(hours=hour),
        body_sha256="aa",
        extractor="e1",
        text=text,
        word_count=2,
        views=None if views is None else Views(views, str(views), "label"),
        provenance=(*told, Evidence("text", "trafilatura", None, None, 0.9)),
    )


def opened(root: Path, hour: int) -> Store:
    card = SourceCard("kite", "Kite Institute", "https://kite.example/")
    return Store(Layout.at(root), card, Run(f"run{hour}", NOON + timedelta(hours=hour), "0.1"))


def run(root: Path, hour: int, counts: list[int | None], text: str = "The text.") -> RunCounts:
    with opened(root, hour) as store:
        for number, views in enumerate(counts):
            store.add_article(article(number, views, hour, text)).result()
        met = store.settle(len(counts))
        store.publish(Ending(NOON + timedelta(hours=hour), Verdict(0, "said"), met))
        return met


def read(root: Path, table: str) -> list[dict[str, Any]]:
    return pq.read_table(root / table).to_pylist() if (root / table).exists() else []


def stored(root: Path) -> list[int | None]:
    return [row["views"] for row in sorted(read(root, "articles"), key=lambda row: row["url"])]


@pytest.mark.parametrize(
    ("counts", "kept"),
    [
        ([1000] * 5, [None] * 5),
        ([0] * 6, [None] * 6),
        ([1000] * 5 + [None] * 3, [None] * 8),
        ([1000] * 9 + [7], [None] * 9 + [7]),
        ([1000] * 4, [1000] * 4),
        ([1000] * 5 + [7], [1000] * 5 + [7]),
        ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]),
        ([None] * 6, [None] * 6),
    ],
)
def test_the_number_on_nearly_all_pages_is_dropped(
    tmp_path: Path, counts: list[int | None], kept: list[int | None]
) -> None:
    run(tmp_path, 0, counts)
    assert stored(tmp_path) == kept
    assert [row["views"] for row in read(tmp_path, "observations")] == [one for one in kept if one is not None]
    rejects = [
        (row["url"], row["stage"], row["field"], row["reason"], row["raw"]) for row in read(tmp_path, "rejects")
    ]
    assert sorted(rejects) == [
        (f"https://kite.example/{number}", "field", "views", "site counter", str(views))
        for number, views in enumerate(counts)
        if views is not None and kept[number] is None
    ]


def test_nothing_rests_on_what_was_dropped(tmp_path: Path) -> None:
    run(tmp_path, 0, [1000] * 5)
    for table in ("articles", "article_versions"):
        for row in read(tmp_path, table):
            assert [evidence["field"] for evidence in row["provenance"]] == ["text"]
    row = read(tmp_path, "articles")[0]
    assert (row["views_raw"], row["views_observed_at"]) == (None, None)
    assert {row["rejected_at"] for row in read(tmp_path, "rejects")} == {NOON}


def test_it_makes_no_version_and_stays_dropped(tmp_path: Path) -> None:
    run(tmp_path, 0, [1000] * 6)
    assert run(tmp_path, 1, [1010] * 6).unchanged == 6
    assert run(tmp_path, 2, [1020, 1021]).unchanged == 2, "too few pages to find it again"
    assert run(tmp_path, 3, [1030], text="Edited.").changed == 1
    assert stored(tmp_path) == [None] * 6
    assert read(tmp_path, "observations") == []
    assert sorted(row["kind"] for row in read(tmp_path, "article_versions")) == ["content"] + ["new"] * 6
    assert sorted(row["raw"] for row in read(tmp_path, "rejects"))[-3:] == ["1020", "1021", "1030"]


def test_pages_that_come_to_count_for_themselves_are_believed(tmp_path: Path) -> None:
    run(tmp_path, 0, [0] * 6)
    run(tmp_path, 1, [3, 0, 1, 8, 2, 5])
    assert stored(tmp_path) == [3, 0, 1, 8, 2, 5]
    run(tmp_path, 2, [4])
    assert stored(tmp_path)[0] == 4


def test_a_counter_that_grows_with_each_page_is_still_the_site_s(tmp_path: Path) -> None:
    run(tmp_path, 0, [1000] * 6)
    run(tmp_path, 1, [1010, 1011, 1012, 1013, 1014, 1015])
    assert stored(tmp_path) == [None] * 6
    run(tmp_path, 2, [12, 5, 1012, 7, 14, 9])
    assert stored(tmp_path) == [12, 5, 1012, 7, 14, 9]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ([1] * 5, [5, 9, 14, 3, 8]),  # five young articles had one view each
        ([0] * 6, [17, 40, 9]),
        ([1000] * 6, [3, 5, 9]),
        ([1000] * 6, [1200, 5000, 90_000]),
    ],
)
def test_a_number_once_shared_does_not_hide_later_counts(tmp_path: Path, first: list[int], then: list[int]) -> None:
    run(tmp_path, 0, list(first))
    run(tmp_path, 1, list(then))
    assert stored(tmp_path)[: len(then)] == then


def test_what_was_published_before_it_was_found_is_dropped_too(tmp_path: Path) -> None:
    run(tmp_path, 0, [1000] * 4)
    run(tmp_path, 1, [1000] * 4 + [1000])
    assert stored(tmp_path) == [None] * 5
    assert [row["provenance"][0]["field"] for row in read(tmp_path, "articles")] == ["text"] * 5


def test_it_is_dropped_when_the_next_run_publishes_for_a_killed_one(tmp_path: Path) -> None:
    with opened(tmp_path, 0) as store:
        for number in range(5):
            store.add_article(article(number, 1000)).result()
    opened(tmp_path, 1).close()
    assert stored(tmp_path) == [None] * 5
    assert len(read(tmp_path, "rejects")) == 5


def test_a_publish_that_is_done_again_changes_nothing(tmp_path: Path) -> None:
    """Killed after its files were written, and before it was marked as done."""
    tables = ("articles", "article_versions", "rejects")
    with opened(tmp_path, 0) as store:
        for number in range(5):
            store.add_article(article(number, 1000)).result()
        with sqlite3.connect(tmp_path / "state" / "kite.sqlite") as other:
            other.execute(
                "CREATE TRIGGER stuck BEFORE DELETE ON staged WHEN OLD.sequence IS NOT NULL BEGIN SELECT RAISE(ABORT, 'killed'); END"
            )
        with pytest.raises(sqlite3.IntegrityError):
            store.publish(Ending(NOON, Verdict(0, "said"), store.settle(5)))
        other.execute("DROP TRIGGER stuck")
        other.close()
    before = {name: read(tmp_path, name) for name in tables}
    assert stored(tmp_path) == [None] * 5
    opened(tmp_path, 1).close()
    assert {name: read(tmp_path, name) for name in tables} == before


def test_the_evidence_of_a_count_stays_as_long_as_the_count(tmp_path: Path) -> None:
    run(tmp_path, 0, [7])
    run(tmp_path, 1, [None], text="Edited.")
    [row] = read(tmp_path, "articles")
    assert row["views"] == 7
    assert [evidence["field"] for evidence in row["provenance"]] == ["text", "views"]
