"""How is one source crawled? From its listing to the articles, each handed on as a `Page`."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider
from scrapy.http import FormRequest, TextResponse

from crawler.address import canonical, same_site
from crawler.asking import Asking, why
from crawler.hints import hints_of
from crawler.listings import kinds
from crawler.listings.record import Rule, Turn
from crawler.responses import HINTS, ROLE, asked_before, is_sent_home, page_of
from crawler.verdict import Trouble, judge
from output.errors import OutputError
from output.item_pipeline import StorePipeline
from output.records import Article, Outcome, Reject, Stage
from pipelines.page import Answer, Hints, Needs, Page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from crawler.listings.record import Link
    from crawler.source import Source
    from output.records import RunCounts


class ListingSpider(Spider):
    """Crawls one source.

    It reads the listing pages to their end, asks for every article they list, then for the known ones that they
    do not list any more.
    """

    source: ClassVar[Source]
    asking: Asking

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.source
        self.card = source.card
        self._rule = Rule(source.listing.link, source.listing.next)
        self._listed: set[str] = set()
        self._links: dict[str, Link] = {}
        self._asked: set[str] = set()
        self._listing_pages: set[Turn] = set()
        self._trouble = Trouble()
        self._swept = False
        self._hints = Hints()
        self._listing_dates: dict[str, str] = {}
        self._giving_up: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """The spider for a crawler; wakes up when there is nothing left to ask for."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.asking = Asking(spider.download, cls.source, spider.hints)
        crawler.signals.connect(spider.sweep, signals.spider_idle)
        crawler.signals.connect(spider.read, signals.item_scraped)
        crawler.signals.connect(spider.end, signals.spider_closed)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Take over the source's limits, below what the command line says."""
        super().update_settings(settings)
        limits = cls.source.limits
        settings.set("DOWNLOAD_DELAY", limits.delay, priority="spider")
        settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", limits.concurrency, priority="spider")
        settings.set("DOWNLOAD_MAXSIZE", limits.body_bytes, priority="spider")

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the listing's first pages."""
        stored = self._stored()
        try:
            self._hints = hints_of(self.source, stored.store if stored else None)
            self._listing_dates = stored.store.listing_dates() if stored else {}
        except OutputError as error:
            self.give_up(error)
            return
        for url in self.source.listing.start:
            yield self._listing_request(Turn(url))

    # Listing pages

    def parse_listing(self, response: Response) -> Iterator[Request]:
        """Ask for the articles that a listing page names, and for the pages that go on from it."""
        text = response.text if isinstance(response, TextResponse) else None
        listing = kinds.read(response.body, text, response.url, self._rule)
        if listing is None:
            self._note_listing(response.url, "it is no page, feed, sitemap or list of posts")
            return
        before = len(self._listed)
        for link in listing.links:  # all before the first is asked for: an article's pages need one another's
            self._links.setdefault(canonical(link.url), link)
        for link in listing.links:
            yield from self._article_request(link, response.url)
        if len(self._listed) > before:  # a page without news of its own is the end, or a repeat
            for turn in listing.next:
                yield from self._next_request(turn)
        for url in listing.parts:
            yield from self._next_request(Turn(url))

    def listing_failed(self, failure: Failure) -> None:
        """Note a listing page that could not be fetched."""
        request: Request = failure.request  # type: ignore[attr-defined]
        self._note_listing(request.url, why(failure.value))

    def _listing_request(self, turn: Turn) -> Request:
        self._listing_pages.add(_same(turn))
        return FormRequest(
            turn.url,
            self.parse_listing,
            formdata=turn.form or None,
            errback=self.listing_failed,
            meta={ROLE: Outcome.LISTING},
            priority=1,
        )

    def _next_request(self, turn: Turn) -> Iterator[Request]:
        fresh = _same(turn) not in self._listing_pages
        if fresh and same_site(turn.url, self.card.home) and len(self._listing_pages) < self.source.limits.pages:
            yield self._listing_request(turn)

    def _note_listing(self, url: str, why: str) -> None:
        first = canonical(url) in {canonical(start) for start in self.source.listing.start}
        self.logger.warning("Listing page %s: %s", url, why)
        if first:
            advice = "check [listing] start in the source's file"
            self._trouble = Trouble(listing=f"the listing {url} can't be read: {why}; {advice}")
        elif self._trouble.listing is None:
            self._trouble = Trouble(listing=f"the listing page {url} can't be read: {why}; the next run tries again")

    # Articles

    def parse_article(self, response: Response) -> Page | Reject:
        """Hand a page on, if it still is one of this site's own."""
        url = canonical(response.url)
        if not same_site(url, self.card.home):
            return self._refused(url, "redirected to another site")
        if is_sent_home(response):
            return self._refused(asked_before(response.meta)[0], "redirected to the home page")
        return page_of(response, self.source.id)

    def _refused(self, url: str, reason: str) -> Reject:
        return Reject(self.source.id, url, datetime.now(UTC), Stage.FETCH, reason)

    def article_failed(self, failure: Failure) -> None:
        """Nothing to add: the fetch is noted already, and a later run asks again."""

    def read(self, item: object) -> None:
        """Take note of the addresses whose article is read: none of them is to be asked again in this run."""
        if isinstance(item, Article):
            self._asked.update((item.url, *item.via, *item.pages))

    def sweep(self) -> None:
        """Ask for the known articles that the listing did not name, once it is read.

        Raises:
            DontCloseSpider: There are some.
        """
        if self._swept or self._trouble != Trouble():
            return
        self._swept = True
        stored = self._stored()
        left = [url for url in (stored.store.known_urls() if stored else []) if url not in self._asked]
        for url in left:
            self.crawler.engine.crawl(self._page_request(url))
        if left:
            raise DontCloseSpider

    def _article_request(self, link: Link, listing: str) -> Iterator[Request]:
        url = canonical(link.url)
        most = self.source.limits.articles
        full = most is not None and len(self._listed) >= most
        if url in self._listed or full or not same_site(url, listing):
            return
        self._listed.add(url)
        if url not in self._asked:
            yield self._page_request(url)

    def _page_request(self, url: str) -> Request:
        self._asked.add(url)
        return Request(
            url,
            self.parse_article,
            errback=self.article_failed,
            meta={ROLE: Outcome.PAGE, HINTS: self.hints(url)},
        )

    def hints(self, url: str) -> Hints:
        """What is known of a page before it is fetched."""
        link = self._links.get(url)
        # A page that is not listed this time keeps the date it was listed with.
        date_raw = (link and link.date_raw) or self._listing_dates.get(url)
        if link is None:
            return replace(self._hints, date_raw=date_raw)
        return replace(self._hints, date_raw=date_raw, link_text=link.text or None, stated_dates=link.stated)

    # What extraction asks of a spider

    async def download(self, request: Request) -> Response:
        """Fetch an address beside the crawl."""
        return await self.crawler.engine.download_async(request)

    async def ask(self, needs: Needs, page: Page) -> Answer:
        """Fetch what a page needs, if the source allows it; an address at most once a run, whoever needs it."""
        return await self.asking.ask(needs, page)

    # What the store asks of a spider

    def listed(self) -> int:
        """How many addresses the listings gave."""
        return len(self._listed)

    def judge(self, counts: RunCounts) -> tuple[int, str]:
        """The run's exit status and its verdict in one plain line."""
        status, verdict = judge(self.source, counts, self._trouble)
        self.logger.info("%s (exit status %d)", verdict, status)  # `scrapy crawl` has no other way to tell
        return status, verdict

    def give_up(self, error: Exception) -> None:
        """Stop the run: nothing more can be stored."""
        self.crawler.stats.set_value("thinktap/error", error)
        self.logger.error("%s", error)
        if not self._giving_up:
            self._giving_up = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="output"))

    async def end(self, reason: str) -> None:
        """End the run in the store, once everything is fetched and read.

        Args:
            reason: Scrapy's word for why the spider closes; "finished" when nothing was left to do.
        """
        if reason != "finished":
            self._trouble = Trouble(stopped=reason)
        if stored := self._stored():
            await stored.end()

    def _stored(self) -> StorePipeline | None:
        return self.crawler.get_item_pipeline(StorePipeline)


def _same(turn: Turn) -> Turn:
    """What two requests for one listing page have in common."""
    return replace(turn, url=canonical(turn.url))
