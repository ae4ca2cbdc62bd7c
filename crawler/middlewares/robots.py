"""Does a site's robots.txt allow this request? Asked once a day for each host, and kept with the source's state.

By RFC 9309: where there is none (4xx) all is allowed; where it can't be had (5xx, 429, no answer) nothing is, until it
can be again; rules of the last 30 days go on to hold meanwhile.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import IgnoreRequest, NotConfigured

from crawler.address import robots_of
from crawler.asking import why
from crawler.download.answer import BEGINNING
from crawler.download.beside import beside
from crawler.middlewares.host_file import host_file
from crawler.middlewares.politeness import Politeness
from crawler.politeness.rules import MOST_BYTES, Rules
from output.item_pipeline import StorePipeline
from output.visit import KeptFile

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

KEPT = timedelta(days=1)  # RFC 9309, 2.4: no longer than 24 hours
HELD = timedelta(days=30)  # RFC 9309, 2.3.1.4: as long as it can't be had, an older one may be used
SLOWEST = 300.0  # seconds between two requests: a site that wants more is not for a run that is to end
SECONDS = 15  # that an answer may take, as everything else waits for it
FOR_RULES = "thinktap_for_rules"  # in the meta of a request for a robots.txt
SAID = "thinktap_robots_txt"  # in a request's meta: what robots.txt said of it, a `Verdict`


class Verdict(StrEnum):
    """What robots.txt says of a request."""

    ALLOWED = "allowed"
    DISALLOWED = "disallowed"
    NONE = "none"  # there is no robots.txt
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class _Said:
    """A robots.txt: its rules, or why it can't be had; both null where the site has no robots.txt."""

    rules: Rules | None = None
    error: Exception | None = None


class Forbidden(IgnoreRequest):
    """robots.txt does not allow an address, or not now."""


class Robots:
    """Refuses what robots.txt forbids, and everything while it can't be had.

    Args:
        crawler: Downloads, and has the store.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._said: dict[str, asyncio.Future[_Said]] = {}

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
            IgnoreRequest: robots.txt forbids it, or can't be had.
        """
        if request.meta.get(FOR_RULES):
            return
        url = robots_of(request.url)
        if url not in self._said:
            self._said[url] = asyncio.ensure_future(self._asked(url))
        said = await asyncio.shield(self._said[url])
        verdict = _verdict(said, request.url)
        request.meta[SAID] = verdict
        if verdict is Verdict.UNREACHABLE:
            raise Forbidden(f"robots.txt can't be had ({why(said.error)}): nothing is asked now") from said.error
        if verdict is Verdict.DISALLOWED:
            raise Forbidden("forbidden by robots.txt")
        if said.rules:
            self._pace(said.rules, url)

    def _pace(self, rules: Rules, url: str) -> None:
        """Let the host be asked as seldom as its rules want.

        Raises:
            Forbidden: That is too seldom.
        """
        if rules.between > SLOWEST:
            raise Forbidden(f"robots.txt asks for {rules.between:.0f} seconds between requests")
        if polite := self._crawler.get_downloader_middleware(Politeness):
            host = polite.turns.host(url)
            host.asks_for = max(host.asks_for, rules.between)

    async def _asked(self, url: str) -> _Said:
        """What a robots.txt says: one of today, else the site's, else one of this month."""
        stored = self._crawler.get_item_pipeline(StorePipeline)
        kept = stored.store.visits.kept_file(url) if stored else None
        age = datetime.now(UTC) - kept.at if kept else HELD
        if kept and age < KEPT:
            return await _read(kept)
        of_scrapy = {"max_retry_times": 1, "download_timeout": SECONDS}
        fresh = await host_file(self._crawler, url, {FOR_RULES: True, BEGINNING: MOST_BYTES, **of_scrapy})
        if isinstance(fresh, KeptFile):
            if stored:
                await asyncio.wrap_future(stored.store.keep_file(url, fresh))
            return await _read(fresh)
        return await _read(kept) if kept and age < HELD else _Said(error=fresh)


async def _read(kept: KeptFile) -> _Said:
    return _Said(await beside(Rules.read, kept.said)) if kept.said is not None else _Said()


def _verdict(said: _Said, url: str) -> Verdict:
    if said.error:
        return Verdict.UNREACHABLE
    if said.rules is None:
        return Verdict.NONE
    return Verdict.ALLOWED if said.rules.allow(url) else Verdict.DISALLOWED
