"""Who may write? One holder at a time for each source, told by a file lock that dies with its process."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING, Self

from output.atomic import make_folder
from output.errors import Locked

if TYPE_CHECKING:
    from pathlib import Path


class FileLock:
    """An exclusive lock on a file of its own; the file stays, only the lock counts."""

    def __init__(self, path: Path) -> None:
        self._path = path
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
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            os.close(handle)
            raise Locked(f"another run holds {self._path.stem}: {self._path}") from None
        self._handle = handle
        return self

    def release(self) -> None:
        """Give the lock back; does nothing when it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self.acquire(wait=True)

    def __exit__(self, *_: object) -> None:
        self.release()
