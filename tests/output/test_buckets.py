"""Several files of current state for a source that begins large: a row stays in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.buckets import bucket_of, buckets_for, by_bucket
from tests.output.test_store import article, read, run

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [f"a{number}" for number in range(10)]


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset whose source began with ten articles, three of which are enough for a file."""
    monkeypatch.setattr("output.buckets.ARTICLES_EACH", 3)
    run(tmp_path, 0, *(article(name) for name in NAMES))
    return tmp_path


def held(root: Path, table: str = "articles") -> dict[str, set[str]]:
    """The addresses in each file."""
    files = sorted(root.glob(f"{table}/source=kite/*.parquet"))
    return {path.name: set(pq.ParquetFile(path).read(["url"])["url"].to_pylist()) for path in files}


@pytest.mark.parametrize(
    ("articles", "buckets"), [(0, 1), (1, 1), (100_000, 1), (100_001, 2), (250_000, 3), (10_000_000, 100)]
)
def test_how_many(articles: int, buckets: int) -> None:
    assert buckets_for(articles) == buckets


@given(st.lists(st.text(), unique=True), st.integers(1, 20))
def test_each_key_has_one_bucket(keys: list[str], buckets: int) -> None:
    found = by_bucket(keys, buckets)
    assert sorted(key for some in found.values() for key in some) == sorted(keys)
    for number, some in found.items():
        assert 0 <= number < buckets
        assert {bucket_of(key, buckets) for key in some} == {number}


def test_a_source_that_begins_large_has_several_files(large: Path) -> None:
    files = held(large)
    assert set(files) <= {"part-0.parquet", "part-1.parquet", "part-2.parquet", "part-3.parquet"}
    assert len(files) > 1
    assert sorted(url for some in files.values() for url in some) == sorted(
        row["url"] for row in read(large, "articles")
    )
    assert len(read(large, "articles")) == len(NAMES)


def test_only_the_files_of_what_changed_are_written(large: Path) -> None:
    before = {path.name: path.stat().st_ino for path in large.glob("articles/source=kite/*")}
    old = held(large)
    run(large, 1, article("a4", hour=1, text="Edited."), article("new", hour=1))
    after = {path.name: path.stat().st_ino for path in large.glob("articles/source=kite/*")}
    now = held(large)
    touched = {name for name, urls in now.items() if urls & {"https://kite.example/a4", "https://kite.example/new"}}
    assert {name for name in now if after[name] != before.get(name)} == touched
    assert len(touched) < len(now)
    assert all(urls <= now[name] for name, urls in old.items()), "no row has left its file"


def test_it_stays_at_one_file_however_it_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, 0, article("first"))
    monkeypatch.setattr("output.buckets.ARTICLES_EACH", 3)
    run(tmp_path, 1, *(article(name, hour=1) for name in NAMES))
    assert set(held(tmp_path)) == {"part-0.parquet"} == set(held(tmp_path, "aliases"))
    assert len(read(tmp_path, "articles")) == len(NAMES) + 1
