"""What can go wrong with the dataset, named by what the receiver must do.

OutputError
├── Unwritable     the disk is full or refuses us: nothing can be stored (exit 74)
├── Locked         another run holds the source: leave it alone (exit 75)
├── Incompatible   another version, or another state, made what lies there: nothing is touched (exit 2)
├── Misfit         a row does not fit its table: its page is refused, the run goes on
├── Damaged        a record of the archive can't be read: say so, and leave its page as it is
├── Unreadable     a file of a table can't be read: it is set aside, and rebuilt as far as that goes
└── StoreClosed    a fault of ours: something was handed in after the end
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class OutputError(Exception):
    """Anything the dataset refuses; its text is one plain line for the user."""


class Unwritable(OutputError):
    """The output can't be written: no space, no permission, a file where a folder must be."""


class Locked(OutputError):
    """Another run holds this source's lock."""


class Incompatible(OutputError):
    """What lies there was made by another version of the program, or from another state; the text says what differs."""


class Misfit(OutputError):
    """A row does not fit its table; the text names the table and what is wrong.

    Attributes:
        reason: Why, in a fixed phrase that can be counted.
    """

    def __init__(self, message: str, reason: str = "fits no row") -> None:
        super().__init__(message)
        self.reason = reason


class Damaged(OutputError):
    """A record of the archive can't be read; the text says what is wrong with it."""


class Unreadable(OutputError):
    """A file of a table can't be read.

    Attributes:
        path: The file.
        why: What is wrong with it.
    """

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} can't be read: {why}")
        self.path, self.why = path, why


class StoreClosed(OutputError):
    """A row was handed to a store that is closed."""


def is_of_the_disk(error: Exception) -> bool:
    """Whether the disk refuses, or a state is damaged; SQLite's other errors are faults of ours."""
    return isinstance(error, OSError | sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError


@contextmanager
def unwritable(output: Path) -> Iterator[None]:
    """Say what the disk refuses as `Unwritable`."""
    try:
        yield
    except (OSError, sqlite3.DatabaseError) as error:
        if not is_of_the_disk(error):
            raise
        raise Unwritable(f"the output {output} can't be written: {error}") from error
