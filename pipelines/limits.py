"""What may one page cost its worker? So much CPU and memory, and a worker that is asked for more ends at once.

It ends, rather than raises: trafilatura catches whatever is raised in it, and goes on with less of the page. The pool
tells from the exit code what it was. Linux refuses memory beyond the limit; macOS does not, and there a page that took
more is found out when it has been read.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.memory_held import Levels, most_resident

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT_OF_CPU = -signal.SIGPROF  # the exit code of a process that this signal ends
OUT_OF_MEMORY = errno.ENOMEM
MEGABYTE = 1 << 20
# Where memory was refused and nothing was said, the worker stood at most so far below the limit: what trafilatura and
# libxml2 ask for in one piece are blocks of a heap, and copies of a text of the 8 MB that a page may have (bounds.py),
# four bytes a character.
ROOM = 32


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may cost.

    Attributes:
        cpu: Seconds of CPU, in the program and in the system.
        memory: MB above what the worker held before the page.
        wall: Seconds until a worker is taken for stuck: it waits for nothing, but its machine may be busy.
    """

    cpu: float = 10.0
    memory: int = 144  # with the page's copies in the crawler under 200, as docs/performance.md measures
    wall: float = 300.0


PAGE = Limits()
_LEVELS = Levels()  # of this process


@contextmanager
def within(limits: Limits) -> Iterator[None]:
    """End this process when the block costs more than it may.

    The limits hold for the block alone: a worker that ended while it hands over a result would take the lock of the
    pool's channel with it.
    """
    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    level = _LEVELS.before_a_page()
    if level.private is not None:
        allowed = level.private + limits.memory * MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (_least(allowed, before), most))
    signal.setitimer(signal.ITIMER_PROF, limits.cpu)  # its signal ends the process, in the midst of C code too
    try:
        yield
        if most_resident() - level.resident > (limits.memory - ROOM) * MEGABYTE:
            os._exit(OUT_OF_MEMORY)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))


def _least(wanted: int, allowed: int) -> int:
    return wanted if allowed == resource.RLIM_INFINITY else min(wanted, allowed)
