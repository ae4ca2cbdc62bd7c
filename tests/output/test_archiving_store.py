"""The store and its archive: what a row names is on the disk before the row is, and is found again."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from crawler.search.plan import WALK
from output.archive.files import Archive
from output.archive.record import Place, Received
from output.archive.write import record_of
from output.errors import Damaged, Unwritable
from output.layout import Layout
from output.records import Fetch, Outcome, Reject, Stage
from output.store import Run, Store
from output.unlearned import unlearned
from tests.output.test_archive import read_by_warcio
from tests.output.test_store import CARD, NOON, article, ended, kinds, opened, read

if TYPE_CHECKING:
    from pathlib import Path

    from output.records import Article

LONG = b"<p>Words of a page that is long enough to be told from its copy.</p>" * 20


def came(name: str, *, hour: int = 0, body: bytes | None = LONG, role: str = "page") -> Received:
    url = f"https://kite.example/{name}"
    headers = ((b"Content-Type", b"text/html"),)
    at = NOON + timedelta(hours=hour)
    return Received(url, role, url, url, at, "HTTP/1.1", 200, headers, body, {"redirected_from": []})


def fetched(store: Store, received: Received) -> None:
    outcome = Outcome(received.role)
    store.add_fetch(Fetch(received.url, received.at, outcome, 200), received).result()


def run(root: Path, hour: int, *names: str, body: bytes | None = LONG) -> None:
    with opened(root, hour) as store:
        for name in names:
            fetched(store, came(name, hour=hour, body=body))
            store.add_article(article(name, hour=hour)).result()
        ended(store, hour)


def rereading(root: Path, hour: int) -> Store:
    return Store(Layout.at(root), CARD, Run(f"again{hour}", NOON + timedelta(hours=hour), "0.1", rereads=True))


def reread(root: Path, hour: int, *read_again: Article | Reject) -> None:
    with rereading(root, hour) as store:
        for one in read_again:
            if isinstance(one, Reject):
                store.add_reject(one).result()
            else:
                store.add_article(one).result()
        ended(store, hour)


def test_rows_name_the_place_of_their_response(tmp_path: Path) -> None:
    run(tmp_path, 0, "a", "b")
    fetches = {row["url"][-1]: row for row in read(tmp_path, "fetches")}
    for table in ("articles", "article_versions"):
        for row in read(tmp_path, table):
            told = fetches[row["url"][-1]]
            assert (row["archive_file"], row["archive_offset"]) == (told["archive_file"], told["archive_offset"])
    archive = Archive(Layout.at(tmp_path).archive("kite"), "thinktap 0.1", None)
    for name, row in fetches.items():
        place = Place(row["archive_file"], row["archive_offset"], row["archive_length"])
        assert archive.records.read(place).body == LONG
        assert archive.records.read(place).url == f"https://kite.example/{name}"


def test_what_may_not_be_archived_is_named_nowhere(tmp_path: Path) -> None:
    run(tmp_path, 0, "a")
    run(tmp_path, 1, "a", body=None)
    with rereading(tmp_path, 2) as store:
        assert list(store.archived_pages()) == [], "an older response is not what the page says now"
    assert [row["archive_file"] for row in read(tmp_path, "fetches")] == ["000001.warc.gz", None]


def test_the_archive_is_on_the_disk_before_the_row_is_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    sync = Archive.sync

    def watched(self: Archive) -> None:
        sync(self)
        with sqlite3.connect(tmp_path / "state" / "kite.sqlite") as other:
            seen.append((self._unsynced, other.execute("SELECT count(*) FROM responses").fetchone()[0]))
        other.close()

    monkeypatch.setattr(Archive, "sync", watched)
    with opened(tmp_path) as store:
        before = len(seen)
        fetched(store, came("a"))
        assert seen[before:] == [(False, 0)]


def test_an_archive_that_can_not_be_written_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Any:
        raise OSError(28, "No space left on device")

    with opened(tmp_path) as store:
        monkeypatch.setattr(Archive, "append", full)
        with pytest.raises(Unwritable, match="No space left"):
            fetched(store, came("a"))
        monkeypatch.undo()
        fetched(store, came("b"))
        ended(store)
    assert [row["url"][-1] for row in read(tmp_path, "fetches")] == ["b"]


def test_a_killed_run_leaves_an_archive_that_the_next_goes_on_with(tmp_path: Path) -> None:
    """What it had appended and not committed is cut where it is no whole record."""
    with opened(tmp_path) as store:
        fetched(store, came("a"))
    path = Layout.at(tmp_path).archive("kite") / "000001.warc.gz"
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:200] + bytes(50))
    run(tmp_path, 1, "b")
    assert path.read_bytes()[: len(whole)] == whole
    with rereading(tmp_path, 2) as store:
        again = [store.records.newest(newest) for newest in store.archived_pages()]
    assert [(one.url[-1], one.body) for one in again] == [("a", LONG), ("b", LONG)]


def test_what_the_power_tore_in_a_first_group_goes(tmp_path: Path) -> None:
    """Nothing of it was committed, and of its records the disk kept the last one alone."""
    with opened(tmp_path):
        folder = Layout.at(tmp_path).archive("kite")
        archive = Archive(folder, "thinktap 0.1", None)
        lost, kept = (archive.append(record_of(came(name), "run0", None)) for name in ("a", "b"))
        archive.close()
        path = folder / kept.file
        found = bytearray(path.read_bytes())
        found[lost.offset : kept.offset] = bytes(lost.length)
        path.write_bytes(found)
    with opened(tmp_path, 1) as store:
        fetched(store, came("c", hour=1))
        ended(store, 1)
    assert [(kind, url) for kind, url, _ in read_by_warcio(path)] == [
        ("warcinfo", None),
        ("response", "https://kite.example/c"),
    ]


def test_an_archive_s_removed_files_keep_their_numbers(tmp_path: Path) -> None:
    run(tmp_path, 0, "a")
    (Layout.at(tmp_path).archive("kite") / "000001.warc.gz").unlink()
    run(tmp_path, 1)
    run(tmp_path, 2, "b")
    assert [row["archive_file"] for row in read(tmp_path, "fetches")] == ["000001.warc.gz", "000002.warc.gz"]


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    run(tmp_path, 0, "a")
    run(tmp_path, 1, "a")
    run(tmp_path, 2, "a")
    path = Layout.at(tmp_path).archive("kite") / "000001.warc.gz"
    with rereading(tmp_path, 3) as store:
        (newest,) = store.archived_pages()
        assert newest.at == NOON + timedelta(hours=2)
        assert store.records.newest(newest).body == LONG
        # Its first record goes bad: said, and the next response is written whole.
        bent = bytearray(path.read_bytes())
        bent[read(tmp_path, "fetches")[0]["archive_offset"] + 40] ^= 0xFF
        path.write_bytes(bent)
        with pytest.raises(Damaged):
            store.records.newest(newest)
        store.note_damaged(newest.asked, "page")
    run(tmp_path, 4, "a")
    with rereading(tmp_path, 5) as store:
        (newest,) = store.archived_pages()
        assert store.records.newest(newest).body == LONG


def test_a_place_that_holds_another_record_is_damage(tmp_path: Path) -> None:
    run(tmp_path, 0, "a", "b")
    with rereading(tmp_path, 1) as store:
        first, second = store.archived_pages()
        with pytest.raises(Damaged, match="another record"):
            store.records.newest(first._replace(place=second.place))


def test_reading_again_makes_versions_of_their_own_kind(tmp_path: Path) -> None:
    run(tmp_path, 0, "a", "b")
    better = article("a", text="Better read.", extractor="e2")
    reread(tmp_path, 5, better, article("b", extractor="e2"))
    assert kinds(tmp_path)[2:] == [("a", 2, "reextracted")]
    versions = read(tmp_path, "article_versions")
    assert (versions[2]["extractor"], versions[2]["valid_from"]) == ("e2", NOON)
    assert versions[2]["archive_offset"] == versions[0]["archive_offset"]
    before = {name: read(tmp_path, name) for name in ("articles", "article_versions", "aliases")}
    reread(tmp_path, 6, better, article("b", extractor="e2"))
    assert {name: read(tmp_path, name) for name in before} == before


def test_a_corrected_source_file_is_another_reading_too(tmp_path: Path) -> None:
    run(tmp_path, 0, "a")
    reread(tmp_path, 1, article("a", title="As the selector has it"))
    assert kinds(tmp_path)[1:] == [("a", 2, "reextracted")]


def test_reading_again_brings_nothing_old_back(tmp_path: Path) -> None:
    run(tmp_path, 0, "a", "b", "c")
    with opened(tmp_path, 1) as store:
        store.add_article(article("a", hour=1, text="Newer, and not archived.", body_sha256="bb")).result()
        moved = article("new-place", hour=1, via=("https://kite.example/b",), body_sha256="bb")
        store.add_article(moved).result()
        ended(store, 1)
    for hour in (2, 3):
        with opened(tmp_path, hour) as store:
            store.add_fetch(Fetch("https://kite.example/c", NOON + timedelta(hours=hour), Outcome.MISSING, 404))
            ended(store, hour)
    before = {name: read(tmp_path, name) for name in ("articles", "article_versions")}
    reread(tmp_path, 4, *(article(name, text="Old.", extractor="e2") for name in "abc"))
    assert {name: read(tmp_path, name) for name in before} == before


def test_reading_again_counts_no_counter_twice(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        for name, views in (("a", 10), ("b", None)):
            fetched(store, came(name))
            store.add_article(article(name, views=views)).result()
        ended(store)
    for hour in (1, 2):
        reread(tmp_path, hour, article("a", views=11), article("b", views=7))
        assert [row["views"] for row in read(tmp_path, "observations")] == [10, 7]
        assert sorted(row["views"] for row in read(tmp_path, "articles")) == [7, 10]


def test_reading_again_keeps_what_is_news_of_a_reject(tmp_path: Path) -> None:
    reject = Reject("kite", "https://kite.example/a", NOON, Stage.EXTRACT, "no body")
    with opened(tmp_path) as store:
        fetched(store, came("a"))
        store.add_reject(reject).result()
        ended(store)
    reread(tmp_path, 1, reject)
    assert [row["reason"] for row in read(tmp_path, "rejects")] == ["no body"]
    for hour in (2, 3):
        reread(tmp_path, hour, replace(reject, reason="listing"))
        assert [row["reason"] for row in read(tmp_path, "rejects")] == ["no body", "listing"]
    reread(tmp_path, 4, article("a"))
    assert kinds(tmp_path) == [("a", 1, "new")]


def test_reading_again_is_no_visit_of_the_site(tmp_path: Path) -> None:
    run(tmp_path, 0, "a")
    reread(tmp_path, 5, article("a"))
    [row] = read(tmp_path, "sources")
    assert row["last_success"] == NOON + timedelta(minutes=1)


def test_an_archive_is_not_read_again_while_a_walk_is_under_way(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fetched(store, came("a"))
        store.add_article(article("a", prints=b"8 bytes.")).result()
        ended(store)
    assert unlearned(Layout.at(tmp_path), "kite") == [b"8 bytes."]
    with opened(tmp_path, 1) as store:
        store.remember(WALK, "2026-01-31T12:00:00+00:00 whole").result()
    assert unlearned(Layout.at(tmp_path), "kite") == []
