"""Where are the sources' files? In our own folder and in those that are named; nothing of them is read here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

OUR_SOURCES = Path(__file__).parent / "sources"


class SourceError(Exception):
    """A source's file can't be used; the text names the file, the key and what to do."""


def find(folders: Iterable[Path]) -> dict[str, Path]:
    """The sources' files by id, from the first folder that has each.

    Raises:
        SourceError: A folder is not there.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise SourceError(f"{folder}: there is no such folder of sources")
        for path in sorted(folder.glob("*.toml")):
            found.setdefault(path.stem, path)
    return found
