"""A dataset read from Python: whole, in part, as it was told to be, and what can't be read says so."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.compute as pc
import pytest

from output.dataset import Dataset
from output.errors import Incompatible, Unreadable
from output.layout import Layout
from output.maintenance.rename import rename
from output.schema import TABLES
from tests.dataset import build, vanishing

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("dataset") / "data"
    build(made, NOW)
    return made


def test_articles_are_read_with_their_source(root: Path) -> None:
    articles = Dataset(root).articles()
    titles = {(row["source"], row["title"]) for row in articles.to_pylist()}
    assert {("demo", "Ports"), ("kite", "Wind | power")} < titles
    assert articles.to_pandas().source.nunique() == pl.from_arrow(articles)["source"].n_unique() == 2  # type: ignore[call-overload]


def test_a_part_is_what_was_asked_for(root: Path) -> None:
    part = Dataset(root).articles(sources=["demo"], columns=["title", "views"], where=pc.field("views") > 1_500)
    assert part.to_pylist() == [{"title": "Ports", "views": 2_000}]


def test_the_table_of_sources_has_those_asked_for_once(root: Path) -> None:
    assert Dataset(root).table("sources", sources=["kite"])["source"].to_pylist() == ["kite"]
    assert Dataset(root).table("sources", sources=["kite", "demo"]).num_rows == 2
    kite = pc.field("source") == "kite"
    assert Dataset(root).table("sources", sources=["demo"], where=kite).num_rows == 0


def test_a_source_that_is_not_there_has_no_rows(root: Path) -> None:
    articles = Dataset(root).articles(sources=["nobody"])
    assert articles.num_rows == 0
    assert "source" in articles.column_names


def test_every_table_is_read_and_in_batches_too(root: Path) -> None:
    for name in ("articles", "article_versions", "observations", "fetches", "rejects", "aliases", "runs", "sources"):
        whole = Dataset(root).table(name)
        assert whole.num_rows
        assert sum(batch.num_rows for batch in Dataset(root).batches(name)) == whole.num_rows


def test_since_gives_what_has_come_and_no_more(root: Path) -> None:
    everything, cursor = Dataset(root).since({})
    assert everything.num_rows == Dataset(root).versions().num_rows
    assert json.loads(json.dumps(cursor)) == cursor
    assert Dataset(root).since(cursor).rows.num_rows == 0
    last = {**cursor, "demo": cursor["demo"] - 1}
    assert {row["title"] for row in Dataset(root).since(last).rows.to_pylist()} >= {"Ports"}


def test_the_cursor_of_a_source_that_was_renamed_goes_on(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    _, cursor = Dataset(tmp_path).since({})
    rename(Layout.at(tmp_path), "kite", "kestrel", lambda: None, "a test")
    rows, cursor = Dataset(tmp_path).since(cursor)
    assert rows.num_rows == 0
    assert "kestrel" in cursor


@pytest.mark.parametrize("name", ["articles", "sources", "aliases"])
def test_a_current_state_has_no_since(root: Path, name: str) -> None:
    with pytest.raises(ValueError, match="current state"):
        Dataset(root).since({}, name)


def test_what_is_no_dataset_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no dataset"):
        Dataset(tmp_path)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    path = tmp_path / "articles" / "source=demo" / "part-0.parquet"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(Unreadable, match="articles"):
        Dataset(tmp_path).articles()


def test_a_newer_dataset_is_refused(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    said = json.loads((tmp_path / "latest.json").read_text())
    (tmp_path / "latest.json").write_text(json.dumps({**said, "schema_version": 99}))
    with pytest.raises(Incompatible, match="newer"):
        Dataset(tmp_path)


def test_a_missing_file_is_named_and_not_taken_for_no_rows(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    (articles,) = Layout.at(tmp_path).files(TABLES["articles"], "demo")
    articles.unlink()
    for wanted in ({}, {"sources": ["demo"]}):
        with pytest.raises(Unreadable, match=str(articles)):
            Dataset(tmp_path).articles(**wanted)  # type: ignore[arg-type]
    assert Dataset(tmp_path).articles(sources=["kite"]).num_rows == 1
    assert Dataset(tmp_path).versions().num_rows > 1


@pytest.mark.parametrize("spoilt", [b"{", None], ids=["broken", "gone"])
def test_a_source_whose_files_nothing_tells_of_is_not_taken_for_whole(tmp_path: Path, spoilt: bytes | None) -> None:
    build(tmp_path, NOW)
    card = Layout.at(tmp_path).latest("demo")
    card.write_bytes(spoilt) if spoilt else card.unlink()
    for read in (Dataset(tmp_path).articles, partial(Dataset(tmp_path).since, {})):
        with pytest.raises(Unreadable, match=str(card)):
            read()
    assert Dataset(tmp_path).articles(sources=["kite"]).num_rows == 1


def test_a_source_whose_first_publish_is_under_way_is_read_as_far_as_it_is(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    layout = Layout.at(tmp_path)
    for path in (layout.latest("kite"), layout.latest_of_all, layout.state_file("kite")):
        path.unlink()
    assert Dataset(tmp_path).articles(sources=["kite"]).num_rows == 1


def test_a_file_that_is_moved_while_it_is_read_is_looked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, NOW)
    (articles,) = Layout.at(tmp_path).files(TABLES["articles"], "kite")
    vanishing(articles, monkeypatch)
    assert "kite" in Dataset(tmp_path).articles()["source"].to_pylist()
