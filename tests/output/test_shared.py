"""A dataset that machines share: each source is one machine's at a time, and whoever goes on loses and doubles nothing."""

from __future__ import annotations

import gc
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from itertools import count
from socket import gethostname
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import obstore
import pytest

from output.archive.record import Received
from output.delta.source_table import SourceTable
from output.errors import Incompatible, Locked, Unwritable
from output.facts.gather import facts_of
from output.health.sources import source_findings
from output.layout import Layout
from output.lock import FileLock
from output.maintenance.rebucket import rebucket
from output.maintenance.rename import rename
from output.maintenance.snapshot import snapshot
from output.records import Fetch, Outcome, RunCounts
from output.run import Verdict
from output.shared import sharing
from output.shared.claim import SharedClaim, share
from output.shared.leases import Leases
from output.shared.place import place_of
from output.shared.sharing import LATELY, NOTE, ahead, leases_in
from output.store import Ending, Run, Store
from tests.dataset import DEMO, KITE
from tests.output.delta_work import NOON, RUNS, layout, run, runs
from tests.output.killing import Killed
from tests.output.test_delta import Rows, delta_rows, parquet_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from output.shared.place import Place
    from tests.object_store import ObjectStore

SECONDS = 2.4  # that a lease lasts here; on a loaded machine a thread may be still for more than one


def forget() -> None:
    """Be another machine."""
    sharing._leases.clear()


@pytest.fixture(autouse=True)
def no_leases_after() -> Iterator[None]:
    """A test's machines are threads of this process, and end with it."""
    yield
    forget()
    for one in gc.get_objects():
        if isinstance(one, Leases):
            one._held.clear()


@pytest.fixture(params=["folder", "object store"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Layout]:
    """How a machine of that name finds the dataset that all share."""
    if request.param == "folder":
        made = lambda name: Layout.at(tmp_path / "data", tmp_path / name)  # noqa: E731
    else:
        store: ObjectStore = request.getfixturevalue("object_store")
        url = f"{store.bucket()}/thinktap"
        made = lambda name: layout(url, tmp_path / name)  # noqa: E731
    share(made("first"), SECONDS)
    return made


@pytest.fixture
def place(machine: Callable[[str], Layout]) -> Place:
    return place_of(machine("first"))


def test_a_place_has_what_it_is_given(place: Place, tmp_path: Path) -> None:
    assert place.read("a/b") is None
    assert [place.make("a/b", b"one"), place.make("a/b", b"two")] == [True, False]
    place.write("a/c", b"three")
    place.write("a/c", b"four")
    (tmp_path / "file").write_bytes(b"0123456789")
    place.send(tmp_path / "file", "a/d/e")
    place.fetch("a/d/e", tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == b"0123456789"
    assert [place.read("a/b"), place.read("a/c"), place.part("a/d/e", 2, 3)] == [b"one", b"four", b"234"]
    assert [place.names("a"), place.names("a/d"), place.names("z")] == [{"b": 3, "c": 4}, {"e": 10}, {}]
    place.remove("a/b")
    place.remove("a/b")
    assert place.names("a") == {"c": 4}


def test_a_lease_is_one_machine_s(place: Place) -> None:
    ours, theirs = Leases(place, SECONDS), Leases(place, SECONDS)
    ours.take(["source/kite", "site/kite.example"])
    ours.take(["site/kite.example"])  # for another of its sources
    with pytest.raises(Locked, match=r"^another machine holds site/kite\.example: process \d+ on "):
        theirs.take(["site/kite.example"])
    ours.give_back(["source/kite", "site/kite.example"])
    theirs.take(["source/kite"])
    with pytest.raises(Locked, match=r"site/kite\.example"):
        theirs.take(["source/demo", "site/kite.example"])
    ours.take(["source/demo"])  # all or none: it was given back
    ours.give_back(["site/kite.example"])
    theirs.take(["site/kite.example"])
    assert (theirs.number("source/kite"), theirs.number("site/kite.example")) == (2, 2)


def test_all_threads_of_a_process_hold_the_same_leases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(layout: Layout) -> Place:
        time.sleep(0.05)
        return place_of(layout)

    monkeypatch.setattr(sharing, "place_of", slow)
    with ThreadPoolExecutor(4) as pool:
        assert len(set(map(id, pool.map(lambda _: leases_in(Layout.at(tmp_path), SECONDS), range(4))))) == 1


def test_a_dead_machine_loses_its_leases(place: Place) -> None:
    dead, other = Leases(place, SECONDS), Leases(place, SECONDS)
    with patch.object(Leases, "_begin_beating"):
        dead.take(["source/kite"])
    began = time.monotonic()
    other.take(["source/kite"])
    assert time.monotonic() - began >= SECONDS
    with pytest.raises(Unwritable, match="the lease of source/kite is lost: it could not be written for"):
        dead.look(["source/kite"])
    with pytest.raises(Locked):
        dead.ask(["source/kite"])
    dead.give_back(["source/kite"])  # which is no longer its own to give
    other.ask(["source/kite"])
    with pytest.raises(Locked):
        Leases(place, SECONDS).take(["source/kite"])


def test_threads_that_wait_for_a_dead_machine_s_lease_take_it_together(place: Place) -> None:
    dead, other = Leases(place, SECONDS), Leases(place, SECONDS)
    with patch.object(Leases, "_begin_beating"):
        dead.take(["site/kite.example"])
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(other.take, ["source/kite", "site/kite.example"])
        time.sleep(SECONDS / 2)  # so that the second waits still when the first has taken it, and writes to it
        second = pool.submit(other.take, ["source/wren", "site/kite.example"])
        first.result()
        second.result()
    assert other.number("site/kite.example") == 2


def test_a_machine_that_could_not_write_for_a_while_asks_before_it_goes_on(place: Place) -> None:
    slow = Leases(place, SECONDS)
    with patch.object(Leases, "_begin_beating"):
        slow.take(["source/kite"])
    Leases(place, SECONDS).take(["source/kite"])
    slow._held["source/kite"].beat = time.monotonic()  # it thinks that it was fast enough
    slow.look(["source/kite"])
    with pytest.raises(Locked, match="another has taken it"):
        slow.ask(["source/kite"])


def test_each_run_on_another_machine(machine: Callable[[str], Layout], tmp_path: Path) -> None:
    calm = Layout.at(tmp_path / "calm")
    place_of(machine("any")).remove(NOTE)
    share(machine("any"), 60)  # nobody dies here, and a busy machine is slow
    for card in (DEMO, KITE):
        runs(card, calm)
        for number in range(RUNS):
            run(number, card, machine(f"machine{number}"))
    found = rows_in(machine("any"))
    assert found == parquet_rows(calm.root)
    assert len(found["articles"]) == 2 * (3 + RUNS)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[Rows]:
    """What a source's three runs leave, and what the first and the third leave where the second came to nothing."""
    left = []
    for numbers in ((0, 1, 2), (0, 2)):
        root = tmp_path_factory.mktemp("undisturbed")
        for number in numbers:
            run(number, KITE, Layout.at(root))
        left.append(parquet_rows(root))
    return left


@pytest.mark.parametrize("step", [0, 2, 5, 8, 10])
def test_a_machine_that_dies(machine: Callable[[str], Layout], undisturbed: list[Rows], step: int) -> None:
    """Before one of the steps of its second run that others could see; another machine goes on with the third."""
    run(0, KITE, machine("first"))
    with dying(step), pytest.raises(Killed):
        run(1, KITE, machine("first"))
    forget()
    run(2, KITE, machine("second"))
    assert rows_in(machine("any")) in undisturbed


@pytest.mark.parametrize("step", [1, 6])
def test_a_full_shared_disk(tmp_path: Path, undisturbed: list[Rows], step: int) -> None:
    """Before the copy of the state is kept, or in the middle of the publish; the run says so, and the next one has room."""
    first, second = (Layout.at(tmp_path / "data", tmp_path / name) for name in ("first", "second"))
    share(first, SECONDS)
    run(0, KITE, first)
    with failing(step, OSError(28, "No space left on device")), pytest.raises(Unwritable, match="No space left"):
        run(1, KITE, first)
    forget()
    run(2, KITE, second)
    assert rows_in(first) in undisturbed


def rows_in(where: Layout) -> Rows:
    return delta_rows(where.url) if where.url else parquet_rows(where.root)


@contextmanager
def dying(step: int) -> Iterator[None]:
    """Let this machine die before a step that others could see."""

    def dead(claim: SharedClaim) -> None:
        claim._leases._held.clear()  # nobody says that it lives
        claim._own.release()

    with patch.object(SharedClaim, "release", dead), failing(step, Killed()):
        yield


@contextmanager
def failing(step: int, error: BaseException) -> Iterator[None]:
    """Let what others could see fail from a step on: a rename, a put, a commit; but not what a thread says of its leases."""
    numbers = count()

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def at(*given: Any, **named: Any) -> Any:
            if threading.current_thread().name != "leases" and next(numbers) >= step:
                raise error
            return real(*given, **named)

        return at

    with ExitStack() as patches:
        for owner, name in ((os, "replace"), (obstore, "put"), (SourceTable, "_committed")):
            patches.enter_context(patch.object(owner, name, counted(getattr(owner, name))))
        yield


def test_a_machine_that_lost_its_source_stores_nothing_more(
    machine: Callable[[str], Layout], undisturbed: list[Rows]
) -> None:
    """It was asleep, and another has gone on since."""
    run(0, KITE, machine("first"))
    with Store(machine("first"), KITE, Run("asleep", NOON, "0.1")) as asleep:
        leases_in(machine("first"), SECONDS)._held["source/kite"].name = "source/nobody"  # what it writes is lost
        forget()
        run(2, KITE, machine("second"))
        with pytest.raises(Unwritable, match="the lease of source/kite is lost"):
            asleep.publish(Ending(NOON, Verdict(0, "late"), RunCounts()))
    assert rows_in(machine("any")) == undisturbed[1]


def test_what_was_one_machine_s_goes_on(machine: Callable[[str], Layout], undisturbed: list[Rows]) -> None:
    place = place_of(machine("first"))
    place.remove(NOTE)
    run(0, KITE, machine("first"))
    with FileLock(machine("first").lock("kite")), pytest.raises(Locked):
        share(machine("first"), SECONDS)
    share(machine("first"), SECONDS)
    for number in (1, 2):
        run(number, KITE, machine("second"))
    assert rows_in(machine("any")) == undisturbed[0]


def test_what_was_published_to_another_folder_stays_out(tmp_path: Path) -> None:
    run(0, KITE, Layout.at(tmp_path / "data", tmp_path / "state"))
    share(Layout.at(tmp_path / "other", tmp_path / "state"), SECONDS)
    run(0, KITE, Layout.at(tmp_path / "other", tmp_path / "fresh"))
    assert rows_in(Layout.at(tmp_path / "other")) == rows_in(Layout.at(tmp_path / "data"))


def test_what_one_machine_does_to_a_dataset_as_a_whole_is_refused(tmp_path: Path) -> None:
    where = Layout.at(tmp_path / "data")
    run(0, KITE, where)
    share(where, SECONDS)
    for refused in (
        lambda: snapshot(where, tmp_path / "copy"),
        lambda: rename(where, "kite", "wren", lambda: None, "thinktap 0.1"),
        lambda: rebucket(where, tmp_path / "copy", 2, ["kite"], "thinktap 0.1"),
    ):
        with pytest.raises(Incompatible, match="machines share"):
            refused()
    assert not (tmp_path / "copy").exists()


def test_status_reads_the_copy_that_is_kept(tmp_path: Path) -> None:
    where = Layout.at(tmp_path / "data", tmp_path / "state")
    share(where, SECONDS)
    run(0, KITE, where)
    (found,) = facts_of(Layout.at(tmp_path / "data"), NOON)
    assert (found.faults, found.unended, found.articles) == ((), None, 4)


def test_a_third_machine_sees_who_is_at_work(tmp_path: Path) -> None:
    where, third = Layout.at(tmp_path / "data", tmp_path / "state"), Layout.at(tmp_path / "data", tmp_path / "third")
    run(0, KITE, where)
    share(where, SECONDS)
    held = lambda: [one.says for one in source_findings(third, ["kite"], NOON) if one.what == "locks"]  # noqa: E731
    process = lambda: facts_of(third, NOON)[0].process  # noqa: E731
    assert (held(), process()) == (["none is held"], None)
    with patch.object(Leases, "_begin_beating"), ahead(where, KITE):
        assert (held(), process()) == ([f"kite is held by process {os.getpid()} on {gethostname()}"], os.getpid())
        [path] = (tmp_path / "data" / "shared" / "leases" / "source" / "kite").iterdir()
        long_ago = path.stat().st_mtime - LATELY - 9
        os.utime(path, (long_ago, long_ago))
        assert (held(), process()) == (["none is held"], None)


def test_the_archive_goes_along(machine: Callable[[str], Layout]) -> None:
    at, url = NOON, f"{KITE.home}wind"
    headers = ((b"Content-Type", b"text/html"),)
    for number, name in enumerate(("first", "second", "third")):
        came = Received(url, "page", url, url, at, "HTTP/1.1", 200, headers, b"<p>Wind.</p>" * 200, {})
        with Store(machine(name), KITE, Run(f"run{number}", at, "0.1")) as store:
            if number < 2:
                store.add_fetch(Fetch(url, at, Outcome.PAGE, 200, 2_400, 0.1), came).result()
            newest = store.archived(url, "page")
            assert newest is not None
            assert newest.place.file == f"00000{min(number + 1, 2)}.warc.gz"
            assert store.records.newest(newest).body == came.body
            assert not store.has_lost(url)
            store.publish(Ending(at, Verdict(0, "as planned"), store.settle(1)))
        forget()
        at += timedelta(days=1)
