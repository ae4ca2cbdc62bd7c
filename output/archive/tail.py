"""Where does an archive go on after a run, however that ended? Behind the last whole record, or in a new file."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from output.archive.members import whole_members

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".warc.gz"
LOG = logging.getLogger(__name__)


def repair(newest: Path, known: int) -> None:
    """Cut what a killed run left unfinished off the newest file.

    Args:
        newest: The file.
        known: Up to where it is known to be whole.
    """
    size = newest.stat().st_size
    known = known if known <= size else 0
    with newest.open("r+b") as file:
        end = max((span.end for span in whole_members(file, known)), default=known)
        if end < size:
            LOG.warning("%s: cut %d bytes that a killed run left unfinished", newest, size - end)
            file.truncate(end)
            os.fsync(file.fileno())


def goes_on(newest: Path, noted: str, end: int) -> bool:
    """Whether a file can be appended to: no place that was noted may ever mean another record."""
    return newest.name > noted or (newest.name == noted and newest.stat().st_size >= end)


def number_of(name: str) -> int:
    """The number that an archive file is called by."""
    return int(name.removesuffix(SUFFIX))
