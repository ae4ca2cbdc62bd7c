"""What is asked for while the workers do not get to it? A few pages and no more, and of each source the first."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pyarrow.dataset as ds

from crawler.scheduler import HELD_PER_WORKER
from tests.conftest import COMMAND_SECONDS, begun
from tests.site import Answer, Site

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 120
CONNECTIONS = 8
MOMENT = 5  # seconds in which the large source is asked for what it may
READS_LATER = """
import asyncio
from pathlib import Path
from pipelines.pool import ExtractionPool
read = ExtractionPool.read
async def later(self, page):
    while not Path({!r}).exists():
        await asyncio.sleep(0.1)
    return await read(self, page)
ExtractionPool.read = later
"""


def test_what_waits_for_the_workers_is_bounded(tmp_path: Path) -> None:
    places = ("--sources", tmp_path / "sources", "--output", tmp_path / "out")
    with Site() as large, Site() as small:
        for site, name, pages in ((large, "large", PAGES), (small, "small", 3)):
            rows = [(f"/{number}", f"What the harbour owes its town, part {number}") for number in range(pages)]
            site.listing(*rows)
            for row in rows:
                site.article(*row)
            site.source(tmp_path / "sources", f"concurrency = {CONNECTIONS}\n", name=name)
        small.pages["/robots.txt"] = Answer(status=404, waits=MOMENT)  # the other has its pages first
        crawl = begun(
            "crawl", *places, "--jobs", 1, "large", "small", before=READS_LATER.format(str(tmp_path / "now"))
        )
        until, asked, has_begun = time.monotonic() + COMMAND_SECONDS / 4, 0, False
        while not (has_begun and asked > CONNECTIONS) and time.monotonic() < until:
            time.sleep(0.05)
            asked, has_begun = sum(path[1:].isdigit() for path in large.asked), "/0" in small.asked
        (tmp_path / "now").touch()
        assert crawl.wait().status == 0
    assert has_begun
    assert CONNECTIONS < asked <= HELD_PER_WORKER + 2 * CONNECTIONS
    assert ds.dataset(tmp_path / "out" / "articles", partitioning="hive").count_rows() == PAGES + 3
