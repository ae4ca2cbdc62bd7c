"""How much memory has a whole run, all its processes together? Over 200 sources with 100 small pages each, from nothing.

usage: python benchmarks/whole_run.py [--sources N] [--articles N]

The sites are nginx's, each at an address of loopback of its own, and nothing is paced. What processes share counts once
(PSS). The exit status is 1 when a run takes 600 MB, or is not flat: in some later tenth of its time it has more than 50
MB above the second tenth, when all that is loaded once is there. nginx must be installed. Linux alone, for /proc.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from many_sites import asked, crawled, many_served

if TYPE_CHECKING:
    from throughput_cost import Cost, Memory

ALLOWED, GROWTH = 600, 50  # MB: as asked for, and as memory.py allows a worker
PARTS = 10
SETTLED = 1  # the part in which all is loaded


def main() -> None:
    given = asked(__doc__, sources=200, articles=100)
    with TemporaryDirectory() as folder, many_served(Path(folder), given.sources, given.articles) as sites:
        cost = crawled(sites, Path(folder) / "out")
        size = sites.size
    print(f"{given.sources} sources with {given.articles} pages of {size / 1000:.1f} KB, {cost.cpu:.0f} s of CPU\n")
    most = show(cost)
    grown = max(most[SETTLED:]) - most[SETTLED]
    print(
        f"\nat most {max(most):.0f} MB, {ALLOWED} are allowed; {grown:.0f} above the second tenth, {GROWTH} are allowed"
    )
    sys.exit(max(most) >= ALLOWED or grown > GROWTH)


def show(cost: Cost) -> list[float]:
    """Print a row for each part of the run's time, and tell the MB that it had at most in each."""
    print("| seconds | all processes at most, MB | the first process at most, MB |\n|---|---|---|")
    parts: list[list[Memory]] = [[] for _ in range(PARTS)]
    for look in cost.memory:
        parts[min(PARTS - 1, int(PARTS * look.at / cost.wall))].append(look)
    for part in filter(None, parts):
        first = max(look.first for look in part) / 1e6
        print(f"| {part[0].at:.0f} to {part[-1].at:.0f} | {_most(part):.0f} | {first:.0f} |")
    return [_most(part) for part in parts if part]


def _most(part: list[Memory]) -> float:
    return max(look.all for look in part) / 1e6


if __name__ == "__main__":
    main()
