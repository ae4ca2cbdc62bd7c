"""Machines that die while they crawl one dataset together: its rows are those of one process, none lost and none double.

Three workers of a Dask cluster crawl six sources into a new dataset, each time as often; at a random moment one of them is
killed, every other time with all of its processes, else without the one that crawls, and another takes its place. A run
that ends with a fault is followed by one more, without a kill. Prints what happened. `python -m tests.torture.machines TIMES SEED folder|bucket` does it as often.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.dataset as arrow

from output.destination import destination
from output.layout import Layout
from output.schema import TABLES
from output.shared.claim import share
from tests.cluster import Cluster
from tests.conftest import begun, thinktap
from tests.object_store import running
from tests.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.warm import Done

LEASE = 8.0  # seconds; the shorter, the sooner another goes on, but a store on a busy machine must keep up
SITES, ARTICLES = 6, 8
WAITS = 0.15  # seconds a page
LONGEST = 6.0  # seconds from the first page to the kill, at most
OF_A_RUN = {"run_id", "sequence", "valid_from", "archive_file", "archive_offset", "archive_length"}
COMPARED = ("articles", "article_versions", "aliases")


def main(times: int, seed: int, kind: str) -> dict[str, Any]:
    """Crawl as often, with a kill each time."""
    chance, killed, seconds, again = random.Random(seed), Counter[str](), [], 0
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory()))
        bucket = (
            _bucket(ending, folder) if kind == "bucket" else None
        )  # first: commands find their environment as it is now
        sites = [ending.enter_context(_site(folder, number)) for number in range(SITES)]
        where = ("--sources", folder / "sources", "--jobs", 1, "--no-progress")
        alone = thinktap("crawl", *_names(), *where, "--output", folder / "alone")
        assert alone.status == 0, alone.stderr
        wanted = _rows(Layout.at(folder / "alone"))
        cluster = ending.enter_context(Cluster(folder / "cluster", count=3))
        for number in range(times):
            output = bucket() if bucket else str(folder / f"out{number}")
            layout = Layout.at(*destination(output, str(folder / "client" / str(number))))
            share(layout, LEASE)
            began = time.monotonic()
            for site in sites:
                site.asked.clear()
            more = ("--output", output, "--state", layout.state, "--engine", "dask", "--scheduler", cluster.address)
            crawling = begun("crawl", *_names(), *where, *more)
            _wait_until(lambda: any(len(site.asked) > 1 for site in sites))
            time.sleep(chance.uniform(0, LONGEST))
            killed[_kill(cluster, chance, whole=number % 2 == 0)] += 1
            done = crawling.wait()
            if done.status:  # on a machine so busy that a lease ran out; cron's next run goes on
                again += 1
                done = thinktap("crawl", *_names(), *where, *more)
            _check(done, _rows(layout), wanted)
            seconds.append(time.monotonic() - began)
    return {
        "kind": kind,
        "runs": times,
        "kills": killed,
        "crawled again": again,
        "seconds a run": round(sum(seconds) / times, 1),
    }


def _site(folder: Path, number: int) -> Site:
    site = Site()
    for one in range(ARTICLES):
        site.article(f"/{one}", f"Title {number} {one}")
        site.pages[f"/{one}"].waits = WAITS
    site.listing(*((f"/{one}", f"Title {number} {one}") for one in range(ARTICLES)))
    site.source(folder / "sources", name=_names()[number])
    return site


def _names() -> list[str]:
    return [f"kite{chr(ord('a') + number)}" for number in range(SITES)]


def _bucket(ending: ExitStack, folder: Path) -> Callable[[], str]:
    (folder / "moto").mkdir()
    serving = running(folder / "moto")
    store = next(serving)
    ending.callback(serving.close)
    os.environ.update(store.environment)
    return lambda: f"{store.bucket()}/thinktap"


def _kill(cluster: Cluster, chance: random.Random, *, whole: bool) -> str:
    """Kill a worker, and begin another."""
    victim = chance.choice(cluster.workers)
    cluster.workers.remove(victim)
    if whole:
        cluster.kill(victim)
    else:
        for process in _family(victim.pid):
            if b"crawler.engine.child" not in _command(process):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
        victim.wait(30)
    cluster.add()
    return "with all of its processes" if whole else "without the one that crawls"


def _family(process: int) -> list[int]:
    """A process and its children that Dask has begun."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    return [process, *(one for child in children for one in _family(int(child)) if b"engine" not in _command(one))]


def _command(process: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def _check(done: Done, found: dict[str, list[dict[str, Any]]], wanted: dict[str, list[dict[str, Any]]]) -> None:
    assert done.status == 0, done.stderr
    for name in COMPARED:
        assert found[name] == wanted[name], (name, done.stderr)


def _rows(layout: Layout) -> dict[str, list[dict[str, Any]]]:
    """The rows of some tables, without what differs from run to run; each key once in all tables."""
    rows = {}
    for table in TABLES.values():
        some = _read(layout, table.name)
        if table.key:
            keys = Counter(tuple(str(row[name]) for name in ("source", *table.key) if name in row) for row in some)
            assert [key for key, times in keys.items() if times > 1] == [], table.name
        kept = ({k: v for k, v in row.items() if not k.endswith("_at") and k not in OF_A_RUN} for row in some)
        rows[table.name] = sorted(kept, key=str)
    return rows


def _read(layout: Layout, name: str) -> list[dict[str, Any]]:
    if layout.url:
        from deltalake import DeltaTable

        found = pa.table(DeltaTable(f"{layout.url}/{name}").scan())
    elif not (layout.root / name).is_dir():
        return []
    else:
        found = arrow.dataset(layout.root / name, partitioning="hive").to_table()
    return [dict(sorted(row.items())) for row in found.to_pylist()]


def _wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(1_200):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])))
