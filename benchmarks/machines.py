"""What do more machines bring? The same sources crawled by 1, 2 and 3 workers of a Dask cluster, and by one process without.

usage: python -m benchmarks.machines [--sources N] [--pages N]

All workers are on this machine and share its cores. Each crawls four sources at once, so that there is something to share
out: "paced" waits 0.5 s between two requests to a site, as real crawls wait, and is bound by that; "flat out" does not wait, and
is bound by the cores. Sites are served from this process. The exit status is 1 when two workers are less than 1.6 times, or
three less than 2.2 times, as fast as one where the pace is what binds.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from output.layout import Layout
from output.shared.claim import share
from tests.cluster import Cluster
from tests.conftest import cold_thinktap
from tests.site import Site

SECONDS = 3600  # that a crawl may take
PACES = {"paced": 0.5, "flat out": 0.0}
LEAST = {2: 1.6, 3: 2.2}
NAMES = [f"kite{first}{second}" for first in "abcdefgh" for second in "abcdefgh"]


def main() -> int:
    """Print the table; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sources", type=int, default=24)
    parser.add_argument("--pages", type=int, default=60, help="of each source")
    given = parser.parse_args()
    print("| | workers | seconds | pages/s | to one worker | CPU s |\n|---|---|---|---|---|---|")
    missed = False
    for pace, delay in PACES.items():
        took: dict[int, float] = {}
        for workers in (0, 1, 2, 3):
            took[workers], cpu = _crawled(workers, delay, given.sources, given.pages)
            pages, ratio = given.sources * given.pages, took.get(1, took[workers]) / took[workers]
            told = f"{ratio:.2f}" if workers else ""
            print(
                f"| {pace} | {workers or 'no cluster'} | {took[workers]:.1f} | {pages / took[workers]:.1f} | {told} | {cpu:.0f} |"
            )
            sys.stdout.flush()
            missed |= bool(delay) and ratio < LEAST.get(workers, 0)
    return int(missed)


def _crawled(workers: int, delay: float, sources: int, pages: int) -> tuple[float, float]:
    """How many seconds a crawl of all sources takes, and how much CPU its processes use."""
    with ExitStack() as ending:
        folder = Path(ending.enter_context(TemporaryDirectory()))
        for name in NAMES[:sources]:
            site = ending.enter_context(Site())
            for number in range(pages):
                site.article(f"/{number}", f"Title {number} of {name}")
            site.listing(*((f"/{number}", f"Title {number} of {name}") for number in range(pages)))
            site.source(folder / "sources", name=name)
            path = folder / "sources" / f"{name}.toml"
            path.write_text(path.read_text("utf-8").replace("delay = 0", f"delay = {delay}"), "utf-8")
        where = ["--sources", folder / "sources", "--output", folder / "out", "--jobs", 1]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with ExitStack() as running:
            if workers:
                cluster = running.enter_context(Cluster(folder / "cluster", count=workers))
                share(Layout.at(folder / "out"))
                where += ["--engine", "dask", "--scheduler", cluster.address]
            began = time.monotonic()
            done = cold_thinktap("crawl", *NAMES[:sources], *where, seconds=SECONDS)
            seconds = time.monotonic() - began
        assert done.stderr.count(f": {pages} new") == sources, done.stderr
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
