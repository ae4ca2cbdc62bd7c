"""How long do many sources take that have nothing new? In one process, over sites on loopback, without any pace.

usage: python benchmarks/many_sources.py [--sources N] [--articles N]

Each of 500 sources is a site of its own on nginx with 20 small articles. After a first run a second one learns what recurs on
their pages, and reads them again from the archive. Then there is nothing new, at once and a day later (the states are moved
into the past, so that robots.txt is asked for again). The exit status is 1 when one of these two took more than a minute, or
found something. nginx must be installed. Linux alone, for /proc.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

import pandas as pd  # noqa: E402
from many_sites import asked, crawled, many_served  # noqa: E402

from tests.later import later  # noqa: E402

if TYPE_CHECKING:
    from throughput_cost import Cost

RUNS = ("first", "second", "at once", "a day later")
ALLOWED = 60  # seconds, as asked for


def main() -> None:
    given = asked(__doc__, sources=500, articles=20)
    missed = []
    print(
        "| sources | run | seconds | CPU, seconds | CPU a source, ms | MB at most | requests | new | load average |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    with TemporaryDirectory() as folder, many_served(Path(folder), given.sources, given.articles) as sites:
        for run in RUNS:
            if run == "a day later":
                for name in sites.names:
                    later(Path(folder) / "out", name, days=1)
            cost = crawled(sites, Path(folder) / "out")
            new = show(run, len(sites.names), cost, Path(folder) / "out")
            if run in RUNS[-2:] and (cost.wall > ALLOWED or new):
                missed.append(f"{run}: {cost.wall:.0f} s, {new} new; {ALLOWED} s and none allowed")
    print("\nmissed: " + "; ".join(missed) if missed else "\nall targets are met")
    sys.exit(bool(missed))


def show(run: str, sources: int, cost: Cost, output: Path) -> int:
    """Print a run's row, and tell how much was new."""
    runs = pd.read_parquet(output / "runs", columns=["source", "started_at", "run_id", "new"])
    newest = runs.sort_values("started_at").groupby("source", observed=True).tail(1)
    fetches = pd.read_parquet(output / "fetches", columns=["run_id"])
    requests, new = int(fetches.run_id.isin(newest.run_id).sum()), int(newest.new.sum())
    figures = f"{cost.wall:.1f} | {cost.cpu:.1f} | {1000 * cost.cpu / sources:.0f} | {cost.peak / 1e6:.0f}"
    print(f"| {sources} | {run} | {figures} | {requests} | {new} | {cost.load:.1f} |", flush=True)
    return new


if __name__ == "__main__":
    main()
