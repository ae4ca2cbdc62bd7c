"""What listings name is stored while the crawl goes on: its event loop waits for no commit, and little is held in memory."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from crawler.listings.packed import AT_ONCE
from crawler.listings.record import Link
from crawler.search.named import Named
from crawler.source import Source
from crawler.verdict.limits_met import LimitsMet
from output.errors import Unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable

SOURCE = Source.model_validate({"id": "k", "name": "K", "listing": {"start": ["https://k.example/"]}})
LINKS = [Link(f"https://k.example/{number}", "") for number in range(6 * AT_ONCE)]


class SlowStore:
    """Knows nothing, and commits when it is told to."""

    def __init__(self) -> None:
        self.handed_in: list[Future[None]] = []
        self.visits = SimpleNamespace(count=lambda: 0, of=lambda urls: {url: None for url in urls if not url})

    def add_found(self, _: Iterable[Any]) -> Future[None]:
        self.handed_in.append(Future())
        return self.handed_in[-1]


async def met(store: Any) -> asyncio.Task[Any]:
    meeting = asyncio.ensure_future(Named(SOURCE, store, datetime.now(UTC), LimitsMet()).meet(LINKS))
    for _ in range(9):
        await asyncio.sleep(0)
    return meeting


def test_no_more_than_a_few_parts_wait_for_their_commit() -> None:
    async def run() -> None:
        store = SlowStore()
        meeting = await met(store)
        assert (meeting.done(), len(store.handed_in)) == (False, 3)
        for stored in store.handed_in:  # which becomes longer
            stored.set_result(None)
            await asyncio.sleep(0.01)
        due, news = await meeting
        assert (len(store.handed_in), len(due), news) == (6, len(LINKS), True)

    asyncio.run(asyncio.wait_for(run(), 30))


def test_a_commit_that_fails_is_told() -> None:
    async def run() -> None:
        store = SlowStore()
        meeting = await met(store)
        store.handed_in[0].set_exception(Unwritable("the disk is full"))
        with pytest.raises(Unwritable):
            await meeting

    asyncio.run(asyncio.wait_for(run(), 30))
