"""What does a command cost, with all that it begins? Wall, CPU by generation, memory, and what others took meanwhile."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERY = 0.05  # seconds between two looks
MEMORY = 5  # looks at the processes' memory are fewer: the kernel has to walk all of it
BECOME_REAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux' <sys/prctl.h>
TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


class Memory(NamedTuple):
    """A look at what a command holds: seconds since it began, and bytes of all its processes and of the first alone."""

    at: float
    all: int
    first: int


@dataclass(frozen=True)
class Cost:
    """What a command took.

    Attributes:
        wall: Seconds.
        cpu: Seconds of CPU of all its processes.
        own: Of its first process alone.
        deep: Of the processes that its children began: workers that a fork server has made. As of the last look.
        memory: Looks at the memory of all its processes; what they share counts once.
        others: Seconds of CPU that the rest of the machine took meanwhile, the site's server included.
        load: The machine's load average at the end.
        status: The command's exit status; negative for the signal that ended it.
    """

    wall: float
    cpu: float
    own: float
    deep: float
    memory: Sequence[Memory] = field(repr=False)
    others: float
    load: float
    status: int

    @property
    def peak(self) -> int:
        """Bytes of memory in all its processes at most."""
        return max((look.all for look in self.memory), default=0)


def cost_of(command: Sequence[str], folder: Path, environment: dict[str, str]) -> Cost:
    """Run a command to its end, and that of all processes it began.

    What it leaves behind becomes a child of this process, so that its CPU is counted as well.

    Args:
        command: What is run; what it prints is not shown.
        folder: Where.
        environment: What it finds there.
    """
    ctypes.CDLL(None).prctl(BECOME_REAPER, 1)
    before, busy, began = _of_children(), _busy(), time.monotonic()
    first = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    ended, memory, seen, own = 0.0, list[Memory](), _Seen(), 0.0
    kept = set(_children(os.getpid())) - {first.pid}  # the site's server
    while set(_children(os.getpid())) - kept:
        if held := seen.look(first.pid):
            memory.append(Memory(time.monotonic() - began, sum(held.values()), held.get(first.pid, 0)))
        time.sleep(EVERY)
        for child in set(_children(os.getpid())) - kept:
            pid, status, used = os.wait4(child, os.WNOHANG)
            if pid == first.pid:
                ended, own = time.monotonic(), used.ru_utime + used.ru_stime
                first.returncode = os.waitstatus_to_exitcode(status)
    cpu = _of_children() - before
    others = _busy() - busy - cpu
    return Cost(ended - began, cpu, own, seen.deep(), memory, others, os.getloadavg()[0], first.returncode)


class _Seen:
    """What was seen of processes that may have ended since: their CPU, and whether a child of the first began them."""

    def __init__(self) -> None:
        self._cpu: dict[int, float] = {}
        self._depth: Counter[int] = Counter()
        self._looks = 0

    def look(self, first: int) -> dict[int, int]:
        """Look at the first process and all that descend from it, and tell the memory of each; none where it is left out."""
        self._looks += 1
        memory, waiting = dict[int, int](), [first]
        while waiting:
            pid = waiting.pop()
            with suppress(OSError, IndexError):
                told = (PROC / f"{pid}/stat").read_text().rpartition(")")[2].split()
                self._cpu[pid] = (int(told[11]) + int(told[12])) / TICKS
                if self._looks % MEMORY == 0:
                    memory[pid] = _memory(pid)
            for child in _children(pid):
                self._depth.setdefault(child, self._depth[pid] + 1)
                waiting.append(child)
        return memory

    def deep(self) -> float:
        """Seconds of CPU of what a child of the first process, or a later one, has begun."""
        return sum(cpu for pid, cpu in self._cpu.items() if self._depth[pid] > 1)


def _children(of: int) -> list[int]:
    """The children of all threads of a process."""
    found: list[int] = []
    with suppress(OSError):
        for task in (PROC / f"{of}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def _memory(of: int) -> int:
    """The bytes of a process, and its part of what it shares."""
    told = (PROC / f"{of}/smaps_rollup").read_text()
    return int(told.partition("\nPss:")[2].split()[0]) * 1024


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _busy() -> float:
    """Seconds of CPU that the whole machine has spent since it began: all but idle and waiting for a disk."""
    user, nice, system, _, _, irq, soft, steal = map(int, (PROC / "stat").read_text().split()[1:9])
    return (user + nice + system + irq + soft + steal) / TICKS
