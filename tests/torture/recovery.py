"""What follows a disturbance: a start that goes on with the work, and is held to what an undisturbed run gives."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from output.layout import Layout
from tests.torture.check import files_are_whole, holds, same_rows, told_of
from tests.torture.processes import apart
from tests.torture.work import DAYS, Work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.torture.work import Tell

SOURCE = "demo"
MEMORY = Path("/dev/shm")  # where there is one: a killed process is the same on any disk, and this one waits for none


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for datasets that are made and thrown away."""
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="torture-", dir=place) as name:
        yield Path(name)


@dataclass(frozen=True)
class Case:
    """One dataset that is disturbed.

    Attributes:
        layout: Where it lies.
        undisturbed: The dataset of the same work, done without any disturbance.
        days: How many days the work has.
        source: Whose work it is.
    """

    layout: Layout
    undisturbed: Layout
    days: int = DAYS
    source: str = SOURCE

    @classmethod
    def under(cls, place: Path, days: int = DAYS) -> Case:
        """A case whose undisturbed run is made here."""
        case = cls(Layout.at(place / "disturbed"), Layout.at(place / "undisturbed"), days)
        apart(Work(case.undisturbed, case.source, days, 0).go_on)
        return case

    def work(self, attempt: int) -> Work:
        """The work, by one process."""
        return Work(self.layout, self.source, self.days, attempt)

    def began(self, days: int) -> Path:
        """A dataset with these days done, or an empty folder, to be copied from."""
        root = self.layout.root.with_name(f"began{days}")
        root.mkdir()
        if days:
            apart(Work(Layout.at(root), self.source, days, 1).go_on)
        return root

    def from_(self, began: Path) -> None:
        """Begin anew from a copy."""
        shutil.rmtree(self.layout.root, ignore_errors=True)
        shutil.copytree(began, self.layout.root)

    def heals(self, attempt: int, acknowledged: list[str]) -> None:
        """Go on with the work in a new process, without disturbance, and see that nothing is missing or different."""
        apart(partial(self._heal, attempt, acknowledged))

    def _heal(self, attempt: int, acknowledged: list[str], _: Tell) -> None:
        files_are_whole(self.layout)
        opened: list[str] = []

        def hear(line: str) -> None:
            if line == "opened" and not opened:
                holds(self.layout, self.source, acknowledged)
            opened.append(line)

        self.work(attempt).go_on(hear)
        holds(self.layout, self.source, [*acknowledged, *opened])
        same_rows(self.layout, self.undisturbed, self.source)
        if f"day {self.days - 1}" in opened:  # else the killed one had begun to publish it
            told_of(self.layout, self.undisturbed, self.source)
