"""A source that gets another id keeps its articles, its history and its memory; killed anywhere, the move is ended."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from output.errors import Locked
from output.layout import Layout
from output.maintenance.locks import holding
from output.maintenance.rename import end_renaming, rename
from output.records import SourceCard
from output.run import Verdict
from output.schema import TABLES
from output.store import Ending, Run, Store
from tests.output.killing import Killed, killed_at
from tests.output.test_archiving_store import came, fetched
from tests.output.test_store import NOON, article, ended, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

BY = "thinktap 0.1"
OTHER_DISK = Path("/dev/shm")  # of Linux: in memory
HAWK = SourceCard("hawk", "Kite Institute", "https://kite.example/")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A dataset with rows of a source in every table, an archive, and rows that are not yet published."""
    root = tmp_path / "data"
    with opened(root) as store:
        fetched(store, came("a"))
        store.add_article(article("a", views=7)).result()
        store.add_article(article("b")).result()
        ended(store)
    with opened(root, 1) as store:
        store.add_article(article("c", hour=1)).result()
    return root


def move(root: Path, moved: list[str] | None = None) -> None:
    said = [] if moved is None else moved
    rename(Layout.at(root), "kite", "hawk", lambda: said.append("file"), BY)


def rows(root: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that the tables of one source say but who it is."""
    found = {}
    for name in TABLES:
        if name != "sources" and (root / name).exists():
            table = pd.read_parquet(root / name)
            [source] = table.pop("source").unique()
            found[name] = sorted((source, *map(str, row)) for row in table.itertuples(index=False))
    return found


def renamed(before: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    return {name: [("hawk", *row[1:]) for row in table] for name, table in before.items()}


def test_all_rows_are_there_under_the_new_id(root: Path) -> None:
    before, moved = rows(root), list[str]()
    move(root, moved)
    assert rows(root) == renamed(before)
    assert moved == ["file"]
    assert [path for path in root.rglob("*kite*") if path.suffix != ".lock"] == []
    assert list(pd.read_parquet(root / "sources").source) == ["hawk"]


def test_readers_are_told(root: Path) -> None:
    move(root)
    card = json.loads((root / "latest/hawk.json").read_text())
    assert (card["source"], card["formerly"], card["sequence"]) == ("hawk", ["kite"], 1)
    assert json.loads((root / "latest.json").read_text())["sources"] == {"hawk": 1}
    manifest = json.loads((root / "manifests" / f"{card['run_id']}.json").read_text())
    assert all((root / entry["path"]).exists() for entry in manifest["files"])


def test_the_memory_goes_with_it(root: Path) -> None:
    ids = dict(pd.read_parquet(root / "articles")[["url", "article_id"]].itertuples(index=False))
    move(root)
    with Store(Layout.at(root), HAWK, Run("next", NOON, "0.1")) as store:
        assert store.add_article(article("a", hour=2, views=8)).result() == "unchanged"
        [archived] = store.archived_pages()
        assert store.records.newest(archived).url == "https://kite.example/a"
        store.publish(Ending(NOON, Verdict(0, "said"), store.settle(1)))
    now = dict(pd.read_parquet(root / "articles")[["url", "article_id"]].itertuples(index=False))
    assert ids.items() <= now.items()
    assert set(now) == {f"https://kite.example/{name}" for name in "abc"}, "what waited is published"
    assert json.loads((root / "latest/hawk.json").read_text())["formerly"] == ["kite"]


@pytest.mark.parametrize("number", range(0, 20, 2))
def test_a_rename_that_is_killed_is_ended_by_the_next_run_or_call(root: Path, number: int) -> None:
    before, moved = rows(root), list[str]()
    with suppress(Killed), killed_at(number):
        move(root, moved)
    if moved and (number % 2 or not (root / "state/renaming/kite").exists()):
        Store(Layout.at(root), HAWK, Run("next", NOON, "0.1")).close()
    else:
        move(root)
    after = rows(root)
    assert {row[1:] for row in before["articles"]} <= {row[1:] for row in after["articles"]}
    assert {row[0] for table in after.values() for row in table} == {"hawk"}
    assert list((root / "state/renaming").glob("*")) == []


def test_a_rename_that_moved_nothing_is_taken_back_by_a_run_of_the_old_id(root: Path) -> None:
    before = rows(root)
    with suppress(Killed):
        rename(Layout.at(root), "kite", "hawk", _killed, BY)
    end_renaming(Layout.at(root), "kite", BY)
    assert rows(root) == before
    assert list((root / "state/renaming").glob("*")) == []


def _killed() -> None:
    raise Killed


def test_it_is_not_moved_without_its_state(root: Path, tmp_path: Path) -> None:
    """As where `--state` was forgotten: rows that wait would stay behind."""
    elsewhere, before = Layout.at(root, tmp_path / "elsewhere"), rows(root)
    with pytest.raises(ValueError, match=r"it is missing: name the --state"):
        rename(elsewhere, "kite", "hawk", lambda: None, BY)
    assert rows(root) == before


def test_it_is_never_moved_over_another(root: Path) -> None:
    with Store(Layout.at(root), HAWK, Run("own", NOON, "0.1")) as store:
        store.publish(Ending(NOON, Verdict(0, "said"), store.settle(0)))
    with pytest.raises(ValueError, match="data of hawk"):
        move(root)


@pytest.mark.parametrize("held", ["kite", "hawk"])
def test_it_does_not_move_under_a_run(root: Path, held: str) -> None:
    card = SourceCard(held, held, "https://kite.example/")
    with Store(Layout.at(root), card, Run("own", NOON, "0.1")), pytest.raises(Locked, match=held):
        move(root)


def test_what_is_damaged_beside_the_tables_stops_no_move(root: Path) -> None:
    before = rows(root)
    (root / "latest/kite.json").write_text("{half")
    move(root)
    assert rows(root) == renamed(before)
    assert list((root / "state/renaming").glob("*")) == []


def test_a_move_that_another_has_ended_is_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs begin after a killed rename: one ends it, while the other waits for the locks."""
    layout = Layout.at(root)
    with suppress(Killed), killed_at(4):
        move(root)
    monkeypatch.setattr("output.maintenance.rename.holding", ended_meanwhile(layout))
    assert end_renaming(layout, "hawk", BY) == []
    assert list(pd.read_parquet(root / "sources").source) == ["hawk"]


def ended_meanwhile(layout: Layout) -> Any:
    @contextmanager
    def held(*_: object) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("output.maintenance.rename.holding", holding)
            assert end_renaming(layout, "hawk", BY) == [("kite", "hawk")]
        with holding(layout, ("kite", "hawk")):
            yield

    return held


@pytest.mark.skipif(not OTHER_DISK.is_dir(), reason="there is no other file system here")
def test_the_state_may_lie_on_another_disk(tmp_path: Path) -> None:
    with TemporaryDirectory(dir=OTHER_DISK) as state:
        layout = Layout.at(tmp_path / "data", Path(state))
        Store(layout, HAWK, Run("own", NOON, "0.1")).close()
        rename(layout, "hawk", "owl", lambda: None, BY)
        assert layout.state_file("owl").exists()


def test_a_damaged_state_is_rebuilt_before_it_moves(root: Path) -> None:
    (root / "state/kite.sqlite").write_bytes(b"no database" * 100)
    moved = list[str]()
    with pytest.raises(ValueError, match="can't be used"):
        move(root, moved)
    assert moved == []
    opened(root, 2).close()
    move(root, moved)
    assert moved == ["file"]
