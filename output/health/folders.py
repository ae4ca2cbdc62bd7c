"""Can be written where the dataset and its state lie, is there space, and does the disk know what time it is?"""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from output.health.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.layout import Layout

GIB = 2**30
LEAST_FREE = GIB  # a run's archive and the files that are written anew beside the old ones
LEAST_FILES = 10_000  # that may still be made
SKEW = 2.0  # seconds: file systems round times to one or two
REMOTE = re.compile(r"nfs\d?|cifs|smb\w*|afs|ceph|lustre|fuse\.(sshfs|s3fs|gcsfuse|glusterfs|rclone)")
MOUNTS = Path("/proc/self/mounts")  # of Linux


def folder_findings(layout: Layout) -> Iterator[Finding]:
    """What the folders of the dataset and of its state are like."""
    for name, folder in (("output", layout.root), ("state", layout.state)):
        there = next(one for one in (folder, *folder.parents) if one.exists())
        yield _writing(name, folder, there)
        yield _space(name, there)
    kind = file_system(layout.state, MOUNTS.read_text("utf-8") if MOUNTS.exists() else "")
    if kind and REMOTE.fullmatch(kind):
        yield Finding(
            "state", f"{layout.state} lies on {kind}", "locks and SQLite want a local disk: name one with --state"
        )


def file_system(folder: Path, mounts: str) -> str | None:
    """The kind of file system that a folder lies on; null when the system's list of mounts does not tell.

    Args:
        folder: The folder, which need not be there.
        mounts: The list, as Linux writes it: device, place, kind and more in a line.
    """
    found = (line.split(" ")[1:3] for line in mounts.splitlines())
    kinds = {Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), place)): kind for place, kind in found}
    whole = folder.resolve()
    return next((kinds[one] for one in (whole, *whole.parents) if one in kinds), None)


def _writing(name: str, folder: Path, there: Path) -> Finding:
    try:
        skew = _written(there)
    except OSError as error:
        advice = f"let the user who crawls write there, or name another folder with --{name}"
        return Finding(f"{name} folder", f"{there} can't be written: {error.strerror}", advice, of_disk=True)
    if abs(skew) > SKEW:
        advice = "set both clocks by NTP: what is due, and what was first seen when, rests on them"
        return Finding(
            f"{name} folder", f"files written in {there} are dated {skew:+.0f} s from this machine's clock", advice
        )
    said = f"{folder} can be written" if there == folder else f"{folder} is not there yet; {there} can be written"
    return Finding(f"{name} folder", said)


def _written(folder: Path) -> float:
    """Write a file without a name, and tell by how many seconds its time is ahead of this machine's clock."""
    with TemporaryFile(dir=folder) as file:
        before = time.time()
        file.write(b"thinktap")
        file.flush()
        os.fsync(file.fileno())
        dated, after = os.fstat(file.fileno()).st_mtime, time.time()
    return dated - min(max(dated, before), after)


def _space(name: str, there: Path) -> Finding:
    free, files = shutil.disk_usage(there).free, os.statvfs(there)
    said = f"{free / GIB:.1f} GiB free"
    if free < LEAST_FREE:
        return Finding(f"{name} disk", said, f"free some, or name another disk with --{name}", of_disk=True)
    if files.f_files and files.f_favail < LEAST_FILES:
        advice = "delete some, or use a file system with more inodes"
        return Finding(f"{name} disk", f"room for {files.f_favail} more files", advice, of_disk=True)
    return Finding(f"{name} disk", said)
