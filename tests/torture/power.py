"""What is left on a disk when the power goes? What was synced, and of the rest nothing, or some of it.

A run's calls are written down, and the disk is made anew as it may be found after each of them. A file's bytes last once
the file was synced; a name lasts once its folder was. Of what was not synced, a disk may have kept

- nothing: neither bytes nor names,
- names only: those came to the disk before the bytes that they stand for (a rename without the sync before it shows here),
- some: each name or not, each write whole, its first half, or not at all.

What this does not model: a disk that says "synced" and lies, bytes that change where nothing was written, and names of an old
file over the bytes of another one.

`python -m tests.torture.power FIRST EVERY` cuts after the call FIRST and every EVERYth one from there on.
"""

from __future__ import annotations

import json
import logging
import shutil
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.torture.disk import Disk, File
from tests.torture.recovery import Case, folder
from tests.torture.steps import is_aside, is_inside
from tests.torture.traced import Traced

if TYPE_CHECKING:
    from tests.torture.calls import Call

DAYS = 2
WAYS = ("nothing", "names", "some")


@dataclass
class Record:
    """Writes down what a traced process does to the disk, and what it acknowledges, in the order of both."""

    root: Path
    calls: list[Call] = field(default_factory=list)

    def __call__(self, call: Call, result: int) -> None:
        if result >= 0 and (is_inside(call, self.root) or call.paths[0].startswith("pipe:")):
            self.calls.append(replace(call, data=call.data[:result]))


def recorded(case: Case) -> list[Call]:
    """The calls of one undisturbed run."""
    record = Record(case.layout.root)
    status, _ = Traced(case.work(2).go_on, lambda _: True, record).run()
    assert status == 0, f"ended with {status}"
    return record.calls


def as_it_stands(root: Path) -> Disk:
    """A disk on which all that is there lasts."""
    there = {str(path): None if path.is_dir() else File(path.read_bytes()) for path in (root, *root.rglob("*"))}
    return Disk(dict(there), dict(there))


def write(found: dict[str, bytes | None], root: Path) -> None:
    """Make the folder as it was found."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    for name in sorted(found):
        content, path = found[name], Path(name)
        path.mkdir(exist_ok=True) if content is None else path.write_bytes(content)


def cut(case: Case, first: int, every: int) -> Counter[str]:
    """Cut the power after every so many calls of a run, and let the next run heal what is found."""
    disk, told, cuts, seen = as_it_stands(case.layout.root), list[str](), Counter[str](), set[int]()
    for number, call in enumerate(recorded(case)):
        if call.paths[0].startswith("pipe:"):
            told += call.data.decode().splitlines()
            continue
        disk.does(call)
        if (call.data and is_aside(call)) or number % every != first % every:
            continue
        for way in WAYS:
            found = disk.found(way, number)
            if (mark := hash((len(told), *sorted(found.items())))) not in seen:
                seen.add(mark)
                _heals(case, found, told, f"power cut after call {number}, {call}; kept: {way}")
                cuts[way] += 1
    return cuts


def _heals(case: Case, found: dict[str, bytes | None], told: list[str], what: str) -> None:
    write(found, case.layout.root)
    try:
        case.heals(3, told)
    except AssertionError as error:
        raise AssertionError(what) from error


def main(first: int, every: int) -> None:
    """Cut the power in a first run and in a second one, and print how often."""
    logging.disable()
    cuts: Counter[str] = Counter()
    with folder() as place:
        case = Case.under(place, DAYS)
        for days in range(DAYS):
            case.from_(case.began(days))
            cuts += cut(case, first, every)
    print(json.dumps({"cuts": cuts}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
