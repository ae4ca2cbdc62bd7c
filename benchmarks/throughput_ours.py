"""How busy is our event loop while pages are read? The `thinktap` command with an extension that looks, and tells a file.

usage: python -P benchmarks/throughput_ours.py FILE crawl ...
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scrapy import signals

from crawler import settings
from crawler.cli import main

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

EVERY = 0.01  # seconds between two looks
PERCENTILE = 0.99
TOLD = Path(sys.argv.pop(1))


class Looks:
    """Asks the loop to be called again and again, and notes how late it is.

    Args:
        crawler: Whose loop it is.
    """

    def __init__(self, crawler: Crawler) -> None:
        crawler.signals.connect(self.opened, signals.spider_opened)
        crawler.signals.connect(self.stored, signals.item_scraped)
        crawler.signals.connect(self.closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def opened(self) -> None:
        self._items: list[float] = []
        self._late: list[tuple[float, float]] = []
        self._began, self._cpu = time.monotonic(), time.process_time()
        self._again()

    def stored(self) -> None:
        self._items.append(time.monotonic())

    def closed(self) -> None:
        self._next.cancel()
        late = sorted(late for at, late in self._late if self._items[0] <= at <= self._items[-1])
        told = {
            "late": late[int(len(late) * PERCENTILE)],
            "crawled": time.monotonic() - self._began,
            "start_cpu": self._cpu,
        }
        TOLD.write_text(json.dumps(told))

    def _look(self) -> None:
        now = time.monotonic()
        self._late.append((now, now - self._due))
        self._again()

    def _again(self) -> None:
        self._due = time.monotonic() + EVERY
        self._next = asyncio.get_event_loop().call_later(EVERY, self._look)


if __name__ == "__main__":
    settings.EXTENSIONS = {**settings.EXTENSIONS, Looks: 0}  # type: ignore[dict-item]  (Scrapy takes a class, too)
    main()
