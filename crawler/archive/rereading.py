"""How is a source read again without a request? From the newest archived response of each address, by today's reader."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from crawler.address import canonical
from crawler.archive.answers import FromRun, NotArchived, NotWhole
from crawler.archive.responses import response_of
from crawler.asking import Asking
from crawler.download.decoding import TooLarge
from crawler.responses import ROLE, is_sent_home, page_of
from output.errors import Damaged
from output.records import Article, Outcome, Reject
from pipelines.item_pipeline import read_whole

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from scrapy import Request
    from scrapy.http import Response

    from crawler.source import Source
    from output.archive.index import Newest
    from output.archive.records import Records
    from pipelines.item_pipeline import Reader
    from pipelines.page import Hints

AT_ONCE = 16  # pages under way: enough for the workers of a large machine, few enough to bound memory


class Damage(NamedTuple):
    """A record that can't be read: of which response, what that was asked as, and what is wrong."""

    newest: Newest
    role: str
    reason: str


Said = Article | Reject | Damage


@dataclass(frozen=True, slots=True)
class ArchivedPages:
    """Some of a source's archived pages, and what they are read from.

    Attributes:
        pages: The newest of each address, in the order they came.
        archived: The newest archived response to an address, by the role it was asked in; null when there is none.
        records: Reads them.
    """

    pages: Iterable[Newest]
    archived: Callable[[str, str], Newest | None]
    records: Records


class Rereading:
    """Reads archived pages of one source again; stores nothing.

    Args:
        source: The source as its file says it today.
        hints: What is known of every page of it.
        read_from: The pages.
        reader: Reads them.
    """

    def __init__(self, source: Source, hints: Hints, read_from: ArchivedPages, reader: Reader) -> None:
        self._source, self._hints, self._from, self._reader = source, hints, read_from, reader
        self._damaged: list[Damage] = []

    async def read(self) -> AsyncIterator[Said]:
        """What each page says now, in their order, and what damage was met; a bounded number is under way.

        Raises:
            Unwritable: An object store can't be reached.
        """
        waiting: deque[asyncio.Task[Article | Reject | None]] = deque()
        asks = FromRun("", self.asking(""))
        for newest in self._from.pages:
            if newest.run_id != asks.run_id:
                asks = FromRun(newest.run_id, self.asking(newest.run_id))
            waiting.append(asyncio.create_task(self._read(newest, asks)))
            if len(waiting) >= AT_ONCE:
                for said in await self._said(waiting.popleft()):
                    yield said
        while waiting:
            for said in await self._said(waiting.popleft()):
                yield said

    def asking(self, run_id: str) -> Asking:
        """What finds the answers of one run: a page is read with those that came with it, and no others."""
        return Asking(partial(self._download, run_id), self._source, lambda _: self._hints)

    async def _said(self, task: asyncio.Task[Article | Reject | None]) -> list[Said]:
        read = await task
        met, self._damaged = self._damaged, []
        return [*met, *([read] if read else ())]

    async def _read(self, newest: Newest, asks: FromRun) -> Article | Reject | None:
        """What a page gives; null when it is left as it is."""
        try:
            response = await self._response(newest, Outcome.PAGE)
            if not self._source.owns(response.url) or is_sent_home(response):
                return None
            return await read_whole(page_of(response, self._source.id), self._reader, asks)
        except (Damaged, NotWhole, TooLarge):  # the last one: larger than the source's limit is today
            return None

    async def _download(self, run_id: str, request: Request) -> Response:
        newest = self._from.archived(canonical(request.url), Outcome(request.meta[ROLE]).value)
        if newest is None or newest.run_id != run_id:
            raise NotArchived
        return await self._response(newest, request.meta[ROLE])

    async def _response(self, newest: Newest, role: Outcome) -> Response:
        try:
            received = await asyncio.to_thread(self._from.records.newest, newest)  # an object store is a network away
            return response_of(received, self._hints, self._source.limits.body_bytes)
        except Damaged as error:
            self._damaged.append(Damage(newest, role.value, str(error)))
            raise
