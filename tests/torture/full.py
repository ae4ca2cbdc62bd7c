"""A disk that fills up, at many sizes: old data stays, the store says so and ends, and the next run with room heals.

With a mount of its own (`unshare` makes one without being root where the system lets it) the output or the state lies on a
small tmpfs, and what is written past its end fails with ENOSPC. A limit on a file's size (EFBIG) needs nothing, but meets
only the files that grow largest: those of the state and the archive. `python -m tests.torture.full WHERE POINTS`, where WHERE is
output, state or limit.
"""

from __future__ import annotations

import json
import logging
import resource
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from output.layout import Layout
from output.schema import TABLES
from tests.torture.check import comparable, files_are_whole
from tests.torture.processes import Child, apart
from tests.torture.recovery import Case, folder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.torture.work import Tell

DAYS = 3
ENOUGH = 2  # times what was seen while an undisturbed run told of itself; it may take more in between
MUCH = 64 * 1024 * 1024


@dataclass
class Disk:
    """Where room is short: on a file system of its own, or for each file."""

    case: Case
    where: str

    @property
    def _mounted(self) -> Path:
        return self.case.layout.root if self.where == "output" else self.case.layout.state

    def begin(self, began: Layout) -> None:
        """A dataset with old data, and room enough."""
        self.end()
        for path in (self.case.layout.root, self.case.layout.state):
            path.mkdir()
        if self.where != "limit":
            _mount("-t", "tmpfs", "-o", f"size={MUCH}", "torture", self._mounted)
        shutil.copytree(began.root, self.case.layout.root, dirs_exist_ok=True)
        shutil.copytree(began.state, self.case.layout.state, dirs_exist_ok=True)

    def end(self) -> None:
        """Away with it."""
        if self.where != "limit" and self._mounted.is_mount():
            subprocess.run(["umount", self._mounted], check=True)
        for path in (self.case.layout.root, self.case.layout.state):
            shutil.rmtree(path, ignore_errors=True)

    def used(self) -> int:
        """Bytes that are taken; for a limit, those of the largest file."""
        sizes = [path.stat().st_blocks * 512 if path.exists() else 0 for path in self._all()]
        return max(sizes) if self.where == "limit" else sum(sizes)

    def _all(self) -> list[Path]:
        if self.where != "limit":
            return [self._mounted, *self._mounted.rglob("*")]
        roots = (self.case.layout.root, self.case.layout.state)
        return [path for root in roots for path in root.rglob("*") if path.is_file()]

    def has(self, size: int) -> None:
        """From now on there is so much room."""
        if self.where != "limit":
            _mount("-o", f"remount,size={size}", self._mounted)

    def work(self, size: int, tell: Tell) -> None:
        """The work, by a process that may have less room than it needs."""
        if self.where == "limit":
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))  # Python ignores SIGXFSZ, so a write fails
        self.case.work(2).go_on(tell)


def _mount(*arguments: object) -> None:
    subprocess.run(["mount", *map(str, arguments)], check=True)


def point(disk: Disk, began: Layout, size: int) -> int:
    """One size; what the process left with."""
    disk.begin(began)
    disk.has(size)
    child = Child(partial(disk.work, size))
    told = list(child.lines())
    status = child.ended()
    assert status in {0, 74}, f"ended with {status}"
    apart(lambda _: files_are_whole(disk.case.layout))
    apart(lambda _: old_rows_stand(disk.case, began))
    disk.has(MUCH)
    disk.case.heals(3, told)
    return status


def old_rows_stand(case: Case, began: Layout) -> None:
    """All that was published before there was no room is still there, in the tables that only grow."""
    for table in TABLES.values():
        if table.grows:
            lost = set(comparable(began, table, case.source)) - set(comparable(case.layout, table, case.source))
            assert not lost, f"lost of {table.name}: {lost}"


def main(where: str, points: int) -> None:
    """Try as many sizes, from what is taken already on, and one that is enough; print what the processes left with."""
    logging.disable()
    left: Counter[int] = Counter()
    with folder() as place:
        case = Case.under(place, DAYS)
        began = Layout.at(place / "began", place / "began-state")
        apart(replace(case.work(1), layout=began, until=1).go_on)
        disk = Disk(replace(case, layout=Layout.at(place / "disturbed", place / "disturbed-state")), where)
        try:
            disk.begin(began)
            least = disk.used()
            enough = Child(partial(disk.work, MUCH))
            most = max(disk.used() for _ in enough.lines())
            assert enough.ended() == 0
            for size in (*(least + (most - least) * number // points for number in range(points)), ENOUGH * most):
                try:
                    left[point(disk, began, size)] += 1
                except AssertionError as error:
                    raise AssertionError(f"{where} with room for {size} bytes, of {least} to {most}") from error
        finally:
            disk.end()
    print(json.dumps({"where": where, "left with": left, "least": least, "most": most}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
