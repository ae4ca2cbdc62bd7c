"""Which exit status means what? The numbers above 63 are those of the BSD sysexits."""

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


def exit_of(error: BaseException) -> ExitStatus:
    """The status that an error ends a source's run with."""
    statuses: dict[type[BaseException], ExitStatus] = {
        Locked: ExitStatus.LOCKED,
        Unwritable: ExitStatus.UNWRITABLE,
        Incompatible: ExitStatus.USAGE,
    }
    return statuses.get(type(error), ExitStatus.TROUBLE)
