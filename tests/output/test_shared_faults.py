"""What goes wrong where machines share a dataset: a full disk, a machine that slept, two that are at it at once."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest

from output.errors import Locked, Unwritable
from output.layout import Layout
from output.shared import claim as claiming
from output.shared.claim import SharedClaim, claim, share
from output.shared.folder import Folder
from output.shared.leases import Leases
from output.shared.place import place_of
from output.shared.sharing import ahead
from output.state import State
from tests.dataset import KITE

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 0.8  # that a lease lasts here
NO_ROOM = OSError(28, "No space left on device")


@pytest.fixture
def place(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "data" / "shared")


def full(*_: object) -> Any:
    raise NO_ROOM


def test_a_name_that_goes_while_names_are_listed(place: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    place.make("leases/kite/000001", b"")
    place.make("leases/kite/000002", b"words")
    real = os.scandir

    def scandir(path: Any) -> Any:
        found = sorted(real(path), key=lambda entry: entry.name)
        place.remove("leases/kite/000001")
        return found

    monkeypatch.setattr(os, "scandir", scandir)
    assert place.names("leases/kite") == {"000002": 5}


def test_a_lease_that_another_takes_while_a_dead_one_is_watched(place: Folder) -> None:
    dead, living, ours = (Leases(place, SECONDS) for _ in range(3))
    with patch.object(Leases, "_begin_beating"):
        dead.take(["site/kite.example"])
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ours.take, ["site/kite.example", "source/kite"])
        time.sleep(SECONDS / 3)
        living.take(["source/kite"])
        with pytest.raises(Locked, match="another machine holds source/kite"):
            waiting.result()
    living.ask(["source/kite"])
    living.give_back(["source/kite"])


def test_two_that_wait_for_the_same_dead_machine(place: Folder) -> None:
    """The slower one saw the lease before the faster one took it."""
    dead, fast, slow = (Leases(place, SECONDS) for _ in range(3))
    with patch.object(Leases, "_begin_beating"):
        dead.take(["source/kite"])
    watch = Leases._watch

    def overtaken(self: Leases, names: list[str]) -> dict[str, int]:
        seen = watch(self, names)
        if self is slow and not fast._held:
            fast.take(names)
        return seen

    with patch.object(Leases, "_watch", overtaken), pytest.raises(Locked, match="another machine holds source/kite"):
        slow.take(["source/kite"])
    fast.ask(["source/kite"])
    fast.give_back(["source/kite"])


def test_a_machine_whose_clock_stood_still_while_it_slept(place: Folder) -> None:
    asleep, other = Leases(place, SECONDS), Leases(place, SECONDS)
    with patch.object(Leases, "_begin_beating"):
        asleep.take(["source/kite"])
    other.take(["source/kite"])
    lease = asleep._held["source/kite"]
    lease.beat = time.monotonic()
    asleep._beat_one(lease)
    with pytest.raises(Locked, match="another has taken it"):
        asleep.look(["source/kite"])
    other.give_back(["source/kite"])


def test_a_lease_that_is_not_got_is_not_held(place: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        before = Leases(place, SECONDS)
        before.take(["source/kite"])
        before.give_back(["source/kite"])
    ours = Leases(place, SECONDS)
    monkeypatch.setattr(Folder, "remove", lambda *_: (_ for _ in ()).throw(Unwritable("the server is away")))
    with pytest.raises(Unwritable):
        ours.take(["source/kite"])
    monkeypatch.undo()
    assert ours._held == {}
    before.take(["source/kite"])
    before.give_back(["source/kite"])


def test_a_lease_that_a_full_disk_has_no_room_for(place: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = Leases(place, SECONDS)
    ours.take(["source/kite"])
    monkeypatch.setattr(os, "replace", full)
    time.sleep(SECONDS)
    with pytest.raises(Unwritable, match=r"could not be written for 1 s: .*No space left"):
        ours.look(["source/kite"])
    monkeypatch.undo()
    ours.give_back(["source/kite"])


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Layout]:
    """A dataset that machines share, as one that has its state on its own disk finds it; what it holds it holds throughout."""
    where = Layout.at(tmp_path / "data", tmp_path / "own")
    share(where, SECONDS)
    with ahead(where, KITE):
        yield where


def remembered(path: Path) -> str | None:
    state = State(path)
    try:
        return state.fact("word")
    finally:
        state.connection.close()


def remember(where: Layout, word: str) -> None:
    state = State(where.state_file("kite"))
    state.remember("word", word)
    state.connection.close()


def test_the_newest_copy_of_two_claims_under_one_lease(shared: Layout) -> None:
    """As of a source that is read again before it is crawled."""
    for word, times in (("first", 3), ("second", 1)):
        held = claim(shared, "kite")
        remember(shared, word)
        held.begin(list)
        for _ in range(times):
            held.keep()
        newest = max((shared.root / "shared" / "state" / "kite").iterdir())
        assert remembered(newest) == word
        held.release()


def test_a_copy_that_is_due_while_the_source_is_given_back(shared: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits for the last one, after which the source may be another run's, with another archive."""
    monkeypatch.setattr(claiming, "EVERY", 0.2)
    held, asked = claim(shared, "kite"), list[str]()
    assert isinstance(held, SharedClaim)
    remember(shared, "word")

    def finish() -> list[Path]:
        time.sleep(0.5)
        asked.append(threading.current_thread().name)
        return []

    held._layout = replace(shared, url="s3://bucket")  # whose archive is sent with each copy
    held.begin(finish)
    held.keep()
    held.release()
    before = len(asked)
    time.sleep(0.8)
    assert asked[before:] == []


def test_a_full_own_disk_at_the_end(shared: Layout, caplog: pytest.LogCaptureFixture) -> None:
    held = claim(shared, "kite")
    remember(shared, "word")
    held.begin(list)
    with patch.object(sqlite3, "connect", side_effect=sqlite3.OperationalError("database or disk is full")):
        held.release()
    assert "kite: what came last could not be kept: " in caplog.text
    assert "disk is full" in caplog.text
    claim(shared, "kite").release()


def test_a_copy_that_can_not_be_sent_goes(shared: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    held = claim(shared, "kite")
    remember(shared, "word")
    held.begin(list)
    monkeypatch.setattr(Folder, "send", full)
    with pytest.raises(Unwritable, match="No space left"):
        held.keep()
    assert list(shared.unfinished_note.iterdir()) == []
    held.release()


def test_a_run_that_begins_while_a_dataset_comes_to_be_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, locked = Layout.at(tmp_path), claiming.OwnClaim.__init__

    def meanwhile(self: Any, layout: Layout, source: str) -> None:
        monkeypatch.undo()
        share(where, SECONDS)
        locked(self, layout, source)

    monkeypatch.setattr(claiming.OwnClaim, "__init__", meanwhile)
    held = claim(where, "kite")
    other = Leases(place_of(where), SECONDS)
    with pytest.raises(Locked):
        other.take(["source/kite"])
    held.release()


def test_what_a_dead_machine_left_unfinished_goes(shared: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    held = claim(shared, "kite")
    remember(shared, "word")
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)  # it dies while it sends
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Unwritable):
        held.begin(list)
    monkeypatch.undo()
    held.release()
    left = [path for path in (shared.root / "shared" / ".tmp").rglob("*") if path.is_file()]
    assert len(left) == 1
    claim(shared, "kite").release()
    assert [path for path in left if path.exists()] == []
