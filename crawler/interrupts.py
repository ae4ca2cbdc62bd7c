"""What do Ctrl-C and `kill` do? Once: a clean end. Twice: at once. Neither loses what is stored."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, Self

from crawler.status import ExitStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """Takes both signals while its block lasts.

    The first one raises KeyboardInterrupt, unless there is a gentler way; one that has none left ends the process: the
    state replays what was committed.

    Attributes:
        status: The exit status that says which signal came first. Null when none came.
        is_hasty: Whether another one followed while the first was being heeded.
    """

    def __init__(self) -> None:
        self.status: ExitStatus | None = None
        self.is_hasty = False
        self._ways: list[Callable[[], None]] | None = None

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._came) for number in SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:  # else one that comes while the interpreter ends would change the exit status
            for number, handler in self._before.items():
                signal.signal(number, handler)

    @contextmanager
    def heeded(self, *ways: Callable[[], None]) -> Iterator[None]:
        """While the block lasts, do these at the signals that come, one after the other."""
        self._ways = list(ways)
        try:
            yield
        finally:
            self._ways = None

    def _came(self, number: int, _: object) -> None:
        is_first = self.status is None
        self.status = self.status or ExitStatus(128 + number)
        if self._ways:
            self.is_hasty = not is_first
            self._ways.pop(0)()
        elif self._ways is None and is_first:
            raise KeyboardInterrupt
        else:
            os._exit(self.status)


def leave(status: ExitStatus) -> NoReturn:
    """End the process without waiting for its threads, one of which may be publishing."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    atexit._run_exitfuncs()  # noqa: SLF001  (else the workers' semaphores are called leaked)
    os._exit(status)
