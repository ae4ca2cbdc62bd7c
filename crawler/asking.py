"""What does extraction want to know from the web? Counters and an article's further pages: asked here, once a run each."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import TextResponse
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.address import canonical
from crawler.download.errors import UNHAD
from crawler.politeness.turns import TRIED, Tried
from crawler.responses import HINTS, ROLE, is_sent_home, page_of
from output.records import Outcome
from pipelines.page import Answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from scrapy.http import Response

    from crawler.source import Source
    from pipelines.page import Hints, Needs, Page

# Of further pages, for another page of the same article; a listing has them side by side.
KEPT_BYTES = 32 * 1024 * 1024


class Asking:
    """Asks for what pages need.

    Args:
        download: Downloads, under robots.txt and the source's limits; or gives what was downloaded before.
        source: Says whether counters may be asked.
        hints: What is known of an address from elsewhere.
    """

    def __init__(
        self, download: Callable[[Request], Awaitable[Response]], source: Source, hints: Callable[[str], Hints]
    ) -> None:
        self._download, self._source, self._hints = download, source, hints
        self._counters: dict[str, asyncio.Future[Answer]] = {}
        self._pages: dict[str, asyncio.Future[Answer]] = {}

    async def ask(self, needs: Needs, page: Page) -> Answer:
        """Fetch what a page needs, if the source allows it; an address at most once a run, whoever needs it."""
        if not self._source.owns(needs.url):
            return Answer(needs.url, None, "not asked: it is on another site")
        if needs.is_page:
            return await self._page(needs, page)
        if refused := self._no_counter(needs):
            return Answer(needs.url, None, refused)
        if needs.url not in self._counters:
            self._counters[needs.url] = asyncio.ensure_future(self._counter(needs, page))
        return await asyncio.shield(self._counters[needs.url])

    def _no_counter(self, needs: Needs) -> str | None:
        """Why a counter may not be asked; null when it may."""
        asks = self._source.counter.ask
        if asks == "always" or (asks == "auto" and not needs.raises_count):
            return None
        why = "asking raises the count" if needs.raises_count and asks == "auto" else "the source forbids it"
        return f"not asked: {why}; [counter] ask is {asks}"

    async def _counter(self, needs: Needs, page: Page) -> Answer:
        request = Request(
            needs.url,
            method="POST" if needs.post else "GET",
            headers={"Referer": page.url},
            meta={ROLE: Outcome.ANSWER, "dont_retry": True},  # a second try might count a second time
            dont_filter=True,
        )
        response = await self._downloaded(request)
        if isinstance(response, str):
            return Answer(needs.url, None, response)
        if not isinstance(response, TextResponse):
            return Answer(needs.url, None, "failed: no text")
        return Answer(needs.url, response.text)

    async def _page(self, needs: Needs, page: Page) -> Answer:
        """A further page, from what is at hand or from the site."""
        here = asyncio.get_running_loop().create_future()
        here.set_result(Answer(page.url, None, page=replace(page, answers=())))
        self._pages.setdefault(page.url, here)  # its further pages may be listed as well, and then need it
        wanted = canonical(needs.url)
        if wanted not in self._pages:
            self._pages[wanted] = asyncio.ensure_future(self._further(needs, page))
        answer = await asyncio.shield(self._pages[wanted])
        self._forget()
        return replace(answer, url=needs.url)

    async def _further(self, needs: Needs, page: Page) -> Answer:
        # Tried again like any page: without it the article is not whole.
        meta = {ROLE: Outcome.PAGE, HINTS: self._hints(canonical(needs.url))}
        request = Request(needs.url, headers={"Referer": page.url}, meta=meta, dont_filter=True)
        response = await self._downloaded(request)
        if isinstance(response, str):
            return Answer(needs.url, None, response)
        if is_sent_home(response):
            return Answer(needs.url, None, "failed: redirected to the home page")
        return Answer(needs.url, None, page=page_of(response, self._source.id))

    async def _downloaded(self, request: Request) -> Response | str:
        """The response, or why there is none that can be used."""
        try:
            response = await self._download(request)
        except Exception as error:  # noqa: BLE001  (what fails costs what was asked, never the run)
            return f"failed: {why(error)}"
        if response.status != HTTPStatus.OK:
            return f"failed: HTTP {response.status}"
        return response

    def _forget(self) -> None:
        """Let go of the oldest pages, so that memory stays bounded."""
        sizes = {url: _size(future) for url, future in self._pages.items() if future.done()}
        spare = sum(sizes.values()) - KEPT_BYTES
        for url, size in sizes.items():
            if spare <= 0:
                return
            del self._pages[url]
            spare -= size


def why(error: BaseException | None) -> str:
    """What went wrong with a request, in a few words."""
    if isinstance(error, HttpError):
        tried: Tried | None = error.response.meta.get(TRIED)
        return (tried and tried.error) or f"HTTP {error.response.status}"
    if isinstance(error, IgnoreRequest):
        return str(error) or "refused"
    if isinstance(error, UNHAD):
        return str(error)
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _size(future: asyncio.Future[Answer]) -> int:
    page = future.result().page
    return len(page.body) if page else 0
