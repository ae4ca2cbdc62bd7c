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


def repair(newest: Path, noted: tuple[str, int] | None) -> None:
    """Cut what a killed run, or the end of the power, left unfinished off the newest file.

    Args:
        newest: The file.
        noted: The end of what is known to be whole: a file's name, and the offset there. Null when nothing is known.
    """
    size = newest.stat().st_size
    known = committed(newest, noted)
    end = known or 0
    with newest.open("r+b") as file:
        for span in whole_members(file, end):
            # Behind what is noted a disk may have kept a later write and not an earlier one, for neither was synced. What is
            # damaged where all may be noted costs its own record, and nothing that lies behind it.
            if known is not None and span.start > end:
                break
            end = span.end
        if end < size:
            LOG.warning(
                "%s: cut %d bytes that a killed run, or the end of the power, left behind what is whole",
                newest,
                size - end,
            )
            file.truncate(end)
            os.fsync(file.fileno())


def committed(newest: Path, noted: tuple[str, int] | None) -> int | None:
    """Up to where a file is known to be whole, and all that lies behind was never committed; null when that is not known.

    Only where it is known may the file be appended to: no place that was noted may ever mean another record.
    """
    if noted is None or newest.name < noted[0]:
        return None
    if newest.name > noted[0]:
        return 0
    return noted[1] if noted[1] <= newest.stat().st_size else None


def number_of(name: str) -> int:
    """The number that an archive file is called by."""
    return int(name.removesuffix(SUFFIX))
