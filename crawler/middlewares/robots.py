"""Does a site's robots.txt allow this request? Asked once a day for each host, and kept with the source's state."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from protego import Protego
from scrapy import Request
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http.request import NO_CALLBACK

from crawler.address import robots_of
from crawler.responses import ROLE
from output.item_pipeline import StorePipeline
from output.records import Outcome
from output.visit import KeptFile

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

KEPT = timedelta(days=1)  # RFC 9309, 2.4: no longer than 24 hours
FOR_RULES = "thinktap_for_rules"  # in the meta of a request for a robots.txt, and of those that it is redirected to
MOST_BYTES = 500 * 1024  # RFC 9309, 2.5: as much is read at least


class Forbidden(IgnoreRequest):
    """robots.txt does not allow an address."""


class Robots:
    """Refuses what robots.txt forbids.

    Args:
        crawler: Downloads, and has the store.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["USER_AGENT"]
        self._rules: dict[str, asyncio.Future[Protego | None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware for a crawler.

        Raises:
            NotConfigured: The settings say that robots.txt is not obeyed.
        """
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass, or refuse it.

        Raises:
            IgnoreRequest: robots.txt forbids it.
        """
        if request.meta.get(FOR_RULES):
            return
        url = robots_of(request.url)
        if url not in self._rules:
            self._rules[url] = asyncio.ensure_future(self._asked(url))
        rules = await asyncio.shield(self._rules[url])
        if rules and not rules.can_fetch(request.url, self._agent):
            raise Forbidden("forbidden by robots.txt")

    async def _asked(self, url: str) -> Protego | None:
        """What a robots.txt says; null when there is none."""
        stored = self._crawler.get_item_pipeline(StorePipeline)
        kept = stored.store.visits.kept_file(url) if stored else None
        if kept is None or datetime.now(UTC) - kept.at >= KEPT:
            fresh = await self._downloaded(url)
            if fresh and (fresh.status < HTTPStatus.INTERNAL_SERVER_ERROR or kept is None):
                kept = fresh
            if stored and fresh and fresh.status < HTTPStatus.INTERNAL_SERVER_ERROR:  # else the next run asks again
                await asyncio.wrap_future(stored.store.keep_file(url, fresh))
        if kept is None or kept.status != HTTPStatus.OK:
            return None
        return Protego.parse(kept.body.decode("utf-8", "replace"))

    async def _downloaded(self, url: str) -> KeptFile | None:
        # Before everything else that waits for this host, for all of that waits for it.
        request = Request(url, NO_CALLBACK, priority=1_000, meta={ROLE: Outcome.ANSWER, FOR_RULES: True})
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception:  # noqa: BLE001  (whatever failed is a row of fetches; without an answer nothing is forbidden)
            return None
        return KeptFile(datetime.now(UTC), response.status, response.body[:MOST_BYTES])
