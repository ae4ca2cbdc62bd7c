"""What does it cost to stage and publish articles in a source that has some? Run by growth.py, each time a process.

usage: python benchmarks/growth_publish.py FOLDER FIRST COUNT

Prints one JSON line: seconds of CPU, without those that making the articles took, and the MB it had at most.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dataset_rows import BEGAN, CARD, article

from output.layout import Layout
from output.run import Ending, Run, Verdict
from output.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.records import Article

PIECE = 1_500  # articles under way at most


class Made:
    """Articles, and the seconds that this thread has spent on making them."""

    def __init__(self, first: int, count: int) -> None:
        self._numbers, self.seconds = range(first, first + count), 0.0

    def __iter__(self) -> Iterator[Article]:
        for number in self._numbers:
            began = time.thread_time()
            one = article(number, 0)
            self.seconds += time.thread_time() - began
            yield one


def stored(folder: Path, first: int, count: int) -> dict[str, float]:
    """Stage and publish articles, in a run of its own; what each of the two cost."""
    made, at = Made(first, count), BEGAN + timedelta(days=first)
    began = time.process_time()
    with Store(Layout.at(folder), CARD, Run(f"run{first}", at, "0.1.0")) as store:
        waiting = iter(made)
        while some := [store.add_article(one) for one in islice(waiting, PIECE)]:
            for future in some:
                future.result()
        staged = time.process_time()
        store.publish(Ending(at, Verdict(0, "measured"), store.settle(1)))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"stage": staged - began - made.seconds, "publish": time.process_time() - staged, "peak": held}


if __name__ == "__main__":
    print(json.dumps(stored(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
