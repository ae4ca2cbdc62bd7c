"""Where do the responses of a source lie? In files that only grow, one after the other, cut where a killed run left off.

A record is appended before the transaction that notes its place, and synced before that transaction commits: what is
noted is there. What is there and not noted is harmless.
"""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING

from output.archive.record import Place
from output.archive.records import Records
from output.archive.tail import SUFFIX, committed, number_of, repair
from output.archive.write import about_file
from output.atomic import make_folder, sync

if TYPE_CHECKING:
    from pathlib import Path

    from output.archive.records import Elsewhere

# Bytes of a file before the next one begins: what ISO 28500 recommends (annex C), for files that are easy to move.
FULL = 1_000_000_000


class Archive:
    """One source's archive, for the one who holds its lock.

    Args:
        folder: Where its files lie; made with the first record.
        software: Name and version of what writes.
        noted: The end of what is known to be whole: a file's name, and the offset there. Null when nothing is known.
        elsewhere: What lies where other machines find it; each of them writes files of its own. Null when there are none.

    Attributes:
        records: Reads what was appended.
        is_empty: Whether there was no file of it, here or elsewhere.
    """

    def __init__(
        self, folder: Path, software: str, noted: tuple[str, int] | None, elsewhere: Elsewhere | None = None
    ) -> None:
        self._folder, self._software, self.records = folder, software, Records(folder, elsewhere)
        self._file: IO[bytes] | None = None
        self._unsynced = False
        newest = self._repaired(noted)
        self._newest = newest if newest and not elsewhere and committed(newest, noted) is not None else None
        names = {path.name for path in self._files()}.union(elsewhere.sizes if elsewhere else ())
        self.is_empty = not names
        numbers = [number_of(name) for name in names]
        self._next = max((*numbers, number_of(noted[0]) if noted else 0)) + 1

    def append(self, member: bytes) -> Place:
        """Append a record; `sync` makes it last.

        Raises:
            OSError: The disk is full or refuses us; the file is then as it was.
        """
        file = self._open()
        start = file.seek(0, os.SEEK_END)
        try:
            left = memoryview(member)
            while left:  # a disk that is nearly full takes a part
                left = left[file.write(left) :]
        except OSError:
            file.truncate(start)
            raise
        self._unsynced = True
        return Place(os.path.basename(file.name), start, len(member))  # noqa: PTH119  (the name is a text)

    def sync(self) -> None:
        """Wait until all that was appended is on the disk.

        Raises:
            OSError: The disk is full or refuses us.
        """
        if self._file and self._unsynced:
            os.fsync(self._file.fileno())
            self._unsynced = False

    def finish(self) -> list[Path]:
        """Let what comes go into another file, and tell those that are here: nothing more is written to them.

        Raises:
            OSError: The disk is full or refuses us.
        """
        self.sync()
        self.close()
        self._newest = None
        return sorted(self._files())

    def close(self) -> None:
        """Close the file that is written to."""
        if self._file:
            self._file.close()
            self._file = None

    def _open(self) -> IO[bytes]:
        """The file to append to: the newest one, or the next when that is full."""
        if self._file and self._file.seek(0, os.SEEK_END) >= FULL:
            self.sync()
            self.close()
        if self._file is None:
            if self._newest is None or self._newest.stat().st_size >= FULL:
                self._newest = self._begun()
            self._file = self._newest.open("r+b", buffering=0)
        return self._file

    def _begun(self) -> Path:
        """The next file, with the record that begins it."""
        make_folder(self._folder)
        while (
            path := self._folder / f"{self._next:06d}{SUFFIX}"
        ).exists():  # by a machine that lost the source since
            self._next += 1
        with path.open("xb") as file:
            file.write(about_file(path.name, self._software))
        sync(path)
        sync(self._folder)
        self._next += 1
        return path

    def _repaired(self, noted: tuple[str, int] | None) -> Path | None:
        """The newest file, without what a killed run left unfinished; a file that holds no whole record goes."""
        while newest := max(self._files(), default=None):
            repair(newest, noted)
            if newest.stat().st_size:
                return newest
            newest.unlink()
        return None

    def _files(self) -> list[Path]:
        return [path for path in self._folder.glob(f"*{SUFFIX}") if path.name.removesuffix(SUFFIX).isdecimal()]
