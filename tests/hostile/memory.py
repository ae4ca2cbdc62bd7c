"""How much memory do the processes of a crawl hold at most? All that descend from this one, looked at many times a second."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Self

EVERY = 0.02  # seconds
PROC = Path("/proc")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Peak:
    """The most bytes resident while its `with` block lasts; 0 where there is no /proc.

    A page that two processes share counts twice, with and without a hostile answer, so that only a difference says
    something.
    """

    def __init__(self) -> None:
        self.bytes = 0
        self._over = Event()

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY):
            self.bytes = max(self.bytes, sum(map(_resident, _descendants(os.getpid()))))


def _descendants(of: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(folder.name))
    found, waiting = [], [of]
    while waiting:
        new = children.get(waiting.pop(), [])
        found += new
        waiting += new
    return found


def _resident(process: int) -> int:
    with suppress(OSError):
        return int((PROC / str(process) / "statm").read_text().split()[1]) * PAGE
    return 0
