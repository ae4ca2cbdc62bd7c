"""Which changes share a commit? Those that can wait, once several come together; one that can't takes them along."""

from __future__ import annotations

import sqlite3
from concurrent.futures import Future, wait
from contextlib import closing, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from output import writer
from output.errors import StoreClosed
from output.writer import GROUP, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 20
MOMENT = 0.3


class Counted:
    """A writer that counts its commits."""

    def __init__(self) -> None:
        self.commits = 0
        self.writer = Writer(
            sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False), "kite", self._add
        )

    def _add(self) -> None:
        self.commits += 1

    def together(self) -> None:
        """Have two changes share a commit."""
        begun, goes_on = Event(), Event()
        self.writer.submit(lambda: (begun.set(), goes_on.wait(SECONDS)))
        assert begun.wait(SECONDS)
        both = [self.writer.submit(lambda: None, can_wait=True) for _ in range(2)]
        goes_on.set()
        assert not wait(both, SECONDS).not_done

    def close(self) -> None:
        self.writer.close()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    monkeypatch.setattr(writer, "COMMIT_DELAY", 10 * SECONDS)
    with closing(Counted()) as one:
        yield one


def test_one_change_after_another_waits_for_nothing(counted: Counted) -> None:
    for number in range(3):
        assert counted.writer.submit(lambda number=number: number, can_wait=True).result(SECONDS) == number
    assert counted.commits == 3


def test_what_can_wait_goes_with_what_can_not(counted: Counted) -> None:
    counted.together()
    before = counted.commits
    patient = [counted.writer.submit(lambda: None, can_wait=True) for _ in range(5)]
    assert len(wait(patient, MOMENT).not_done) == 5
    counted.writer.submit(lambda: None).result(SECONDS)
    assert all(one.done() for one in patient)
    assert counted.commits == before + 1


def test_what_can_not_wait_takes_along_more_than_a_commit_holds(counted: Counted) -> None:
    counted.together()
    before = counted.commits
    patient = [counted.writer.submit(lambda: None, can_wait=True) for _ in range(2 * GROUP)]
    counted.writer.submit(lambda: None).result(SECONDS)
    assert all(one.done() for one in patient)
    assert counted.commits == before + 3


def test_the_delay_ends(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "COMMIT_DELAY", MOMENT)
    counted.together()
    counted.writer.submit(lambda: None, can_wait=True).result(SECONDS)


def test_the_end_waits_for_no_delay(counted: Counted) -> None:
    counted.together()
    last = counted.writer.submit(lambda: "stored", can_wait=True)
    Thread(target=counted.close, daemon=True).start()
    assert last.result(SECONDS) == "stored"


def test_a_change_is_refused_or_done_whenever_the_end_comes(
    monkeypatch: pytest.MonkeyPatch, counted: Counted
) -> None:
    class Late(Future[str]):
        """A change whose writer is closed while it is handed in."""

        def set_running_or_notify_cancel(self) -> bool:
            closing = Thread(target=counted.close, daemon=True)
            closing.start()
            closing.join(MOMENT)
            return super().set_running_or_notify_cancel()

    monkeypatch.setattr(writer, "Future", Late)
    with suppress(StoreClosed):
        assert counted.writer.submit(lambda: "stored").result(SECONDS) == "stored"
