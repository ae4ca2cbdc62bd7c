"""kill -9 at random points of the work, each followed by a start that goes on with it.

A point is a number of things told, and a moment after that; every other one lies in a publish or in the opening of a store,
which tell nothing themselves. `python -m tests.torture.kills TIMES SEED` kills as often.
"""

from __future__ import annotations

import json
import logging
import random
import shutil
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from tests.torture.check import files_are_whole, holds
from tests.torture.processes import Child
from tests.torture.recovery import Case, folder

if TYPE_CHECKING:
    from tests.torture.work import Tell

MOST_TOLD = 30  # of about 90 things in all, so that the work takes some kills
MOMENT = 0.02  # seconds; a step takes a tenth of it
PUBLISH = 0.15  # seconds; as long as a publish takes, with what comes after it
LONG_BEFORE = ("opened", "settled")  # what is told before something that takes long


@dataclass
class Killing:
    """Kills the work until it is done, and begins anew.

    Attributes:
        case: The dataset.
        chance: Where the points come from.
        kills: How often it was killed.
        works: How often the work came to its end.
        acknowledged: What was told of the work that is under way.
    """

    case: Case
    chance: random.Random
    kills: int = 0
    works: int = 0
    acknowledged: list[str] = field(default_factory=list)

    def go_on(self) -> None:
        """One more start, which is killed or comes to the end of the work."""
        child = Child(partial(self._work, tuple(self.acknowledged), self.kills + 1))
        is_long, left = self.chance.random() < 0.5, self.chance.randint(0, MOST_TOLD)
        seconds = self.chance.uniform(0, PUBLISH if is_long else MOMENT)
        if left == 0:
            _kill(child, seconds)
        for line in child.lines():
            self.acknowledged.append(line)
            left -= 1
            if left <= 0 and (line.startswith(LONG_BEFORE) or not is_long):
                _kill(child, seconds)
        status = child.ended()
        assert status in {0, -9}, f"ended with {status}"
        self.kills += status == -9
        if status == 0:
            self.end()

    def end(self) -> None:
        """See that the work came to a good end, and begin anew."""
        self.case.heals(self.kills + 1, self.acknowledged)
        self.works += 1
        self.acknowledged.clear()
        shutil.rmtree(self.case.layout.root)

    def _work(self, acknowledged: tuple[str, ...], attempt: int, tell: Tell) -> None:
        files_are_whole(self.case.layout)  # as the killed one left them
        checked: list[str] = []

        def hear(line: str) -> None:
            tell(line)
            if line == "opened" and not checked:
                holds(self.case.layout, self.case.source, acknowledged)
                checked.append(line)

        self.case.work(attempt).go_on(hear)


def _kill(child: Child, seconds: float) -> None:
    time.sleep(seconds)
    child.kill()


def main(times: int, seed: int) -> None:
    """Kill as often, see the last work to its end, and print what was done."""
    logging.disable()
    with folder() as place:
        killing = Killing(Case.under(place), random.Random(seed))
        while killing.kills < times:
            try:
                killing.go_on()
            except AssertionError as error:
                raise AssertionError(f"after kill {killing.kills} of seed {seed}") from error
        killing.end()
        print(json.dumps({"kills": killing.kills, "works": killing.works}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
