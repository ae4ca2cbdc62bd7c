"""Which exit status means what? From 64 on they are those of the BSD sysexits, above 128 those of shells."""

from __future__ import annotations

from enum import IntEnum

from output.errors import Incompatible, Locked, Unwritable


class ExitStatus(IntEnum):
    """How a command, or one source's run, ends."""

    FINE = 0  # also when nothing is new
    TROUBLE = 1  # some source failed, broke its expectation or gave nothing
    USAGE = 2  # bad usage or configuration; nothing was touched
    UNWRITABLE = 74  # EX_IOERR: the output can't be written
    LOCKED = 75  # EX_TEMPFAIL: another run holds every named source
    INTERRUPTED = 130  # 128 + SIGINT, as shells say it: Ctrl-C cut the run short
    TERMINATED = 143  # 128 + SIGTERM: the same by `kill` or a service manager


def exit_of(error: BaseException) -> ExitStatus:
    """The status that an error ends a source's run with."""
    statuses: dict[type[BaseException], ExitStatus] = {
        Locked: ExitStatus.LOCKED,
        Unwritable: ExitStatus.UNWRITABLE,
        Incompatible: ExitStatus.USAGE,
    }
    return statuses.get(type(error), ExitStatus.TROUBLE)
