"""Which process may ask a host now? Told by locks that die with their process, and a note of when it was asked last."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from math import isfinite
from typing import TYPE_CHECKING

from output.errors import Locked
from output.lock import FileLock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.layout import Layout

POLL = 0.05  # seconds after which it is looked again whether another process is done
# Seconds that another process may have a host left alone, one that waits for 60 and took a moment: what a note has
# further ahead was written by a clock that was wrong.
LONGEST = 70.0
WIDTH = 25  # characters of a number in a note, with the blank behind it: repr() has 24 at most


class Turn:
    """One process's turn with one host; it never waits, but says how long to.

    Args:
        layout: Where the files are.
        host: The host, with its port where that is not the usual one.
        seat: Which of the requests that may be under way at the same time: 0 is the first.
    """

    def __init__(self, layout: Layout, host: str, seat: int) -> None:
        self._seat, self._note = layout.turn(host, f"{seat}.lock"), layout.turn(host, "note")
        self._held = FileLock(self._seat)
        self._taken_at = 0

    def take(self, now: float, delay: float) -> float:
        """Take the turn and return 0, or return after how many seconds to try again.

        Args:
            now: Seconds since 1970.
            delay: Seconds since the last start, whichever process's it was.

        Raises:
            OSError: The state can't be written.
        """
        try:
            self._held.acquire()
        except Locked:
            with suppress(FileNotFoundError):
                os.utime(self._seat)  # a knock
            return POLL
        try:
            wait = self._due(now, delay)
            self._taken_at = self._seat.stat().st_mtime_ns
        except BaseException:
            self._held.release()
            raise
        if wait:
            self._held.release()
        return wait

    def give_back(self, until: float | None = None) -> bool:
        """End the turn, and say whether another process waits for it.

        Args:
            until: When the host may be asked again, by whichever process. Null when only the pace says so.

        Raises:
            OSError: The state can't be written; the turn is over all the same.
        """
        try:
            if until:
                with suppress(Locked), self._noting() as note:
                    started, before = _read(note)
                    _write(note, started, max(before, until))
            return self._seat.stat().st_mtime_ns != self._taken_at
        finally:
            self._held.release()

    def _due(self, now: float, delay: float) -> float:
        """Note that the host is asked now, if it is time; else say when it will be."""
        try:
            with self._noting() as note:
                started, until = (at if at <= now + LONGEST else 0.0 for at in _read(note))
                due = max(started + delay, until)
                if due <= now:
                    _write(note, now, 0.0)
                return max(due - now, 0.0)
        except Locked:  # by another request of this host, for a moment
            return POLL

    @contextmanager
    def _noting(self) -> Iterator[int]:
        lock = FileLock(self._note).acquire()
        try:
            yield lock.fileno()
        finally:
            lock.release()


def _read(note: int) -> tuple[float, float]:
    try:
        started, until = map(float, os.pread(note, 2 * WIDTH, 0).split())
        return (started, until) if isfinite(started + until) else (0.0, 0.0)
    except ValueError:  # never written, or cut off while it was
        return 0.0, 0.0


def _write(note: int, started: float, until: float) -> None:
    # Over what stood there, for this is done for each request: to cut a file off makes some disks wait.
    os.pwrite(note, f"{started!r} {until!r}".ljust(2 * WIDTH).encode(), 0)
