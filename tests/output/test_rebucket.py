"""A dataset made aside holds the same rows in another number of files, and runs go on there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from output.buckets import bucket_of
from output.errors import Locked
from output.layout import Layout
from output.maintenance.rebucket import rebucket
from output.schema import TABLES
from tests.output.test_archiving_store import came, fetched
from tests.output.test_store import article, ended, kinds, opened, read, run

if TYPE_CHECKING:
    from pathlib import Path

BY = "thinktap 0.1"
NAMES = [f"a{number}" for number in range(12)]


@pytest.fixture
def dataset(tmp_path: Path) -> Layout:
    root = tmp_path / "data"
    with opened(root) as store:
        fetched(store, came("a0"))
        for name in NAMES:
            store.add_article(article(name, views=1)).result()
        ended(store)
    return Layout.at(root)


def rows(root: Path) -> dict[str, list[dict[str, Any]]]:
    found = {name: read(root, name) for name in TABLES if (root / name).exists()}
    return {name: sorted(table, key=str) for name, table in found.items()}


def test_the_same_rows_in_other_files(dataset: Layout, tmp_path: Path) -> None:
    before = rows(dataset.root)
    rebucket(dataset, tmp_path / "made", 3, ["kite"], BY)
    assert rows(tmp_path / "made") == before == rows(dataset.root)
    for number in range(3):
        file = pq.ParquetFile(tmp_path / f"made/articles/source=kite/part-{number}.parquet")
        assert {bucket_of(one, 3) for one in file.read(["article_id"])["article_id"].to_pylist()} == {number}
        assert file.schema_arrow.metadata[b"buckets"] == b"3"


def test_runs_go_on_there_and_leave_this_one_alone(dataset: Layout, tmp_path: Path) -> None:
    before, made = rows(dataset.root), tmp_path / "made"
    rebucket(dataset, made, 3, ["kite"], BY)
    edited = article("a3", hour=1, text="Edited.")
    run(made, 1, edited, article("b", hour=1), *(article(name, hour=1) for name in NAMES if name != "a3"))
    assert len(pd.read_parquet(made / "articles")) == len(NAMES) + 1
    assert [one for one in kinds(made) if one[1] > 1] == [("a3", 2, "content")]
    with opened(made, 2) as store:
        fetched(store, came("b", hour=2))
        assert [store.records.newest(one).url[-1] for one in store.archived_pages()] == ["0", "b"]
    assert rows(dataset.root) == before
    assert (made / "archive/source=kite/000001.warc.gz").stat().st_size > (
        dataset.root / "archive/source=kite/000001.warc.gz"
    ).stat().st_size


def test_what_waits_to_be_published_goes_with_it(dataset: Layout, tmp_path: Path) -> None:
    with opened(dataset.root, 1) as store:
        store.add_article(article("late", hour=1)).result()
    rebucket(dataset, tmp_path / "made", 2, ["kite"], BY)
    opened(tmp_path / "made", 2).close()
    assert len(pd.read_parquet(tmp_path / "made/articles")) == len(NAMES) + 1


def test_back_to_one(dataset: Layout, tmp_path: Path) -> None:
    rebucket(dataset, tmp_path / "many", 5, ["kite"], BY)
    rebucket(Layout.at(tmp_path / "many"), tmp_path / "one", 1, ["kite"], BY)
    assert rows(tmp_path / "one") == rows(dataset.root)
    assert [path.name for path in (tmp_path / "one/articles/source=kite").iterdir()] == ["part-0.parquet"]


def test_other_sources_keep_their_files(dataset: Layout, tmp_path: Path) -> None:
    rebucket(dataset, tmp_path / "made", 3, [], BY)
    file = tmp_path / "made/articles/source=kite/part-0.parquet"
    assert file.samefile(dataset.root / "articles/source=kite/part-0.parquet")


def test_its_manifest_is_true(dataset: Layout, tmp_path: Path) -> None:
    made = tmp_path / "made"
    rebucket(dataset, made, 3, ["kite"], BY)
    card = json.loads((made / "latest/kite.json").read_text())
    manifest = json.loads((made / "manifests" / f"{card['run_id']}.json").read_text())
    for entry in manifest["files"]:
        assert (made / entry["path"]).stat().st_size == entry["bytes"]
    assert sum(entry["rows"] for entry in manifest["files"] if entry["table"] == "articles") == len(NAMES)


def test_more_files_than_rows(dataset: Layout, tmp_path: Path) -> None:
    rebucket(dataset, tmp_path / "made", 50, ["kite"], BY)
    files = list((tmp_path / "made/articles/source=kite").iterdir())
    assert len(files) <= len(NAMES)
    assert len(pd.read_parquet(tmp_path / "made/articles")) == len(NAMES)


def test_it_is_not_made_without_the_state(dataset: Layout, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="name the --state"):
        rebucket(Layout.at(dataset.root, tmp_path / "elsewhere"), tmp_path / "made", 3, ["kite"], BY)
    assert not (tmp_path / "made").exists()


def test_refusals_leave_nothing(dataset: Layout, tmp_path: Path) -> None:
    made = tmp_path / "made"
    with pytest.raises(ValueError, match="no data of owl"):
        rebucket(dataset, made, 3, ["owl"], BY)
    with opened(dataset.root, 1), pytest.raises(Locked):
        rebucket(dataset, made, 3, ["kite"], BY)
    with pytest.raises(ValueError, match="no dataset"):
        rebucket(Layout.at(tmp_path / "none"), made, 3, [], BY)
    (dataset.root / "state/kite.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(ValueError, match="not a database"):
        rebucket(dataset, made, 3, ["kite"], BY)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_the_names_of_links_are_on_the_disk_before_it_is_there(
    dataset: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("output.maintenance.aside.sync", synced.append)
    made = tmp_path / "made"
    rebucket(dataset, made, 3, ["kite"], BY)
    folders = {path.parent.relative_to(made) for path in made.rglob("*") if path.is_file()}
    aside = tmp_path / ".made.unfinished"
    assert folders <= {path.relative_to(aside) for path in synced if path.is_relative_to(aside)}


def test_what_is_damaged_beside_the_tables_is_left_out(dataset: Layout, tmp_path: Path) -> None:
    (dataset.root / "latest/kite.json").write_text("{half")
    rebucket(dataset, tmp_path / "made", 3, ["kite"], BY)
    assert len(pd.read_parquet(tmp_path / "made/articles")) == len(NAMES)
    assert not (tmp_path / "made/latest/kite.json").exists()
