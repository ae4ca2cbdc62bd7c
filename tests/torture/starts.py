"""Many starts at once over some sources: one run of each goes on, the others leave it alone, and nothing is lost.

`python -m tests.torture.starts SOURCES STARTS` begins as many processes, and lets them all go on at the same moment.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from output.layout import Layout
from tests.torture.processes import Child, apart
from tests.torture.recovery import Case, folder

if TYPE_CHECKING:
    from tests.torture.work import Tell, Work

DAYS = 2


def begin(work: Work, go: tuple[int, int]) -> Child:
    """A process that waits until the pipe is closed, and then does the work."""

    def start(tell: Tell) -> None:
        os.close(go[1])
        os.read(go[0], 1)
        work.go_on(tell)

    return Child(start)


def main(sources: int, starts: int) -> None:
    """Begin them, see what each left with, and hold what is there to an undisturbed run."""
    logging.disable()
    with folder() as place:
        case = Case(Layout.at(place / "disturbed"), Layout.at(place / "undisturbed"), DAYS)
        cases = [replace(case, source=f"demo{number}") for number in range(sources)]
        for one in cases:
            apart(replace(one.work(0), layout=one.undisturbed).go_on)
        go = os.pipe()
        children = [begin(cases[number % sources].work(number), go) for number in range(starts)]
        os.close(go[1])
        told = [list(child.lines()) for child in children]
        left = [child.ended() for child in children]
        assert set(left) <= {0, 75}, f"left with {Counter(left)}"
        for number, one in enumerate(cases):
            assert 0 in left[number::sources]
            one.heals(starts, [line for lines in told[number::sources] for line in lines])
    print(json.dumps({"sources": sources, "left with": Counter(left)}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
