"""Does a host reserve text and data mining? Its tdmrep.json is asked before its first page, and kept with the state.

The TDM Reservation Protocol wants it asked before pages are. One that is there is asked again after a day, as a robots.txt;
one that is not, or is no list of rules, after a week, so that a source's daily runs ask for nothing. Without an answer
nothing is said, and the next run asks again.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import NotConfigured

from crawler.download.answer import BEGINNING
from crawler.host_said import tdm_of
from crawler.middlewares.host_file import host_file
from crawler.politeness.turns import NotNow
from crawler.responses import ROLE
from output.item_pipeline import StorePipeline
from output.records import Outcome
from output.visit import KeptFile
from pipelines.rights.host_files import host_text
from pipelines.rights.tdm import MOST_CHARACTERS, tdm_file

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.source import Source

KEPT = timedelta(days=1)
ABSENT_KEPT = timedelta(days=7)


class TdmFile:
    """Asks each host of a source for its tdmrep.json.

    Args:
        crawler: Downloads, and has the store.
        source: The source, whose sites alone are asked.
    """

    def __init__(self, crawler: Crawler, source: Source) -> None:
        self._crawler, self._source = crawler, source
        self._asked: dict[str, asyncio.Future[None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware for a source's spider.

        Raises:
            NotConfigured: It is another spider, which stores nothing.
        """
        source = getattr(crawler.spidercls, "source", None)
        if source is None:
            raise NotConfigured
        return cls(crawler, source)

    async def process_request(self, request: Request) -> None:
        """Let a page wait until its host has been asked."""
        if request.meta.get(ROLE) is not Outcome.PAGE or not self._source.owns(request.url):
            return
        url = tdm_of(request.url)
        if url not in self._asked:
            self._asked[url] = asyncio.ensure_future(self._known(url))
        await asyncio.shield(self._asked[url])

    async def _known(self, url: str) -> None:
        """Have the state know what a host's file says, unless it does."""
        stored = self._crawler.get_item_pipeline(StorePipeline)
        if stored is None or _holds(url, stored.store.visits.kept_file(url)):
            return
        if fresh := await self._downloaded(url):
            await asyncio.wrap_future(stored.store.keep_file(url, fresh))

    async def _downloaded(self, url: str) -> KeptFile | None:
        """What the file's address answers; null where that says nothing, not even that there is no such file."""
        try:
            answer = await host_file(self._crawler, url, {"dont_retry": True, BEGINNING: MOST_CHARACTERS + 1})
        except NotNow:
            return None
        return answer if isinstance(answer, KeptFile) else None


def _holds(url: str, kept: KeptFile | None) -> bool:
    if kept is None:
        return False
    says = kept.said and tdm_file(host_text(kept.said), url)
    return datetime.now(UTC) - kept.at < (KEPT if says else ABSENT_KEPT)
