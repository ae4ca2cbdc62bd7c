"""How much memory does this process hold? As its system tells it: at most so far, and before its first page."""

from __future__ import annotations

import resource
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

STATM = Path("/proc/self/statm")  # Linux
DATA = 5  # the place of private writable memory in it


class Level(NamedTuple):
    """What a worker holds before its first page, in bytes: the most in RAM, and private; null where no one says."""

    resident: int
    private: int | None


@cache
def level_at_first() -> Level:
    """What this process held when it was first asked."""
    private = int(STATM.read_text("ascii").split()[DATA]) * resource.getpagesize() if STATM.exists() else None
    return Level(most_resident(), private)


def most_resident() -> int:
    """The most memory that this process ever had in RAM, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
