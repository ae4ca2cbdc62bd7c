"""What do hostile servers do to ours and to a stock pipeline? The same cases, crawled by both in turn.

usage: python -m benchmarks.hostile [TEXT]...

With texts, the cases with one of them in their family or name. What can be crawled together is, by both.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import pyarrow.parquet as pq

from tests.conftest import python, warm
from tests.hostile.cases import CASES
from tests.hostile.groups import groups
from tests.hostile.judge import LIMITS, good_stored, judge
from tests.hostile.memory import Peak
from tests.hostile.world import World

if TYPE_CHECKING:
    from tests.hostile.case import Case

SECONDS = 300
ASKED = (
    *("crawls", "with a connection off the list", "without all good articles"),
    *("that say they are fine and should not", "MB at most"),
)


def main() -> None:
    """Crawl by both, and print what became of it."""
    wanted = [case for case in CASES if not case.names and any(text in case.id for text in sys.argv[1:] or [""])]
    plain = stock([]).peak
    print(f"| | {' | '.join(ASKED)} |\n|{'---|' * (1 + len(ASKED))}")
    for who, crawl in (("stock", stock), ("ours", ours)):
        told: Counter[str] = Counter()
        for group in groups(wanted):
            one = crawl(group)
            told["crawls"] += 1
            told["with a connection off the list"] += one.off > 0
            told["without all good articles"] += one.good != group[0].good
            told["that say they are fine and should not"] += one.status == 0 != group[0].exit
            told["MB at most"] = max(told["MB at most"], (one.peak - plain * (who == "stock")) // 1_000_000)
        print(f"| {who} | {' | '.join(str(told[one]) for one in ASKED)} |", flush=True)
    warm().close()


class Told(NamedTuple):
    """What a crawl came to: good articles, connections off the list, its exit status, and bytes of memory at most."""

    good: int
    off: int
    status: int
    peak: int


def ours(group: list[Case]) -> Told:
    """What ours comes to; its memory is told above the level of a crawl without the cases."""
    judged = judge(*group)
    return Told(judged.good, judged.off, judged.exit, judged.over)


def stock(group: list[Case]) -> Told:
    """What the stock pipeline comes to."""
    with World(group[0].host if group else "127.0.0.1") as world, TemporaryDirectory() as folder:
        for case in group:
            world.begin(case.id)
            case.serve(world)
        world.finish()
        out = Path(folder) / "articles.parquet"
        starts = [world.url(path) if path[0] == "/" else path for path in world.starts]
        # -P: else benchmarks/incremental.py would stand before a package of that name
        command = ("-P", "benchmarks/hostile_stock.py", json.dumps(starts), LIMITS["seconds"], out)
        with Peak() as peak:
            try:
                status = python(*command, seconds=SECONDS).status
            except subprocess.TimeoutExpired:  # it hangs
                status = -1
        rows = pq.read_table(out).to_pylist() if out.exists() else []
        return Told(good_stored(world, rows), world.off.connections, status, peak.bytes)


if __name__ == "__main__":
    main()
