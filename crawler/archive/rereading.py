"""How is a source read again without a request? From the newest archived response of each address, by today's reader."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from crawler.address import canonical
from crawler.archive.answers import FromRun, NotArchived, NotWhole
from crawler.archive.responses import response_of
from crawler.asking import Asking
from crawler.download.decoding import TooLarge
from crawler.hints import hints_of
from crawler.responses import ROLE, is_sent_home, page_of
from output.errors import Damaged
from output.item_pipeline import keep
from output.records import Outcome
from pipelines.item_pipeline import read_whole

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

    from crawler.source import Source
    from output.archive.index import Newest
    from output.records import Article, Reject
    from output.store import Store
    from pipelines.item_pipeline import Reader

AT_ONCE = 16  # pages under way: enough for the workers of a large machine, few enough to bound memory
LOG = logging.getLogger(__name__)


class Rereading:
    """Reads one source's archive again.

    Args:
        source: The source as its file says it today.
        store: Its part of the dataset, for a run that reads again.
        reader: Reads the pages.

    Attributes:
        damaged: How many records could not be read so far.
    """

    def __init__(self, source: Source, store: Store, reader: Reader) -> None:
        self._source, self._store, self._reader = source, store, reader
        self._hints = hints_of(source, store)
        self.damaged = 0

    async def run(self) -> None:
        """Read all pages in the order they came, and store what each of them says now.

        Raises:
            Unwritable: The disk is full or refuses us.
        """
        waiting: deque[asyncio.Task[Article | Reject | None]] = deque()
        asks = FromRun("", self.asking(""))
        for newest in self._store.archived_pages():
            if newest.run_id != asks.run_id:
                asks = FromRun(newest.run_id, self.asking(newest.run_id))
            waiting.append(asyncio.create_task(self._read(newest, asks)))
            if len(waiting) >= AT_ONCE:
                await self._keep(waiting.popleft())
        while waiting:
            await self._keep(waiting.popleft())

    def asking(self, run_id: str) -> Asking:
        """What finds the answers of one run: a page is read with those that came with it, and no others."""
        return Asking(partial(self._download, run_id), self._source, lambda _: self._hints)

    async def _read(self, newest: Newest, asks: FromRun) -> Article | Reject | None:
        """What a page gives; null when it is left as it is."""
        try:
            response = self._response(newest, Outcome.PAGE)
            if not self._source.owns(response.url) or is_sent_home(response):
                return None
            return await read_whole(page_of(response, self._source.id), self._reader, asks)
        except (Damaged, NotWhole, TooLarge):  # the last one: larger than the source's limit is today
            return None

    async def _keep(self, task: asyncio.Task[Article | Reject | None]) -> None:
        if read := await task:
            await keep(self._store, read)

    async def _download(self, run_id: str, request: Request) -> Response:
        newest = self._store.archived(canonical(request.url), Outcome(request.meta[ROLE]).value)
        if newest is None or newest.run_id != run_id:
            raise NotArchived
        return self._response(newest, request.meta[ROLE])

    def _response(self, newest: Newest, role: Outcome) -> Response:
        try:
            received = self._store.read_archived(newest, role.value)
            return response_of(received, self._hints, self._source.limits.body_bytes)
        except Damaged as error:
            self.damaged += 1
            place = newest.place
            where = f"the record at {place.offset} of {place.file}"
            about = {"event": "damage", "source": self._source.id, "address": newest.asked, "reason": str(error)}
            LOG.error("%s: %s is passed over: %s", newest.asked, where, error, extra=about)  # noqa: TRY400  (the text says all)
            raise
