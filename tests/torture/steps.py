"""kill -9 right before each write, sync, rename, and whatever else changes the disk, in turn; and in the middle of a write.

`python -m tests.torture.steps DONE FIRST EVERY` kills a run that finds as many days done, before the step FIRST and every
EVERYth one from there on. Of the hundreds of
small writes that fill a file aside, which no reader opens and the next start throws away, each tenth is a step.
"""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.torture.recovery import Case, folder
from tests.torture.traced import Traced

if TYPE_CHECKING:
    from tests.torture.calls import Call

ASIDE = 10


@dataclass
class Killer:
    """Kills before a step under a folder.

    Attributes:
        folder: Where the dataset lies.
        at: The number of the step.
        torn: Whether half of the write that it is stands on the disk already.
        seen: How many steps there were.
        last: The step.
    """

    folder: Path
    at: int
    torn: bool = False
    seen: int = 0
    last: Call | None = None
    aside: Counter[str] = field(default_factory=Counter)

    def __call__(self, call: Call) -> bool:
        """Whether the process may make the call."""
        if not is_inside(call, self.folder) or (call.name == "mkdir" and Path(call.paths[0]).exists()):
            return True
        if call.data and is_aside(call):
            self.aside[call.paths[0]] += 1
            if self.aside[call.paths[0]] % ASIDE != 1:
                return True
        self.last, self.seen = call, self.seen + 1
        if self.seen <= self.at:
            return True
        if self.torn and call.data:
            with Path(call.paths[0]).open("r+b") as file:
                file.seek(call.offset)
                file.write(call.data[: len(call.data) // 2])
        return False


def is_inside(call: Call, root: Path) -> bool:
    """Whether the call is about what lies under a folder; what SQLite shares between processes is never read anew."""
    return f"{call.paths[0]}/".startswith(f"{root}/") and not call.paths[0].endswith("-shm")


def is_aside(call: Call) -> bool:
    """Whether it is about a file that is not finished."""
    return "/.tmp/" in call.paths[0]


def kill_at(case: Case, began: Path, at: int, *, torn: bool) -> Call | None:
    """One kill and what follows it; null when the process has no such step."""
    case.from_(began)
    killer = Killer(case.layout.root, at, torn)
    status, told = Traced(case.work(2).go_on, killer).run()
    assert status in {0, -9}, f"ended with {status}"
    try:
        case.heals(3, told)
    except AssertionError as error:
        raise AssertionError(f"killed before step {at}, {killer.last}, torn: {torn}") from error
    return killer.last if status else None


def main(done: int, first: int, every: int) -> None:
    """Kill at each of the steps, and print how many of which."""
    logging.disable()
    kills: Counter[str] = Counter()
    with folder() as place:
        case = Case.under(place, done + 1)
        began = case.began(done)
        at = first
        while call := kill_at(case, began, at, torn=False):
            kills[call.name] += 1
            if call.data and not is_aside(call):
                kill_at(case, began, at, torn=True)
                kills["torn write"] += 1
            at += every
    print(json.dumps({"steps": at, "kills": kills}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
