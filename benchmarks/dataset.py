"""What does it cost to keep a large source? Ours beside a Delta table and plain pandas, on the same rows, in one run.

usage: python benchmarks/dataset.py [--articles N] [--merges N]

Loads 100,000 articles of 6 KB, merges 1 % of them ten times (nine of ten edited, one new), scans four columns and looks one
article up. Each step is a process of its own, and the three take turns. Ours does more: each row is committed before it
counts as stored, and each edit is kept as a version. The exit status is 1 when ours takes more than half of Delta's
bytes after the merges, or more memory than either in any step.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

PEERS = ("thinktap", "delta", "pandas")
LOOKS = 3  # times that a scan and a look-up are done
WORKER = Path(__file__).with_name("dataset_peers.py")
Costs = dict[str, dict[str, list[dict[str, Any]]]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=100_000)
    asked.add_argument("--merges", type=int, default=10)
    given = asked.parse_args()
    with TemporaryDirectory() as folder:
        costs, bytes_ = measured(Path(folder), given.articles, given.merges)
    show(costs, bytes_)
    ours = {step: peers["thinktap"] for step, peers in costs.items()}
    least = {step: min(worst(peers["delta"]), worst(peers["pandas"])) for step, peers in costs.items()}
    heavy = [step for step, told in ours.items() if worst(told) > least[step]]
    large = bytes_["merged"]["thinktap"] > bytes_["merged"]["delta"] / 2
    sys.exit(bool(heavy or large))


def measured(folder: Path, articles: int, merges: int) -> tuple[Costs, dict[str, dict[str, int]]]:
    """What each step cost each peer, and the bytes on disk after loading and after merging."""
    costs: Costs = defaultdict(lambda: defaultdict(list))
    bytes_: dict[str, dict[str, int]] = {}
    steps = ["load", *["merge"] * merges, *["scan", "look_up"] * LOOKS]
    for turn, step in enumerate(steps):
        for peer in PEERS[turn % 3 :] + PEERS[: turn % 3]:
            costs[step][peer].append(child(peer, step, folder / peer, articles, turn))
            print(peer, step, turn, costs[step][peer][-1], file=sys.stderr, flush=True)
        found = {peers[-1]["found"] for peers in costs[step].values()}
        assert len(found) == 1, f"{step}: they differ: {found}"
        if step in {"load", "merge"}:
            bytes_["loaded" if step == "load" else "merged"] = {peer: on_disk(folder / peer) for peer in PEERS}
            bytes_["history" if step == "merge" else "at first"] = {"thinktap": on_disk(folder / "thinktap", "*")}
    return costs, bytes_


def child(*arguments: object) -> dict[str, Any]:
    done = subprocess.run([sys.executable, WORKER, *map(str, arguments)], stdout=subprocess.PIPE, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def on_disk(folder: Path, tables: str = "articles*") -> int:
    """The bytes of what holds the articles, or of all tables."""
    return sum(
        path.stat().st_size for path in folder.glob(f"{tables}/**/*") if path.suffix != ".sqlite" and path.is_file()
    ) + sum(path.stat().st_size for path in folder.glob("articles.parquet"))


def worst(told: list[dict[str, Any]]) -> float:
    return max(one["peak"] for one in told)


def show(costs: Costs, bytes_: dict[str, dict[str, int]]) -> None:
    print("| | thinktap | delta | pandas | to delta | to pandas |\n|---|---|---|---|---|---|")
    for step, peers in costs.items():
        line([f"{step}, seconds (median)", *(median(one["seconds"] for one in peers[peer]) for peer in PEERS)])
    for step, peers in costs.items():
        line([f"{step}, MB at most", *(worst(peers[peer]) for peer in PEERS)])
    for when in ("loaded", "merged"):
        line([f"articles on disk, {when}, MB", *(bytes_[when][peer] / 1e6 for peer in PEERS)])
    history = {when: bytes_[when]["thinktap"] / 1e6 for when in ("at first", "history")}
    print(f"\nAll tables of ours, with each version: {history}")


def line(cells: list[Any]) -> None:
    name, *figures = cells
    ours, delta, pandas = figures
    ratios = (ours / delta, ours / pandas)
    print("|", " | ".join([name, *(f"{one:,.2f}" for one in (*figures, *ratios))]), "|")


if __name__ == "__main__":
    main()
