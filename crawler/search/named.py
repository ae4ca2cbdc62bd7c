"""What do listings name in this run, and what is known of it? However much it is, little of it is held in memory."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from crawler.listings.packed import AT_ONCE
from crawler.listings.record import Turn
from crawler.search.address_set import AddressSet
from crawler.search.said import found_link, key, updated
from crawler.search.schedule import is_due, is_stated_newer
from output.visit import Found, Standing, Visit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future
    from datetime import datetime

    from crawler.listings.record import Link
    from crawler.source import Source
    from crawler.verdict.limits_met import LimitsMet
    from output.store import Store

Standings = dict[str, tuple[str, Standing]]  # what addresses turned out to be, each with the one that it is known by
MOST_WAITING = 2  # times `AT_ONCE` links that the store has not committed yet
SAMPLE = 20_000  # addresses by which a listing is compared with other places


class Named:
    """The addresses that one run's listings name.

    Args:
        source: Says what is due, and how many addresses are remembered.
        store: What is known of them.
        now: UTC.
        limits: Takes note of a limit that is met.

    Attributes:
        links: What counts as listed.
        sample: The first of it.
    """

    def __init__(self, source: Source, store: Store, now: datetime, limits: LimitsMet) -> None:
        self._source, self._store, self._now, self._limits = source, store, now, limits
        self._visits = store.visits
        self._left = source.limits.addresses - store.visits.count()  # that may be remembered besides
        self._met = AddressSet()
        self.links = AddressSet()
        self.sample: dict[str, None] = {}

    def take(self, links: Iterable[Link]) -> bool:
        """Count links as the listing's, and say whether one of them is new to this run."""
        before = len(self.links)
        for link in links:
            if self.links.add(link.url) and len(self.sample) < SAMPLE:
                self.sample[link.url] = None
        return len(self.links) > before

    async def meet(self, links: Iterable[Link]) -> tuple[list[Visit], bool]:
        """Take note of links, and say which of them are due, with what is stated of them now, and whether any is news.

        What is noted is committed by then.

        Raises:
            OutputError: It can't be stored.
        """
        due: list[Visit] = []
        news = False
        waiting: deque[Future[None]] = deque()
        rest = iter(links)
        while some := list(islice(rest, AT_ONCE)):
            visits, found = self._meet(some)
            waiting.append(self._store.add_found(found))
            due += [visit for visit in visits if is_due(visit, self._now, self._source.revisit)]
            news = news or any(map(is_news, visits))
            if len(waiting) > MOST_WAITING:
                await asyncio.wrap_future(waiting.popleft())
        for stored in waiting:
            await asyncio.wrap_future(stored)
        return due, news

    def _meet(self, links: list[Link]) -> tuple[list[Visit], list[Found]]:
        known = self._visits.of(link.url for link in links)
        visits, found = [], []
        for link in links:
            said, before = found_link(link), known.get(link.url)
            if before is None and not self._has_room(link.url):
                continue
            visit = replace(before, stated=said.stated or before.stated) if before else _found(said)
            visits.append(visit)
            noted = _of_own(said, before)
            again = not self._met.add(noted.url)
            found.append(replace(noted, as_read=not is_stated_newer(visit), again=again))
        return visits, found

    def standings(self, links: Iterable[Link]) -> Standings:
        """What links that are known turned out to be, each with the address that it is known by."""
        return {
            url: (url if visit.url == url else visit.url, visit.standing)
            for url, visit in self._visits.each(link.url for link in links)
        }

    def is_missing(self, url: str) -> bool:
        """Whether there was nothing at an address when it was last tried, and it is too early to try again."""
        visit = self._visits.of([url]).get(url)
        if visit is None or visit.standing is not Standing.MISSING:
            return False
        return not is_due(visit, self._now, self._source.revisit)

    def is_changed(self, part: Link) -> bool:
        """Whether a part of a sitemap is new, or not stated to be as it was when it was read."""
        same = key(Turn(part.url))
        visit = self._visits.of([same]).get(same)
        return visit is None or updated(part) is None or visit.read_stated != updated(part)

    def articles(self, urls: Iterable[str]) -> set[str]:
        """Those of some addresses that lead to an article."""
        return {url for url, visit in self._visits.each(urls) if visit.standing is Standing.ARTICLE}

    def own_articles(self, urls: Iterable[str]) -> set[str]:
        """The articles that some addresses lead to, each by the address that it is known by."""
        return {visit.url for _, visit in self._visits.each(urls) if visit.standing is Standing.ARTICLE}

    def _has_room(self, url: str) -> bool:
        """Whether an address that is new may be remembered."""
        if url not in self._met:
            self._left -= 1
        if self._left < 0:
            self._limits.note("addresses", self._source.limits.addresses)
        return self._left >= 0


def articles_of(known: Standings) -> set[str]:
    """Those of some addresses that lead to an article."""
    return {url for url, (_, standing) in known.items() if standing is Standing.ARTICLE}


def is_news(visit: Visit) -> bool:
    """Whether an address is new, or is said to have changed."""
    return visit.standing is Standing.FOUND or is_stated_newer(visit)


def _of_own(said: Found, known: Visit | None) -> Found:
    """What is said of another address of a known article, as said of its own; of a further page, only when it changed."""
    if known is None or known.url == said.url:
        return said
    return replace(said, url=known.url, said="{}" if known.divided else said.said)


def _found(said: Found) -> Visit:
    return Visit(said.url, Standing.FOUND, said=said.said, stated=said.stated)
