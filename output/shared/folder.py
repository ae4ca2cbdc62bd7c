"""How is a folder shared? A new name is a hard link, which file servers make once; all else is a rename."""

from __future__ import annotations

import os
import shutil
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING

from output.atomic import make_folder, replacing, sync
from output.errors import unwritable

if TYPE_CHECKING:
    from pathlib import Path

UNFINISHED = ".tmp"


class Folder:
    """A `Place` in a folder.

    Args:
        root: The folder; made with the first name.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._unfinished = root / UNFINISHED

    def make(self, name: str, data: bytes) -> bool:
        """Give bytes a name; false, and nothing happens, when it is there."""
        target = self._root / name
        with unwritable(self._root):
            make_folder(target.parent)
            make_folder(self._unfinished)
            aside = self._unfinished / uuid.uuid4().hex
            try:
                aside.write_bytes(data)
                sync(aside)
                os.link(aside, target)  # of two links to one name the second fails, on NFS too
                sync(target.parent)
            except FileExistsError:
                return False
            finally:
                aside.unlink(missing_ok=True)
        return True

    def write(self, name: str, data: bytes) -> None:
        """Give bytes a name, in place of those that have it."""
        with unwritable(self._root), replacing(self._root / name, self._unfinished) as aside:
            aside.write_bytes(data)

    def read(self, name: str) -> bytes | None:
        """The bytes of a name; null when it is not there."""
        with unwritable(self._root), suppress(FileNotFoundError):
            return (self._root / name).read_bytes()
        return None

    def part(self, name: str, offset: int, length: int) -> bytes:
        """Some of the bytes of a name; fewer where it is shorter, none where it is not there."""
        with unwritable(self._root), suppress(FileNotFoundError), (self._root / name).open("rb") as file:
            file.seek(offset)
            return file.read(length)
        return b""

    def names(self, folder: str) -> dict[str, int]:
        """The names directly below a folder, without it, each with its bytes."""
        found = {}
        with unwritable(self._root), suppress(FileNotFoundError):
            for entry in os.scandir(self._root / folder):
                with suppress(FileNotFoundError):  # it went meanwhile: the others are there
                    if entry.is_file():
                        found[entry.name] = entry.stat().st_size
        return found

    def remove(self, name: str) -> None:
        """Forget a name, if it is there."""
        with unwritable(self._root):
            (self._root / name).unlink(missing_ok=True)

    def send(self, path: Path, name: str) -> None:
        """Give a file's bytes a name, in place of those that have it."""
        with unwritable(self._root), replacing(self._root / name, (self._unfinished / name).parent) as aside:
            shutil.copyfile(path, aside)

    def tidy(self, folder: str) -> None:
        """Remove what a dead machine was sending to a folder; for who holds it now."""
        shutil.rmtree(self._unfinished / folder, ignore_errors=True)

    def fetch(self, name: str, path: Path) -> None:
        """Write the bytes of a name to a file, as a whole."""
        with unwritable(path.parent), replacing(path, path.parent) as aside:
            shutil.copyfile(self._root / name, aside)
