"""How many pages a second go from a listing to published Parquet? Ours beside its peers, on the same site and cores.

usage: THINKTAP_PAGES=DIR python benchmarks/throughput.py [--pages N] [--real N] [--turns N]

nginx serves a site on loopback: made-up articles of 40 KB, then, where THINKTAP_PAGES names them, labelled pages at their
real size. Each program is a process of its own that begins with nothing, and they take turns: `thinktap crawl`; a stock
pipeline (one Scrapy spider, trafilatura with metadata inline, pandas to Parquet); crawlee with the same; the trafilatura
command on the articles' addresses, which it is given; a loop that only fetches; and wrk, which is nginx's own limit. A
rate counts stored pages. Figures are medians over the turns. nginx and wrk must be installed, and crawlee (requirements of
`.venv/bench`). Linux alone, for /proc.

Extraction's share is the CPU of the pool's workers, over what others left of the cores' time while ours crawled, its
start and its publishing aside; the event loop's lag is looked at a hundred times a second between the first article
stored and the last (`throughput_ours.py`); what a page costs outside extraction is the CPU of the main process, its
start aside. The exit status is 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import run
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd
from throughput_cost import Cost, cost_of
from throughput_site import Site, served

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE, PROJECT = Path(__file__).parent, Path(__file__).parent.parent
CORES = 2
PEERS = ("thinktap", "stock", "crawlee", "trafilatura", "bare loop")
SECONDS = 3  # that wrk asks for
TIMES, SHARE, LAG, OUTSIDE = 3, 0.8, 20, 5  # as asked for: times stock's rate; of the cores; ms; ms of CPU
SOURCE = 'name = "Site"\nprivate_hosts = ["{host}"]\n[listing]\nstart = ["{start}"]\n[limits]\ndelay = 0\nconcurrency = 8\n'
# Its user's own settings for a site of one's own: else it waits 5 s a page, and asks no private host.
PLAIN = "SLEEP_TIME = 5.0", "SLEEP_TIME = 0"
OPEN = "SSRF_PROTECTION = on", "SSRF_PROTECTION = off"
# wrk's script: each of the paths in turn.
LUA = """
local paths, n = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
request = function() n = n %% #paths + 1; return wrk.format("GET", paths[n]) end
"""


@dataclass(frozen=True)
class Run:
    """One run of one program: what it cost, pages stored, and what ours told of itself."""

    cost: Cost
    stored: int
    told: dict[str, float]

    @property
    def rate(self) -> float:
        """Stored pages a second."""
        return self.stored / self.cost.wall

    @property
    def share(self) -> float:
        """Extraction's of the time that others left of the cores; theirs is taken to be spread evenly."""
        return self.cost.deep / (self.told["crawled"] * (CORES - self.cost.others / self.cost.wall))


Runs = dict[str, list[Run]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", type=int, default=1_000, help="made-up articles")
    asked.add_argument("--real", type=int, default=300, help="real pages")
    asked.add_argument("--turns", type=int, default=3)
    given = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nginx ends as well
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    print(f"| pages | | asked for | {' | '.join(PEERS)} | nginx |\n|{'---|' * (len(PEERS) + 4)}")
    missed = measured("40 KB", given.pages, given.turns)
    if os.environ.get("THINKTAP_PAGES"):
        missed += measured("real", given.real, given.turns)
    print("\nmissed: " + "; ".join(missed) if missed else "\nall targets are met")
    sys.exit(bool(missed))


def measured(name: str, count: int, turns: int) -> list[str]:
    """Let each crawl one site in turn, print its rows, and return the targets that were missed."""
    runs: Runs = {peer: [] for peer in PEERS}
    limits = []
    with TemporaryDirectory() as folder, served(Path(folder), count, real=name == "real") as site:
        for turn in range(turns):
            for peer in PEERS:
                with TemporaryDirectory() as own:
                    one = crawled(peer, site, Path(own))
                runs[peer].append(one)
                print(
                    f"{name}, turn {turn + 1}: {peer} {one.stored} {one.cost} {one.told}", file=sys.stderr, flush=True
                )
            limits.append(limit(site, Path(folder)))
        size = site.size / len(site.articles) / 1000
    return show(f"{len(site.articles):,} of {size:.0f} KB" if name == "real" else f"{count:,} of 40 KB", runs, limits)


def crawled(peer: str, site: Site, folder: Path) -> Run:
    """Let one program crawl the site, from nothing."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    if peer == "thinktap":
        return _ours(site, folder, environment)
    if peer == "trafilatura":
        return _command(site, folder, environment)
    script = str(HERE / "throughput_peers.py")
    # -P: a script here has the name of a package that Twisted needs.
    command = [sys.executable, "-P", script, peer.partition(" ")[0], site.start, str(folder / "rows.parquet")]
    cost = cost_of(command, folder, environment)
    return Run(cost, _rows(folder / "rows.parquet"), {})


def _ours(site: Site, folder: Path, environment: dict[str, str]) -> Run:
    (folder / "sources").mkdir()
    (folder / "sources" / "site.toml").write_text(SOURCE.format(host=site.host, start=site.start))
    options = ["crawl", "--no-progress", "-q", "--sources", str(folder / "sources"), "--output", str(folder / "out")]
    looked = [sys.executable, "-P", str(HERE / "throughput_ours.py"), str(folder / "told.json")]
    cost = cost_of([*looked, *options], folder, environment)
    return Run(cost, _rows(folder / "out" / "articles"), json.loads((folder / "told.json").read_text()))


def _command(site: Site, folder: Path, environment: dict[str, str]) -> Run:
    import trafilatura

    settings = Path(trafilatura.__file__).with_name("settings.cfg").read_text().replace(*PLAIN).replace(*OPEN)
    (folder / "settings.cfg").write_text(settings)
    (folder / "urls.txt").write_text("\n".join(map(site.url, site.articles)))
    reads = ["-m", "trafilatura.cli", "--input-file", "urls.txt", "--json", "--with-metadata", "-o", "out"]
    many = ["--parallel", str(CORES), "--config-file", "settings.cfg"]
    cost = cost_of([sys.executable, *reads, *many], folder, environment)
    return Run(cost, len(list((folder / "out").rglob("*.json"))), {})


def _rows(path: Path) -> int:
    return len(pd.read_parquet(path, columns=["url"])) if path.exists() else 0


def limit(site: Site, folder: Path) -> float:
    """How many of the same files nginx gives a second."""
    (folder / "paths").write_text("\n".join([*site.listings, *site.articles]))
    (folder / "paths.lua").write_text(LUA % (folder / "paths"))
    command = ["wrk", "-t1", "-c8", f"-d{SECONDS}s", "-s", str(folder / "paths.lua"), site.start]
    told = run(command, check=True, capture_output=True, text=True).stdout
    return float(re.findall(r"Requests/sec:\s*([\d.]+)", told)[0])


def show(name: str, runs: Runs, limits: Sequence[float]) -> list[str]:
    """Print a site's rows, and return the targets that were missed."""

    def of(figure: Callable[[Run], float], peer: str = "thinktap") -> float:
        return median(map(figure, runs[peer]))

    def row(figure: str, asked: str, *cells: str) -> None:
        print(f"| {' | '.join([name, figure, asked, *cells])} |{' |' * (len(PEERS) + 1 - len(cells))}", flush=True)

    rates = {peer: of(lambda run: run.rate, peer) for peer in PEERS} | {"nginx": median(limits)}
    ours = rates["thinktap"]
    row("pages stored", "", *(f"{of(lambda run: run.stored, peer):.0f}" for peer in PEERS))
    row("pages a second", "", *(f"{rate:,.1f}" for rate in rates.values()))
    row(
        "ours to it",
        f"stock: {TIMES}",
        "",
        *(f"{ours / rate:.2g}" for peer, rate in rates.items() if peer != "thinktap"),
    )
    for figure, value in {
        "seconds": lambda run: run.cost.wall,
        "CPU, seconds": lambda run: run.cost.cpu,
        "CPU a page, ms": lambda run: 1000 * run.cost.cpu / max(1, run.stored),
        "MB at most": lambda run: run.cost.peak / 1e6,
        "others' CPU, % of the cores": lambda run: 100 * run.cost.others / run.cost.wall / CORES,
        "load average": lambda run: run.cost.load,
    }.items():
        row(figure, "", *(f"{of(value, peer):.1f}" for peer in PEERS))
    # Each target: what it is, at least or at most how much, and what it came to.
    share, late = of(lambda run: run.share), of(lambda run: 1000 * run.told["late"])
    outside = of(lambda run: 1000 * (run.cost.own - run.told["start_cpu"]) / run.stored)
    row("extraction, % of all its CPU", "", f"{of(lambda run: 100 * run.cost.deep / run.cost.cpu):.0f}")
    row("extraction, % of the cores' time", f"{SHARE:.0%}", f"{100 * share:.0f}")
    row("event-loop lag, p99, ms", f"{LAG}", f"{late:.1f}")
    row("CPU a page outside extraction, ms", f"{OUTSIDE}", f"{outside:.1f}")
    faults = {
        f"{ours / rates['stock']:.2g} times the stock pipeline, {TIMES} asked for": ours < TIMES * rates["stock"],
        f"{share:.0%} of the cores' time, {SHARE:.0%} asked for": share < SHARE,
        f"lag of {late:.0f} ms, {LAG} allowed": late > LAG,
        f"{outside:.1f} ms a page outside extraction, {OUTSIDE} allowed": outside > OUTSIDE,
    }
    return [f"{name}: {fault}" for fault, is_missed in faults.items() if is_missed]


if __name__ == "__main__":
    main()
