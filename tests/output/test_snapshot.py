"""A snapshot is what readers found when it was made, whatever is published later."""

from __future__ import annotations

import errno
import json
import os
import shutil
from threading import Thread
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from output.errors import Incompatible, Unwritable
from output.layout import Layout
from output.lock import FileLock
from output.maintenance.snapshot import snapshot
from tests.output.test_store import article, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def dataset(tmp_path: Path) -> Layout:
    run(tmp_path / "data", 0, article("one"), article("two"))
    return Layout.at(tmp_path / "data")


def texts(root: Path) -> list[str]:
    return sorted(pd.read_parquet(root / "articles").text)


def test_later_publishes_change_nothing_in_it(dataset: Layout, tmp_path: Path) -> None:
    target = tmp_path / "frozen"
    count = snapshot(dataset, target)
    before = texts(target)
    run(dataset.root, 1, article("one", hour=1, text="Another text.", body_sha256="bb"), article("three", hour=1))
    assert before == ["The text of one.", "The text of two."] == texts(target)
    assert texts(dataset.root) == ["Another text.", "The text of three.", "The text of two."]
    assert count == sum(path.is_file() for path in target.rglob("*"))
    assert {path.name for path in target.iterdir()} == {
        path.name for path in dataset.root.iterdir() if path.name not in {"state", "archive", ".tmp"}
    }


def test_a_newer_dataset_is_left_alone(dataset: Layout, tmp_path: Path) -> None:
    dataset.latest_of_all.write_text('{"schema_version": 99}', "utf-8")
    with pytest.raises(Incompatible, match="newer"):
        snapshot(dataset, tmp_path / "frozen")
    assert not (tmp_path / "frozen").exists()


def test_it_costs_no_space(dataset: Layout, tmp_path: Path) -> None:
    snapshot(dataset, tmp_path / "frozen")
    for path in (tmp_path / "frozen").rglob("*.parquet"):
        assert path.samefile(dataset.root / path.relative_to(tmp_path / "frozen"))


def test_it_waits_for_a_publish(dataset: Layout, tmp_path: Path) -> None:
    waiting = Thread(target=snapshot, args=(dataset, tmp_path / "frozen"), daemon=True)
    with FileLock(dataset.publishing("kite")):
        waiting.start()
        waiting.join(0.2)
        assert not (tmp_path / "frozen").exists()
    waiting.join(10)
    assert (tmp_path / "frozen").exists()


def test_it_is_made_anew_after_one_that_was_killed(dataset: Layout, tmp_path: Path) -> None:
    (tmp_path / ".frozen.unfinished/articles").mkdir(parents=True)
    (tmp_path / ".frozen.unfinished/articles/stray.parquet").touch()
    snapshot(dataset, tmp_path / "frozen")
    assert len(texts(tmp_path / "frozen")) == 2
    assert not (tmp_path / ".frozen.unfinished").exists()


@pytest.mark.parametrize("where", ["data/frozen", "taken"])
def test_there_is_no_place_for_it(dataset: Layout, tmp_path: Path, where: str) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(ValueError, match=r"inside|already"):
        snapshot(dataset, tmp_path / where)


def test_there_is_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no dataset"):
        snapshot(Layout.at(tmp_path / "none"), tmp_path / "frozen")


def test_links_that_cant_be_made_leave_nothing(
    dataset: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(os, "link", refused)
    with pytest.raises(Unwritable, match="nothing was made"):
        snapshot(dataset, tmp_path / "frozen")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_what_is_damaged_beside_the_tables_is_copied_as_it_is(dataset: Layout, tmp_path: Path) -> None:
    (dataset.root / "latest/kite.json").write_text("{half")
    snapshot(dataset, tmp_path / "frozen")
    assert texts(tmp_path / "frozen") == ["The text of one.", "The text of two."]


def test_a_source_that_begins_meanwhile_is_no_half_of_it(
    dataset: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = dataset.known()
    owl = dataset.root / "articles/source=owl/part-0.parquet"
    owl.parent.mkdir()
    shutil.copy(dataset.root / "articles/source=kite/part-0.parquet", owl)
    monkeypatch.setattr(Layout, "known", lambda _: known)
    snapshot(dataset, tmp_path / "frozen")
    assert [path.name for path in (tmp_path / "frozen/articles").iterdir()] == ["source=kite"]


def test_there_is_none_of_a_dataset_of_two_schemas(dataset: Layout, tmp_path: Path) -> None:
    """A migration was killed while its files took their places; the next run ends it."""
    path = dataset.latest_of_all
    path.write_text(json.dumps({**json.loads(path.read_text()), "moving": True}))
    with pytest.raises(ValueError, match="another schema"):
        snapshot(dataset, tmp_path / "frozen")
    run(dataset.root, 1)
    snapshot(dataset, tmp_path / "frozen")
