"""What a page costs in memory: whatever it holds, at most 200 MB over all processes of the pool together."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipelines.bounds import MOST_BYTES, MOST_TAGS
from pipelines.memory_held import GROWTH, Level, Levels
from pipelines.pool import ExtractionPool
from tests.made import TEXT, page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 200  # MB
LOOK = 0.03  # seconds between two looks, which cost 10 ms of CPU each
LD = '<script type="application/ld+json">'
ORDINARY = page(f"<h1>T</h1>{TEXT}")
LETTERS = MOST_BYTES - 10_000

# The dearest of a hundred shapes at the largest size that is read, and what is beyond it.
DEAREST: dict[str, Callable[[], str]] = {
    "linked data": lambda: f"{LD}[{'{},' * (LETTERS // 3)}{{}}]</script>",
    "one address": lambda: f"<a href='/{'x/' * (LETTERS // 2)}'>x</a>",
    "lines": lambda: "x<br>" * (MOST_TAGS - 100),
    "references": lambda: "&#x1F600;" * (LETTERS // 9),
    "16 MiB of tags": lambda: "<a>" * (16 * 1024 * 1024 // 3),
    "16 MiB of words": lambda: "x " * (8 * 1024 * 1024),
}


@pytest.fixture(scope="module")
def pool() -> Iterator[ExtractionPool]:
    with ExtractionPool(1) as opened:
        yield opened


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="no system tells what a process holds")
@pytest.mark.parametrize("name", DEAREST)
def test_no_page_costs_more_than_200_mb(pool: ExtractionPool, name: str) -> None:
    made = page(f"<h1>T</h1>{TEXT}{DEAREST[name]()}")
    list(
        pool.read_all([ORDINARY] * 10)
    )  # a worker that has read nothing shares what it holds with the one it was forked from
    before = held()
    most, done = [before], threading.Event()

    def look() -> None:
        while not done.wait(LOOK):
            most.append(held())

    looking = threading.Thread(target=look)
    looking.start()
    list(pool.read_all([made]))
    done.set()
    looking.join()
    assert max(most) - before < MOST


def held() -> float:
    """MB that this process and all below it hold, what they share counted once."""
    return sum(map(_held, _family())) / 1024


def _held(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:  # it has ended
        return 0
    return sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))


def _family() -> set[int]:
    parents: dict[int, int] = {}
    for told in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(told.parent.name)] = int(told.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
        except OSError:
            continue
    family = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def test_a_worker_s_level_follows_its_heap_and_not_a_row_of_hostile_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    private = iter([100, 130, 120, 100 + 2 * GROWTH])
    monkeypatch.setattr("pipelines.memory_held.most_resident", lambda: 50)
    monkeypatch.setattr("pipelines.memory_held.held", lambda: Level(40, next(private)))
    levels = Levels()
    assert [levels.before_a_page().private for _ in range(4)] == [100, 130, 130, 100 + GROWTH]
