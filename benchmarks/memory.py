"""Does a worker's memory creep? Its resident memory after each 2,000 of 20,000 pages in a row, with recycling and without.

usage: python benchmarks/memory.py [--pages N] [--step N] [--kept]

Pages are found through THINKTAP_PAGES and read over and over through a pool of one worker. Each reading is made
different: class names, words and numbers that were not there before, and attributes with names of their own, as
frameworks write them for each component, so that whatever remembers what it has seen must grow. `--kept` never
replaces the worker. The exit status is 1 when a later line is more than 50 MB above the first.
"""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
import time
from dataclasses import replace
from multiprocessing import active_children
from typing import TYPE_CHECKING

from pages import folder_of, labels_of, page_of

from pipelines import pool
from pipelines.pool import ExtractionPool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.page import Page

SETS = ("seb", "wcxb", "fundus", "sites5", "metadata", "dates")
PAGES = 20_000
STEP = 2_000  # pages a line of the table
LOOK = 20  # pages between two looks at the worker
ALLOWED = 50  # MB
NAMES = 20  # attributes with names of their own, a page


def pages() -> Iterator[Page]:
    """All labelled pages, over and over, no two alike."""
    folders = [folder_of(name) for name in SETS]
    labels = [(folder, label) for folder in folders for label in labels_of(folder)]
    for number, (folder, label) in enumerate(itertools.cycle(labels)):
        yield varied(page_of(folder, label), number)


def varied(page: Page, number: int) -> Page:
    """The page with names, words and numbers that no other has."""
    own = b"%06d" % number
    attributes = b"".join(b" data-v-%s%02d" % (own, place) for place in range(NAMES))
    body = page.body.replace(b'class="', b'class="c%s ' % own).replace(b"<p>", b"<p%s>No. %s: " % (attributes, own))
    return replace(page, url=f"{page.url}?v={number}", body=body)


def resident() -> tuple[int, float] | None:
    """The worker's process, and its resident memory in MB; null while one worker takes over from another."""
    pids = [str(worker.pid) for worker in active_children()]
    told = subprocess.run(
        ["/bin/ps", "-o", "rss=", "-p", ",".join(pids) or "0"], capture_output=True, text=True, check=False
    )
    return (int(pids[0]), int(told.stdout) / 1024) if len(pids) == len(told.stdout.split()) == 1 else None


def watched(reads: Iterable[object]) -> tuple[int, float]:
    """Read pages; which worker read the last of them, and how large one was at most."""
    looks = [look for number, _ in enumerate(reads) if number % LOOK == LOOK - 1 and (look := resident())]
    return looks[-1][0], max(size for _, size in looks)


def main() -> None:
    """Read the pages and say how large the worker is on the way; fail when it has grown by more than is allowed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", type=int, default=PAGES)
    asked.add_argument("--step", type=int, default=STEP)
    asked.add_argument("--kept", action="store_true", help="never replace the worker")
    given = asked.parse_args()
    if given.kept:
        pool.TASKS_PER_WORKER = 0  # pebble's word for never
    print("| pages | worker | at most, MB | seconds |\n|---|---|---|---|", flush=True)
    began, sizes, every = time.monotonic(), [], pages()
    with ExtractionPool(1) as workers:
        for count in range(given.step, given.pages + 1, given.step):
            pid, size = watched(workers.read_all(itertools.islice(every, given.step)))
            print(f"| {count:,} | {pid} | {size:.0f} | {time.monotonic() - began:.0f} |", flush=True)
            sizes.append(size)
    grown = max(sizes) - sizes[0]
    print(f"\nat most {grown:.0f} MB above the first {given.step:,} pages; {ALLOWED} are allowed")
    sys.exit(grown > ALLOWED)


if __name__ == "__main__":
    main()
