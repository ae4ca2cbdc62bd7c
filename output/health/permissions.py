"""May the user who crawls read and write every file, and nobody else write them?"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from output.health.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.layout import Layout


def permission_findings(layout: Layout) -> Iterator[Finding]:
    """What the permissions of the dataset's files are like; one finding for each thing that is wrong with some."""
    wrong: dict[str, list[Path]] = {}
    count, owner = 0, layout.root.stat().st_uid if layout.root.exists() else None
    for path in _all(layout):
        count += 1
        try:
            if fault := _fault(path, path.lstat(), owner):
                wrong.setdefault(fault, []).append(path)
        except FileNotFoundError:  # replaced meanwhile
            continue
    for fault, paths in wrong.items():
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        yield Finding("permissions", f"{paths[0]}{more}: {fault}", ADVICE[fault])
    if not wrong:
        yield Finding("permissions", f"{count} files and folders, as they should be")


CLOSED, FOREIGN, OPEN = "can't be read and written", "of another owner than the dataset", "anybody may write it"
ADVICE = {
    CLOSED: "run thinktap as the user that owns them, or chown them to this one",
    FOREIGN: "chown -R the folder to the user who crawls: a run of one user can't go on with another's files",
    OPEN: "chmod -R o-w the folder",
}


def _all(layout: Layout) -> Iterator[Path]:
    for root in dict.fromkeys((layout.root, layout.state)):
        for folder, folders, files in os.walk(root):
            if Path(folder) == layout.root and layout.state in {Path(folder) / one for one in folders}:
                folders.remove(layout.state.name)  # comes by itself
            yield Path(folder)
            yield from (Path(folder) / name for name in files)


def _fault(path: Path, found: os.stat_result, owner: int | None) -> str | None:
    if not os.access(path, os.R_OK | os.W_OK | (os.X_OK if stat.S_ISDIR(found.st_mode) else 0)):
        return CLOSED
    if owner is not None and found.st_uid != owner:
        return FOREIGN
    sticky = stat.S_ISDIR(found.st_mode) and found.st_mode & stat.S_ISVTX
    return OPEN if found.st_mode & stat.S_IWOTH and not stat.S_ISLNK(found.st_mode) and not sticky else None
