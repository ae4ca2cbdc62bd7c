"""A damaged state is set aside, said, and made again from the tables and the archive: nothing is new, nothing double."""

from __future__ import annotations

import json
import logging
import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from output.errors import Unwritable, unwritable
from output.layout import Layout
from output.records import Author, Image, Moment, Reject, Rights, RunCounts, Stage
from output.repair.check import state_fault
from output.repair.mender import Mender
from output.run import Verdict
from output.state import State
from output.store import Ending, Run
from output.writer import Writer
from tests.output.test_archiving_store import LONG, came, fetched, rereading
from tests.output.test_store import NOON, SECOND, article, ended, kinds, leads, opened, read, run, standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from output.records import Article

BYTES = sha256(LONG).hexdigest()
RICH: dict[str, Any] = {
    "title": "Grain",
    "authors": (Author("Ada Brun", None, "Dr. Ada Brun"),),
    "published": Moment(date(2024, 5, 1), NOON, "2024-05-01T12:00:00Z", "1 May"),
    "topics": ("grain", "prices"),
    "images": (Image("https://kite.example/a.jpg", None, "Grain"),),
    "rights": Rights(holder="Kite", license="CC-BY-4.0", signals=("robots=noarchive",)),
    "canonical_url": "https://kite.example/a?all=1",
    "via": ("https://kite.example/old",),
}


def state_of(root: Path) -> Path:
    return root / "state" / "kite.sqlite"


def garbage_header(path: Path) -> None:
    path.write_bytes(b"not a database at all" + path.read_bytes()[21:])


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 64] = bytes(255 - byte for byte in content[start : start + 64])
    path.write_bytes(content)


def gone(path: Path) -> None:
    path.unlink()


def older(path: Path) -> None:
    """As a copy from before the last runs brings it back."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE facts SET value = '1' WHERE name = 'sequence'")
    connection.close()


DAMAGES = [garbage_header, cut, emptied, flipped, gone, older]


def history(root: Path) -> None:
    """Three runs: an edit, a removal, an article of two pages, an archive. Made once, and copied."""
    shutil.copytree(made().name, root, dirs_exist_ok=True)


@cache
def made() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory()
    root = Path(folder.name)
    with opened(root) as store:
        for name in ("a", "b", "c"):
            fetched(store, came(name))
        store.add_article(article("a", views=7, body_sha256=BYTES, **RICH)).result()
        store.add_article(article("b")).result()
        store.add_article(article("c", text="Both.", pages=(SECOND,))).result()
        store.add_article(article("lost")).result()
        store.add_reject(Reject("kite", "https://kite.example/x", NOON, Stage.EXTRACT, "no body")).result()
        ended(store)
    run(root, 1, article("b", hour=1, text="Edited."), missing=("lost",))
    run(root, 2, missing=("lost",))
    assert standing(root)["lost"] == "gone"
    return folder


def same_pages(hour: int) -> list[Article]:
    return [
        article("a", hour=hour, views=7, body_sha256=BYTES, **RICH),
        article("b", hour=hour, text="Edited."),
        article("c", hour=hour, text="Both.", pages=(SECOND,)),
        article("a_2", hour=hour),  # a part, as a listing may name it
    ]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_state_is_rebuilt_and_nothing_is_new(
    tmp_path: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    history(tmp_path)
    before = {name: read(tmp_path, name) for name in ("articles", "article_versions", "aliases")}
    content = state_of(tmp_path).read_bytes()
    damage(state_of(tmp_path))
    with opened(tmp_path, 3) as store:
        for one in same_pages(3):
            assert store.add_article(one).result() == "unchanged"
        counts = store.settle(1)
        said = store.publish(ended_now(3, counts))
    assert counts == RunCounts(listed=1, unchanged=3)
    for name in ("article_versions", "aliases", "articles"):
        assert without_counts(read(tmp_path, name)) == without_counts(before[name])
    assert (said.exit, "the state was lost" in said.line) == (1, True)
    [told] = [row for row in read(tmp_path, "runs") if row["run_id"] == "run3"]
    assert (told["exit"], told["verdict"], told["sequence"]) == (1, said.line, 4)
    [error] = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert str(state_of(tmp_path)) in error
    if damage is not gone:
        aside = state_of(tmp_path).with_name("kite.sqlite.damaged-20260131T150000Z")
        assert aside.exists()
        assert str(aside) in error
        assert damage in {emptied, older, cut} or len(aside.read_bytes()) == len(content)
    assert run(tmp_path, 4, *same_pages(4)) == RunCounts(listed=1, unchanged=3)
    assert read(tmp_path, "runs")[-1]["exit"] == 0, "damage is said once"


def ended_now(hour: int, counts: RunCounts) -> Ending:
    return Ending(NOON + timedelta(hours=hour, minutes=1), Verdict(0, "said"), counts)


def without_counts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if name not in {"views_observed_at", "run_id"}} for row in rows
    ]


def test_what_the_rebuilt_state_remembers_is_what_it_was(tmp_path: Path) -> None:
    """All that decides what is new: in each column, or the null that says it can't be known."""
    history(tmp_path)
    tables = {
        "articles": "article_id, url, version, first_seen_at, last_changed_at, content, metadata, rights, views, active",
        "addresses": "url, article_id",
        "parts": "url, article_id",
        "responses": "*",
        "readings": "article_id, counted_at",
        "refusals": "*",
    }
    before = {name: selected(tmp_path, name, columns) for name, columns in tables.items()}
    bodies = dict(selected(tmp_path, "articles", "url, body_sha256"))
    garbage_header(state_of(tmp_path))
    opened(tmp_path, 3).close()
    for name, columns in tables.items():
        assert selected(tmp_path, name, columns) == before[name], name
    told = dict(selected(tmp_path, "articles", "url, body_sha256"))
    assert told["https://kite.example/a"] == bodies["https://kite.example/a"] == BYTES
    assert told["https://kite.example/lost"] == "", "no archived response tells"
    assert told["https://kite.example/c"] == "", "one of two pages does not tell"


def selected(root: Path, table: str, columns: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(state_of(root)) as connection:
        rows = connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()
    connection.close()
    return rows


def test_an_article_that_comes_back_after_the_damage_is_restored(tmp_path: Path) -> None:
    history(tmp_path)
    garbage_header(state_of(tmp_path))
    run(tmp_path, 3, article("lost", hour=3))
    assert [one for one in kinds(tmp_path) if one[0] == "lost"] == [
        ("lost", 1, "new"),
        ("lost", 2, "removed"),
        ("lost", 3, "restored"),
    ]


def test_an_edit_after_the_damage_is_a_version_as_ever(tmp_path: Path) -> None:
    history(tmp_path)
    cut(state_of(tmp_path))
    run(
        tmp_path,
        3,
        article("b", hour=3, text="Edited again."),
        article("a", hour=3, extractor="e2", body_sha256=BYTES, **{**RICH, "title": "Read better"}),
    )
    assert kinds(tmp_path)[-2:] == [("b", 3, "content"), ("a", 2, "reextracted")]


def test_old_aliases_that_do_not_say_what_they_are(tmp_path: Path) -> None:
    """A part never replaces the whole; and the whole's next reading tells again what its parts are."""
    history(tmp_path)
    [path] = (tmp_path / "aliases").rglob("*.parquet")
    table = pq.ParquetFile(path).read()
    index = table.schema.get_field_index("further_page")
    pq.write_table(table.set_column(index, table.schema.field(index), pa.nulls(len(table), pa.bool_())), path)
    garbage_header(state_of(tmp_path))
    run(tmp_path, 3, article("a_2", hour=3), article("old", hour=3))
    assert {row["text"] for row in read(tmp_path, "articles")} == {
        "The text of a.",
        "Edited.",
        "Both.",
        "The text of lost.",
    }
    run(tmp_path, 4, article("c", hour=4, text="The first."), article("a_2", hour=4))
    assert standing(tmp_path)["a_2"] == "active"
    assert leads(tmp_path)["a_2"] == "a_2"


def test_a_profile_that_has_to_be_learned_anew_makes_no_versions(tmp_path: Path) -> None:
    whole = "The text of a.\n\nAbout us."
    told = {"profile": "p1", "whole": whole, "body_sha256": "bb"}
    run(tmp_path, 0, article("a", prints=b"a" * 8, **told))
    garbage_header(state_of(tmp_path))
    run(tmp_path, 1, article("a", hour=1, text=whole, prints=b"a" * 8, body_sha256="cc", views=3))
    assert kinds(tmp_path) == [("a", 1, "new")]
    assert [row["views"] for row in read(tmp_path, "observations")] == [3]
    with opened(tmp_path, 2) as store:
        assert store.prints() == [b"a" * 8]
    run(tmp_path, 3, article("a", hour=3, views=4, **told))
    assert kinds(tmp_path) == [("a", 1, "new")]
    assert [(row["text"], row["views"]) for row in read(tmp_path, "articles")] == [("The text of a.", 4)]
    run(tmp_path, 4, article("a", hour=4, text="Edited.", body_sha256="dd"))
    assert kinds(tmp_path)[1:] == [("a", 2, "content")], "only in the first run after it"


def test_a_site_s_counter_stays_refused(tmp_path: Path) -> None:
    names = [f"a{number}" for number in range(6)]
    run(tmp_path, 0, *(article(name, views=5_000) for name in names))
    garbage_header(state_of(tmp_path))
    run(tmp_path, 1, article("a1", hour=1, views=5_001))
    assert {row["views"] for row in read(tmp_path, "articles")} == {None}


def test_what_was_not_yet_published_is_read_back_from_the_archive(tmp_path: Path) -> None:
    history(tmp_path)
    with opened(tmp_path, 3) as store:  # killed before its end
        fetched(store, came("d", hour=3))
        store.add_article(article("d", hour=3)).result()
    garbage_header(state_of(tmp_path))
    with rereading(tmp_path, 4) as store:
        found = {one.asked: one for one in store.archived_pages()}
        assert "https://kite.example/d" in found
        assert store.records.newest(found["https://kite.example/d"]).body == LONG
        assert store.add_article(article("d", hour=3)).result() == "new"
        ended(store, 4)
    assert standing(tmp_path)["d"] == "active"
    assert max(row["sequence"] for row in read(tmp_path, "article_versions")) == 4


def test_a_page_that_may_not_be_kept_any_more_stays_unread(tmp_path: Path) -> None:
    history(tmp_path)
    with opened(tmp_path, 3) as store:
        fetched(store, came("b", hour=3, body=None))
        ended(store, 3)
    garbage_header(state_of(tmp_path))
    with rereading(tmp_path, 4) as store:
        assert {one.asked[-1] for one in store.archived_pages()} == {"a", "c"}


def test_the_cursor_goes_on_when_only_what_readers_are_told_is_left(tmp_path: Path) -> None:
    history(tmp_path)
    for name in (
        "articles",
        "article_versions",
        "aliases",
        "fetches",
        "rejects",
        "runs",
        "observations",
        "manifests",
    ):
        shutil.rmtree(tmp_path / name)
    state_of(tmp_path).unlink()
    run(tmp_path, 3, article("b", hour=3))
    assert [row["sequence"] for row in read(tmp_path, "article_versions")] == [4]
    assert json.loads((tmp_path / "latest" / "kite.json").read_text())["sequence"] == 4


def test_a_rebuilding_that_is_killed_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history(tmp_path)
    garbage_header(state_of(tmp_path))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("output.repair.rebuild.index_archive", killed)
    with pytest.raises(KeyboardInterrupt):
        opened(tmp_path, 3)
    monkeypatch.undo()
    assert not state_of(tmp_path).exists()
    assert run(tmp_path, 4, *same_pages(4)) == RunCounts(listed=1, unchanged=3)
    assert read(tmp_path, "runs")[-1]["exit"] == 1
    assert list((tmp_path / "state").glob("*.rebuilding*")) == []


def test_a_whole_state_is_left_alone(tmp_path: Path) -> None:
    history(tmp_path)
    with opened(tmp_path, 3) as store:  # killed with rows that wait, and with a journal
        store.add_article(article("b", hour=3, text="Waiting.")).result()
    assert state_fault(Layout.at(tmp_path), "kite") is None
    run(tmp_path, 4)
    assert [row["exit"] for row in read(tmp_path, "runs")] == [0, 0, 0, 1, 0]
    assert ("b", 3, "content") in kinds(tmp_path)


def test_a_killed_publish_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What readers are told is a publish ahead of the state then."""
    history(tmp_path)

    def killed(*_: object) -> None:
        raise RuntimeError

    with opened(tmp_path, 3) as store:
        store.add_article(article("b", hour=3, text="Published.")).result()
        monkeypatch.setattr(State, "published", killed)
        with pytest.raises(RuntimeError):
            ended(store, 3)
    monkeypatch.undo()
    assert json.loads((tmp_path / "latest" / "kite.json").read_text())["sequence"] == 4
    assert state_fault(Layout.at(tmp_path), "kite") is None


@settings(max_examples=10)
@given(st.integers(0, 2**32))
def test_damage_anywhere_leaves_articles_once(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Some bytes of a flipped page may go unnoticed; then nothing is lost either."""
    root = tmp_path_factory.mktemp("anywhere")
    history(root)
    dice, path = random.Random(seed), state_of(root)
    content = bytearray(path.read_bytes())
    start = dice.randrange(0, len(content), 4096)
    content[start : start + 4096] = dice.randbytes(4096)
    path.write_bytes(content)
    run(root, 3, *same_pages(3))
    rows = read(root, "articles")
    assert len(rows) == len({row["article_id"] for row in rows}) == 4
    assert len(kinds(root)) == 6, "and no version more"


def test_without_tables_here_a_damaged_state_stops_the_run(tmp_path: Path) -> None:
    history(tmp_path)
    garbage_header(state_of(tmp_path))
    layout = replace(Layout.at(tmp_path), url="s3://bucket/data")
    with pytest.raises(Unwritable, match="from tables in an object store it can't be rebuilt"):
        Mender(layout, "kite", Run("run3", NOON, "0.1")).look()
    assert state_of(tmp_path).exists()


def test_a_run_killed_before_its_state_had_tables_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    state_of(tmp_path).touch()
    assert run(tmp_path, 0, article("a")).new == 1
    assert read(tmp_path, "runs")[-1]["exit"] == 0


def test_an_older_copy_is_known_by_the_files_alone(tmp_path: Path) -> None:
    """A publish under a number that is taken would drop the rows that stand under it."""
    run(tmp_path, 0, article("a", views=1))
    copy = state_of(tmp_path).read_bytes()
    for hour in (1, 2):
        run(tmp_path, hour, article("a", hour=hour, views=1 + hour))
    state_of(tmp_path).write_bytes(copy)
    (tmp_path / "latest" / "kite.json").write_text("{half")
    run(tmp_path, 3, article("a", hour=3, views=4))
    assert [row["views"] for row in read(tmp_path, "observations")] == [1, 2, 3, 4]


def test_a_state_that_is_damaged_while_a_run_holds_it_stops_the_run(tmp_path: Path) -> None:
    history(tmp_path)
    flipped(state_of(tmp_path))
    connection = sqlite3.connect(state_of(tmp_path), isolation_level=None, check_same_thread=False)
    writer = Writer(connection, "kite", lambda: None)
    with pytest.raises(Unwritable, match="malformed"):
        writer.submit(lambda: connection.execute("SELECT * FROM articles").fetchall()).result()
    writer.close()
    with pytest.raises(Unwritable, match="malformed"), unwritable(tmp_path):  # as a publish reads it
        beside = State(state_of(tmp_path))
        with closing(beside.connection):
            beside.totals()
