"""A damaged file of a table is set aside, said, and rebuilt: what reads is kept, what is told elsewhere comes back."""

from __future__ import annotations

import json
import logging
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from output import parquet
from output.errors import Unwritable
from output.layout import Layout
from output.maintenance.rebucket import rebucket
from output.records import Fetch, Outcome, RunCounts
from output.run import Verdict
from output.schema import TABLES
from output.store import Ending
from tests.output.test_damaged_state import history, same_pages, state_of
from tests.output.test_store import NOON, article, ended, kinds, opened, read, run, standing

ARTICLES = "articles/source=kite/part-0.parquet"
VERSIONS = "article_versions/source=kite/2026.parquet"
ALIASES = "aliases/source=kite/part-0.parquet"
FETCHES = "fetches/source=kite/2026.parquet"


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def flip(path: Path, column: str = "run_id") -> None:
    """Bytes of a column's first page: the footer says nothing of it."""
    with pq.ParquetFile(path) as file:
        group = file.metadata.row_group(0)
        chunks = [group.column(number) for number in range(group.num_columns)]
        [start] = [chunk.data_page_offset for chunk in chunks if chunk.path_in_schema == column]
    content = bytearray(path.read_bytes())
    content[start + 30 : start + 34] = bytes(255 - byte for byte in content[start + 30 : start + 34])
    path.write_bytes(content)


def aside_of(root: Path, name: str, hour: int) -> Path:
    return root / "damaged" / f"{name}.20260131T{12 + hour}0000Z"


def run_of(root: Path, run_id: str) -> dict[str, Any]:
    [row] = [row for row in read(root, "runs") if row["run_id"] == run_id]
    return row


def plain(rows: list[dict[str, Any]], *left_out: str) -> list[dict[str, Any]]:
    return sorted(({name: value for name, value in row.items() if name not in left_out} for row in rows), key=str)


def only_parquet(root: Path) -> None:
    files = [path for name in TABLES for path in (root / name).rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".parquet"}


@pytest.mark.parametrize("damage", [cut, Path.unlink])
@pytest.mark.parametrize("name", [ARTICLES, ALIASES, VERSIONS, FETCHES])
def test_a_damaged_file_gives_way_to_a_rebuilt_one(
    tmp_path: Path, damage: Any, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    history(tmp_path)
    before = {table: read(tmp_path, table) for table in ("articles", "article_versions", "aliases")}
    damaged = (damage(tmp_path / name), (tmp_path / name).exists() and (tmp_path / name).read_bytes())[1]
    with opened(tmp_path, 3) as store:
        for one in same_pages(3):
            assert store.add_article(one).result() == "unchanged"
        said = store.publish(Ending(NOON + timedelta(hours=3, minutes=1), Verdict(0, "said"), store.settle(1)))
    assert (said.exit, name in said.line) == (1, True)
    aside = aside_of(tmp_path, name, 3)
    [error] = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert str(tmp_path / name) in error
    if damage is not Path.unlink:
        assert aside.read_bytes() == damaged
        assert str(aside) in error
    only_parquet(tmp_path)
    # A rebuilt row is given again by this very run, which read all pages and archived none of them.
    by_reading = ("run_id", "views_observed_at", "archive_file", "archive_offset")
    assert plain(read(tmp_path, "articles"), *by_reading) == plain(before["articles"], *by_reading)
    assert plain(read(tmp_path, "aliases"), "run_id") == plain(before["aliases"], "run_id")
    newest = [("a", 1, "new"), ("b", 2, "reextracted"), ("c", 1, "new"), ("lost", 2, "removed")]
    if name == VERSIONS:
        assert sorted(kinds(tmp_path)) == newest
        assert {row["sequence"] for row in read(tmp_path, "article_versions")} == {4}, "a cursor meets them again"
    else:
        assert plain(read(tmp_path, "article_versions")) == plain(before["article_versions"])
    assert run(tmp_path, 4, *same_pages(4)) == RunCounts(listed=1, unchanged=3)
    assert run_of(tmp_path, "run4")["exit"] == 0, "damage is said once"


def test_row_groups_that_read_are_kept_and_the_lost_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "GROUP_ROWS", 2)
    for hour in range(3):
        run(tmp_path, hour, *(article(f"a{n}", hour=hour, views=10 * hour + n + 1) for n in range(3)))
    name = "observations/source=kite/2026.parquet"
    flip(tmp_path / name)
    run(tmp_path, 3, article("a0", hour=3, views=40))
    assert [row["views"] for row in read(tmp_path, "observations")] == [3, 11, 12, 13, 21, 22, 23, 40]
    # Found when the run's rows were published: the run's own row was among them.
    assert aside_of(tmp_path, name, 3).exists()
    flip(tmp_path / name)
    with opened(tmp_path, 4) as store:
        store.add_article(article("a0", hour=4, views=50)).result()
        said = ended_with(store, 4)
    assert said.exit == 1
    assert "6 rows of it still read, 0 are rebuilt, 2 are lost" in said.line


def ended_with(store: Any, hour: int) -> Verdict:
    said: Verdict = store.publish(
        Ending(NOON + timedelta(hours=hour, minutes=1), Verdict(0, "said"), store.settle(1))
    )
    return said


@pytest.mark.parametrize("name", [ARTICLES, VERSIONS, ALIASES, FETCHES])
def test_damage_that_is_met_while_publishing(tmp_path: Path, name: str) -> None:
    """Its pages are read for the first time then; what waits for the readers is merged into what is rebuilt."""
    history(tmp_path)
    flip(tmp_path / name)
    with opened(tmp_path, 3) as store:
        store.add_article(article("b", hour=3, text="Edited again.", views=9)).result()
        store.add_article(article("new", hour=3)).result()
        store.add_fetch(Fetch("https://kite.example/new", NOON + timedelta(hours=3), Outcome.PAGE, 200)).result()
        assert ended_with(store, 3).exit == 1
    texts = {row["url"].rpartition("/")[2]: row["text"] for row in read(tmp_path, "articles")}
    assert texts["b"] == "Edited again."
    assert set(texts) == {"a", "b", "c", "lost", "new"}
    assert {"a", "b", "a_2", "new"} <= {row["url"].rpartition("/")[2] for row in read(tmp_path, "aliases")}
    found = {(name, version) for name, version, _ in kinds(tmp_path)}
    assert {("b", 3), ("new", 1), ("a", 1), ("lost", 2)} <= found
    assert len(kinds(tmp_path)) == len(found), "no version is there twice"
    assert run(tmp_path, 4, article("b", hour=4, text="Edited again.")).unchanged == 1


def test_articles_that_nothing_tells_of_are_stored_again(tmp_path: Path) -> None:
    """Both tables with their text are gone; a tombstone that waits has no row to stand in."""
    history(tmp_path)
    run(tmp_path, 3, missing=("b",))
    cut(tmp_path / ARTICLES)
    cut(tmp_path / VERSIONS)
    before = standing_ids(tmp_path / "state")
    counts = run(tmp_path, 4, *same_pages(4)[:1], missing=("b",))
    assert counts == RunCounts(listed=1, changed=1, gone=1)
    assert standing(tmp_path) == {"a": "active"}
    assert sorted(kinds(tmp_path)) == [("a", 2, "reextracted"), ("b", 3, "removed")]
    assert {row["article_id"] for row in read(tmp_path, "articles")} <= before
    assert run(tmp_path, 5, *same_pages(5)) == RunCounts(listed=1, changed=2, unchanged=1)


def standing_ids(folder: Path) -> set[str]:
    from tests.output.test_damaged_state import selected

    return {row[0] for row in selected(folder.parent, "articles", "article_id, url")}


def test_everything_but_the_versions_is_damaged(tmp_path: Path) -> None:
    history(tmp_path)
    before = read(tmp_path, "articles")
    cut(tmp_path / ARTICLES)
    flip(tmp_path / ALIASES)
    state_of(tmp_path).write_bytes(b"no database")
    assert run(tmp_path, 3, *same_pages(3)).new == 0
    # The count that is the newest one can't be told: a site's counter may have been refused since.
    counts = ("views", "views_raw", "views_observed_at")
    left_out = ("canonical_url", "run_id", *counts, "archive_file", "archive_offset")
    assert plain(read(tmp_path, "articles"), *left_out) == plain(before, *left_out)
    assert standing(tmp_path) == {"a": "active", "b": "active", "c": "active", "lost": "gone"}


def test_damage_in_the_dates_that_a_run_begins_with(tmp_path: Path) -> None:
    history(tmp_path)
    flip(tmp_path / ARTICLES, "published_raw")
    with opened(tmp_path, 3) as store:
        assert store.shown_dates() == ["1 May"]
        assert aside_of(tmp_path, ARTICLES, 3).exists()
        store.listing_dates()
        ended(store, 3)
    assert len(read(tmp_path, "articles")) == 4


def test_a_disk_that_keeps_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history(tmp_path)
    cut(tmp_path / ARTICLES)

    def damaged_at_once(path: Path, *_: object) -> int:
        return 1 if cut(path) is None else 0

    monkeypatch.setattr("output.repair.file.write_groups", damaged_at_once)
    with opened(tmp_path, 3) as store, pytest.raises(Unwritable, match="again after it was mended"):
        store.shown_dates()


def test_a_column_that_is_not_ours_is_damage_too(tmp_path: Path) -> None:
    history(tmp_path)
    path = tmp_path / ARTICLES
    pq.write_table(pq.ParquetFile(path).read().drop_columns(["license"]), path)
    run(tmp_path, 3, *same_pages(3))
    assert aside_of(tmp_path, ARTICLES, 3).exists()
    assert len(read(tmp_path, "articles")) == 4


def test_a_folder_that_is_gone_whole(tmp_path: Path) -> None:
    history(tmp_path)
    shutil.rmtree(tmp_path / "articles")
    shutil.rmtree(tmp_path / "manifests")
    assert run(tmp_path, 3, *same_pages(3)) == RunCounts(listed=1, unchanged=3)
    assert len(read(tmp_path, "articles")) == 4


def test_a_folder_of_several_files_that_is_gone_whole(tmp_path: Path) -> None:
    history(tmp_path / "one")
    root = tmp_path / "made"
    rebucket(Layout.at(tmp_path / "one"), root, 3, ["kite"], "thinktap 0.1")
    shutil.rmtree(root / "articles")
    shutil.rmtree(root / "manifests")
    with opened(root, 3):
        assert standing(root) == {"a": "active", "b": "active", "c": "active", "lost": "gone"}
    assert not (root / "damaged").exists(), "the aliases are all there"
    assert run(root, 4, *same_pages(4)) == RunCounts(listed=1, unchanged=3)


def test_what_readers_are_told_is_written_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Another source's damaged file costs that source its row in what is merged over all, until its next run."""
    history(tmp_path)
    for name in ("kite", "owl"):
        (tmp_path / "latest" / f"{name}.json").write_text("{half")
    (tmp_path / "README.md").write_bytes(b"\xff")
    run(tmp_path, 3, *same_pages(3))
    assert "thinktap" in (tmp_path / "README.md").read_text()
    assert json.loads((tmp_path / "latest" / "kite.json").read_text())["sequence"] == 4
    assert [row["source"] for row in read(tmp_path, "sources")] == ["kite"]
    assert str(tmp_path / "latest" / "owl.json") in caplog.text


def test_what_could_not_be_rebuilt_comes_with_the_next_reading(tmp_path: Path) -> None:
    """And makes no version, for the page says what it said before."""
    own = "https://kite.example/a?own"
    run(tmp_path, 0, article("a", canonical_url=own), article("b", canonical_url=own + "b"))
    cut(tmp_path / ARTICLES)
    run(tmp_path, 1)
    assert [row["canonical_url"] for row in read(tmp_path, "articles")] == [None, None]
    run(tmp_path, 2, article("a", hour=2, canonical_url=own))
    urls = {row["url"][-1]: row["canonical_url"] for row in read(tmp_path, "articles")}
    assert urls == {"a": own, "b": None}
    assert sorted(kinds(tmp_path)) == [("a", 1, "new"), ("b", 1, "new")]
    before = (tmp_path / ARTICLES).read_bytes()
    run(tmp_path, 3, article("a", hour=3, canonical_url=own))
    assert (tmp_path / ARTICLES).read_bytes() == before, "a second reading rewrites nothing"
