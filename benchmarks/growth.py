"""What does more work cost? Curves with the cost of one unit beside each: where that rises, something grows faster.

usage: python benchmarks/growth.py [--crawl [N ...]] [--publish [N ...]] [--read [N ...]]

Crawls N small pages of 1, 10 and 100 sites from nothing, by one command each; stages and publishes N articles of 6 KB in one
empty source, and then 50 more; has `thinktap report` and `thinktap status` look at made datasets of N articles and 1, 10 and
100 sources, and `thinktap --help` at nothing. An option without numbers leaves its curve out. CPU is told in seconds, which
a busy machine matters less to; clocks decide whether a target is met, of status and --help in the fastest of five turns.
The exit status is 1 when one is missed. nginx must be installed. Linux alone, for /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from many_sites import COMMAND, PROJECT, crawled, many_served
from report_dataset import LEAST, make

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughput_cost import Cost

SOURCES = (1, 10, 100)
CRAWLED, KEPT = (1_000, 10_000), (1_000, 10_000, 100_000)
MORE = 50  # articles, as a day may bring
ALLOWED = {"report": 15, "status": 1, "--help": 0.4}  # seconds by the clock, as asked for
TURNS = 5
PUBLISHING = Path(__file__).with_name("growth_publish.py")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(PROJECT)}


class Read(NamedTuple):
    """What a command took that begins no other: seconds by the clock and of CPU, and bytes at most."""

    wall: float
    cpu: float
    peak: int


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    for curve, counts in {"crawl": CRAWLED, "publish": KEPT, "read": KEPT}.items():
        asked.add_argument(f"--{curve}", type=int, nargs="*", metavar="N", default=counts)
    given = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nginx ends as well
    crawls(given.crawl)
    publishes(given.publish)
    missed = reads(given.read)
    print("\nmissed: " + "; ".join(missed) if missed else "\nall targets are met")
    sys.exit(bool(missed))


def crawls(counts: Sequence[int]) -> None:
    """Print what crawling costs."""
    head(counts, "sources", "pages", "seconds", "pages a second", "CPU, seconds", "ms a page", "MB at most")
    for count, sources in product(counts, SOURCES):
        with TemporaryDirectory() as folder, many_served(Path(folder), sources, count // sources) as sites:
            cost = crawled(sites, Path(folder) / "out")
        row(sources, f"{count:,}", f"{cost.wall:.0f}", f"{count / cost.wall:.1f}", *per(cost.cpu, count), mb(cost))


def publishes(counts: Sequence[int]) -> None:
    """Print what staging and publishing costs."""
    head(counts, "articles", "staging, CPU, s", "ms each", "publishing", "ms each", f"{MORE} more", "MB at most")
    for count in counts:
        with TemporaryDirectory() as folder:
            first, more = (_published(folder, *which) for which in ((0, count), (count, MORE)))
        costs = *per(first["stage"], count), *per(first["publish"], count)
        row(f"{count:,}", *costs, f"{more['publish']:.2f}", f"{max(first['peak'], more['peak']):.0f}")


def reads(counts: Sequence[int]) -> list[str]:
    """Print what looking at a dataset costs, and tell what took too long."""
    if not counts:
        return []
    head(
        counts,
        "sources",
        "articles",
        "report, CPU, s",
        "ms an article",
        "MB at most",
        "status, CPU, s",
        "ms a source",
    )
    clocks = {"report": 0.0, "status": 0.0}
    for count, sources in product(counts, SOURCES):
        with TemporaryDirectory() as folder:
            make(Path(folder) / "data", sources, count, datetime.now(UTC))
            report = ran("report", "--output", f"{folder}/data", "--to", f"{folder}/report.html")
            status = fastest("status", "--output", f"{folder}/data")
        made = sources * max(LEAST, count // sources)
        row(sources, f"{made:,}", *per(report.cpu, made), mb(report), *per(status.cpu, sources))
        clocks = {"report": max(clocks["report"], report.wall), "status": max(clocks["status"], status.wall)}
    clocks["--help"] = fastest("--help").wall
    for command, seconds in clocks.items():
        print(f"\n`thinktap {command}`: {seconds:.2f} s by the clock at most, {ALLOWED[command]} are allowed")
    return [f"{command}: {seconds:.1f} s" for command, seconds in clocks.items() if seconds > ALLOWED[command]]


def ran(*command: str) -> Read:
    """What a command cost that begins no other; its memory is no less than what this process has."""
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, "-c", COMMAND, *command], env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    _, process.returncode, used = os.wait4(process.pid, 0)
    return Read(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def fastest(*command: str) -> Read:
    """The same, in the fastest of some turns: a busy machine makes none faster."""
    return min((ran(*command) for _ in range(TURNS)), key=lambda cost: cost.wall)


def _published(folder: str, first: int, count: int) -> dict[str, float]:
    command = [sys.executable, str(PUBLISHING), folder, str(first), str(count)]
    told: dict[str, float] = json.loads(
        subprocess.run(command, env=ENVIRONMENT, stdout=subprocess.PIPE, check=True).stdout
    )
    return told


def per(seconds: float, units: int) -> tuple[str, str]:
    """Seconds, and milliseconds a unit."""
    return f"{seconds:.1f}", f"{1000 * seconds / units:.2f}"


def mb(cost: Cost | Read) -> str:
    return f"{cost.peak / 1e6:.0f}"


def head(counts: Sequence[int], *columns: str) -> None:
    if counts:
        print(f"\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)


def row(*cells: object) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    main()
