"""How much memory does this process hold? As its system tells it: at most so far, and before the page at hand."""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from typing import NamedTuple

STATM = Path("/proc/self/statm")  # Linux
RESIDENT, DATA = 1, 5  # the places of memory in RAM, and of private writable memory, in it
# MB that are taken for a worker's own after its first page: heaps that pages of every kind have left behind, 40 MB after
# 2,000 (docs/performance.md). What is held beyond that counts as the page's, so that no row of pages makes it grow on.
GROWTH = 48 << 20


class Level(NamedTuple):
    """What a worker holds before a page, in bytes: in RAM, and private; null where no one says."""

    resident: int
    private: int | None


class Levels:
    """What this process holds before each of its pages; it never falls, and rises by `GROWTH` at most."""

    def __init__(self) -> None:
        self._first: Level | None = None
        self._now: Level | None = None

    def before_a_page(self) -> Level:
        """What it holds before the page that is about to be read."""
        if self._first is None or self._now is None:
            # The most so far, not what is held: a process that became this program brings its own most along.
            self._first = self._now = held()._replace(resident=most_resident())
        else:
            self._now = _raised(self._now, held(), self._first)
        return self._now


def held() -> Level:
    """What this process holds now; where no one says what is in RAM, the most that ever was."""
    if not STATM.exists():
        return Level(most_resident(), None)
    said = STATM.read_text("ascii").split()
    return Level(*(int(said[place]) * resource.getpagesize() for place in (RESIDENT, DATA)))


def most_resident() -> int:
    """The most memory that this process ever had in RAM, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _raised(level: Level, now: Level, first: Level) -> Level:
    resident = max(level.resident, min(now.resident, first.resident + GROWTH))
    if level.private is None or now.private is None or first.private is None:
        return Level(resident, None)
    return Level(resident, max(level.private, min(now.private, first.private + GROWTH)))
