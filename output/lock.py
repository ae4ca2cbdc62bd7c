"""Who may write? One holder at a time for each source, told by a file lock that dies with its process."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, Self

from output.atomic import make_folder
from output.errors import Locked

if TYPE_CHECKING:
    from pathlib import Path


# For one who looks and is stopped just then: 2 seconds.
TRIES, MOMENT = 200, 0.01


class Holder(NamedTuple):
    """Who holds a lock: its process, and since when, UTC; of a lease, when it wrote last, and on which machine."""

    process: int
    since: datetime
    host: str | None = None


class FileLock:
    """An exclusive lock on a file of its own; the file stays, only the lock counts.

    Args:
        path: The file.
        signed: Whether the holder writes into it who it is, for `holder`.
    """

    def __init__(self, path: Path, *, signed: bool = False) -> None:
        self._path, self._signed = path, signed
        self._handle: int | None = None

    def acquire(self, *, wait: bool = False) -> Self:
        """Take the lock.

        Args:
            wait: Whether to wait for another holder, who keeps it for moments only.

        Raises:
            Locked: Another process holds it, and `wait` is false.
            OSError: The file can't be opened.
        """
        make_folder(self._path.parent)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        if wait:
            fcntl.flock(handle, fcntl.LOCK_EX)
        elif not _taken(handle):
            os.close(handle)
            raise Locked(f"another run holds {self._path.stem}: {self._path}")
        self._handle = handle
        self._sign(f"{os.getpid()}\n")
        return self

    def release(self) -> None:
        """Give the lock back; does nothing when it is not held."""
        if self._handle is not None:
            self._sign("")
            os.close(self._handle)
            self._handle = None

    def fileno(self) -> int:
        """The file's descriptor, while it is held, for what else stands in the file."""
        assert self._handle is not None
        return self._handle

    def __enter__(self) -> Self:
        return self.acquire(wait=True)

    def __exit__(self, *_: object) -> None:
        self.release()

    def _sign(self, text: str) -> None:
        if self._signed and self._handle is not None:
            with suppress(OSError):  # no space: the lock holds all the same
                os.ftruncate(self._handle, 0)
                os.pwrite(self._handle, text.encode(), 0)


def holder(path: Path) -> Holder | None:
    """Who holds a signed lock now; null when nobody does.

    Only what is signed is tried, for a moment: what a killed process has left signed, until it is taken again.

    Raises:
        OSError: The file can't be read.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    with file:
        signed = file.read().strip()
        if not signed.isdigit():
            return None
        if _locked(file.fileno(), fcntl.LOCK_SH):
            return None
        return Holder(int(signed), datetime.fromtimestamp(path.stat().st_mtime, UTC))


def _taken(handle: int) -> bool:
    """Take a lock that nobody holds, or only those who look (`holder`), who share it for a moment."""
    for _ in range(TRIES):
        if _locked(handle, fcntl.LOCK_EX):
            return True
        if not _locked(handle, fcntl.LOCK_SH):
            return False
        fcntl.flock(handle, fcntl.LOCK_UN)
        time.sleep(MOMENT)
    return False


def _locked(handle: int, how: int) -> bool:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
