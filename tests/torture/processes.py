"""A process that may be killed: forked from this one, it tells what it does through a pipe.

What is forked has made all imports already. The one that forks keeps to one thread: what starts threads, reading
Parquet for one, is done in a child as well.
"""

from __future__ import annotations

import os
import signal
import traceback
from importlib import import_module
from typing import TYPE_CHECKING

from output.errors import Locked, Unwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.torture.work import Tell

for late in ("pandas", "pyarrow.pandas_compat", "pyarrow.parquet"):  # which Arrow imports when first used
    import_module(late)
LEAVES = {Unwritable: 74, Locked: 75}  # as the command does


class Child:
    """A process that does some work, and is told from outside when to end.

    Args:
        work: What it does; handed the function by which it tells a line.
    """

    def __init__(self, work: Callable[[Tell], None]) -> None:
        self._told, theirs = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(self._told)
            os._exit(_status(work, theirs))
        os.close(theirs)
        self._rest = b""

    def lines(self) -> Iterator[str]:
        """What it tells, until it has ended."""
        while piece := os.read(self._told, 65_536):
            *whole, self._rest = (self._rest + piece).split(b"\n")
            yield from (line.decode() for line in whole)

    def kill(self) -> None:
        """End it with what no process can catch; does nothing when it has ended."""
        os.kill(self.pid, signal.SIGKILL)

    def ended(self) -> int:
        """Wait until it has ended: its exit status, or the negative number of the signal that ended it."""
        os.close(self._told)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _status(work: Callable[[Tell], None], told: int) -> int:
    try:
        work(lambda line: [os.write(told, line.encode() + b"\n"), None][1])
    except BaseException as error:  # noqa: BLE001  (a status is all that the other process gets)
        if leaves := LEAVES.get(type(error)):
            return leaves
        traceback.print_exc()
        return 1
    return 0


def apart(work: Callable[[Tell], None]) -> list[str]:
    """Do this in a process of its own, and return what it told.

    Raises:
        AssertionError: It did not end well; its traceback stands in stderr.
    """
    child = Child(work)
    told = list(child.lines())
    status = child.ended()
    assert status == 0, f"ended with {status}"
    return told
