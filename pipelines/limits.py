"""What may one page cost its worker? So much CPU and memory, and a worker that is asked for more ends at once.

It ends, rather than raises: a reader may catch what is raised, and libxml2 cuts a tree short without a word when its
memory is refused. The pool tells from the exit code what it was.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT_OF_CPU = -signal.SIGPROF  # the exit code of a process that this signal ends
OUT_OF_MEMORY = errno.ENOMEM
MEGABYTE = 1 << 20
# A parser whose memory was refused, and that said nothing, stood at most so far below the limit: what it asks for in
# one piece are blocks of its heap, and copies of a text of the 16 MB that a page may have.
ROOM = 64
STATM = Path("/proc/self/statm")  # Linux
DATA = 5  # the place of private writable memory in it


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may cost.

    Attributes:
        cpu: Seconds of CPU, in the program and in the system.
        memory: MB above what the worker held before its first page.
        wall: Seconds until a worker is taken for stuck: it waits for nothing, but its machine may be busy.
    """

    cpu: float = 10.0
    memory: int = 512
    wall: float = 300.0


PAGE = Limits()


class _Level(NamedTuple):
    """What a worker holds before its first page, in bytes: the most in RAM, and private; null where no one says."""

    resident: int
    private: int | None


@contextmanager
def within(limits: Limits) -> Iterator[None]:
    """End this process when the block costs more than it may.

    The limits hold for the block alone: a worker that ended while it hands over a result would take the lock of the
    pool's channel with it.
    """
    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    level = _level()
    if level.private is not None:
        allowed = level.private + limits.memory * MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (_least(allowed, before), most))
    signal.setitimer(signal.ITIMER_PROF, limits.cpu)  # its signal ends the process, in the midst of C code too
    try:
        yield
        if _resident() - level.resident > (limits.memory - ROOM) * MEGABYTE:
            os._exit(OUT_OF_MEMORY)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))


@cache
def _level() -> _Level:
    private = int(STATM.read_text("ascii").split()[DATA]) * resource.getpagesize() if STATM.exists() else None
    return _Level(_resident(), private)


def _resident() -> int:
    """The most memory that this process ever had in RAM, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _least(wanted: int, allowed: int) -> int:
    return wanted if allowed == resource.RLIM_INFINITY else min(wanted, allowed)
