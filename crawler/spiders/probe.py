"""How is one source probed? As it is crawled, but no further than its listing's second page and a few articles."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.asking import why
from crawler.listings.record import Link
from crawler.probe.finding import Finding, NoListing
from crawler.probe.harvest import Harvest
from crawler.probe.sample import ARTICLES, Sample
from crawler.responses import HINTS, ROLE, page_of
from crawler.search.said import found_link
from crawler.search.step import Step
from crawler.spiders.listing import ASK, ListingSpider
from output.records import Article, Outcome, Reject
from output.visit import Standing, Visit
from pipelines.item_pipeline import ExtractPipeline
from pipelines.page import Answer, Page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from crawler.middlewares.budget import Budget
    from crawler.search.search import Search
    from crawler.source import Source
    from pipelines.page import Needs

LISTING_PAGES = 5  # the first, and some that it goes on to: where it is parted by years, they lead to months
MOST_TRIED = 9  # pages that are asked for to get five articles
TIMEOUT = 20  # seconds: somebody waits


class ProbeSpider(ListingSpider):
    """Probes one source.

    It finds the listing, if it is to, then reads its first pages and some of its articles, and keeps what came.

    Attributes:
        address: Any address of the site, from which the listing is to be found. Null when the source names it.
        known: Pages that were saved before; their articles are asked for first.
        budget: Counts the requests.
    """

    address: ClassVar[str | None]
    known: ClassVar[tuple[Page, ...]]
    budget: ClassVar[Budget]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._candidates = deque(map(_again, self.known))
        self._tried = 0
        self._harvest = Harvest()
        self._note: str | None = None
        self._fault: str | None = None

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Count the requests, nearest the network, and don't try for long what does not answer."""
        super().update_settings(settings)
        middlewares = settings.getdict("DOWNLOADER_MIDDLEWARES") | {"crawler.middlewares.budget.Budget": 960}
        settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="spider")
        settings.set("RETRY_TIMES", 1, priority="spider")
        settings.set("DOWNLOAD_TIMEOUT", TIMEOUT, priority="spider")

    async def start(self) -> AsyncIterator[Request | Page]:
        """Find the listing, if it is to be found, and begin with it."""
        if self.address:
            try:
                found = await Finding(self.fetch, self.extract).listing(self.address)
            except NoListing as error:
                self._fault = str(error)
                return
            self._note = found.note
            listing = self.source.listing.model_copy(update={"start": (found.url,)})
            type(self).source = self.source.model_copy(update={"listing": listing})
            self.card = self.source.card
        async for asked in super().start():
            yield asked

    async def fetch(self, url: str) -> Response:
        """Fetch an address while the listing is looked for."""
        meta = {ROLE: Outcome.LISTING, HINTS: self.hints(url)}
        return await self.download(Request(url, meta=meta, dont_filter=True))

    async def extract(self, response: Response) -> Article | Reject:
        """What a page would give as an article."""
        extraction = self.crawler.get_item_pipeline(ExtractPipeline)
        assert extraction, "the settings leave extraction out"
        read = await extraction.process_item(page_of(response, self.source.id))
        assert isinstance(read, Article | Reject)
        return read

    async def parse_listing(self, response: Response) -> AsyncIterator[Request]:
        """Keep what may be a listing's page."""
        response.meta.setdefault(HINTS, self.hints(response.url))
        self._harvest.lists.append((page_of(response, self.source.id), response.meta[ASK].place is not None))
        async for request in super().parse_listing(response):
            yield request

    def parse_article(self, response: Response) -> Page | Reject | Request | None:
        """Keep what may be an article's page."""
        page = super().parse_article(response)
        if isinstance(page, Page):
            self._harvest.came[page.url] = page
        return page

    def article_failed(self, failure: Failure) -> None:
        """Keep why a page could not be had."""
        error = failure.value
        url = error.response.url if isinstance(error, HttpError) else failure.request.url  # type: ignore[attr-defined]
        self._harvest.vain.append((url, why(error)))
        super().article_failed(failure)

    async def ask(self, needs: Needs, page: Page) -> Answer:
        """Keep what a page needed."""
        answer = await super().ask(needs, page)
        self._harvest.answers[page.url, answer.url] = answer
        return answer

    def read(self, item: object) -> None:
        """Keep the pages that gave an article."""
        super().read(item)
        if isinstance(item, Article | Reject):
            self._harvest.read(item)

    def sample(self, source: Source) -> Sample:
        """What the probe brought home.

        Args:
            source: As it was before it was probed.
        """
        trouble = self._wrong.trouble
        return replace(
            self._harvest.sample(source.model_copy(update={"listing": self.source.listing})),
            choice=self.strategy(),
            requests=self.budget.spent,
            exhausted=self.budget.exhausted,
            note=self._note,
            fault=self._fault or (trouble.listing and trouble.listing.line) or self._closed(),
        )

    def _closed(self) -> str | None:
        opens = self._wrong.trouble.opens
        return f"it may be asked from {opens:%Y-%m-%d %H:%M} UTC on ([limits] hours)" if opens else None

    def _requests(self, step: Step) -> list[Request]:
        """Pages wait until the listing is read as far as it is to be."""
        self._candidates.extend(self._store().visits.of(step.pages).values())
        return super()._requests(Step(asks=step.asks))

    async def _further(self, search: Search) -> list[Request]:
        # Articles come before the search settles: it compares those that were read.
        while True:
            if requests := self._some_articles():
                return requests
            step = await search.go_on()
            if requests := self._requests(step):
                return requests
            if step == Step():
                return []

    def _some_articles(self) -> list[Request]:
        """Requests for as many pages as articles are wanted."""
        wanted = min(ARTICLES - len(self._harvest.articles), MOST_TRIED - self._tried)
        requests: list[Request] = []
        while self._candidates and len(requests) < wanted:
            if self._queue.wants(visit := self._candidates.popleft()):
                requests.append(self._page_request(visit))
        self._tried += len(requests)
        return requests


def _again(page: Page) -> Visit:
    """A saved page's address, with what was known of it."""
    hints = page.hints
    link = Link(page.url, hints.link_text or "", hints.date_raw, hints.stated_dates)
    return Visit(page.url, Standing.FOUND, said=found_link(link).said)
