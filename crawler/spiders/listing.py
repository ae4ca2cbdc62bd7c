"""How is one source crawled? From its listing to the articles, each handed on as a `Page`."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider
from scrapy.http import FormRequest, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.address import canonical, same_site
from crawler.asking import Asking, why
from crawler.conditional import conditional
from crawler.hints import hints_of
from crawler.listings import kinds
from crawler.listings.record import Rule, Turn
from crawler.plan import conclude, plan_of
from crawler.responses import FETCHED_AT, HINTS, ROLE, asked_before, is_sent_home, page_of
from crawler.revisits import Revisits
from crawler.said import found_link, found_turn, key, link_of
from crawler.schedule import ELSEWHERE, is_due, is_stated_newer
from crawler.verdict import Seen, Trouble, judge
from crawler.walk import Walk
from output.errors import OutputError
from output.item_pipeline import StorePipeline
from output.records import Article, Outcome, Reject, Stage
from output.visits import Standing, Visit
from pipelines.page import Answer, Hints, Needs, Page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from concurrent.futures import Future

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from crawler.listings.record import Link
    from crawler.plan import Plan
    from crawler.source import Source
    from output.records import RunCounts
    from output.store import Store
    from output.visits import Found

ABSENT = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
# In a request's meta:
TURN = "thinktap_turn"  # the page of the listing that it asks for
KNOWN = "thinktap_known"  # whether it asks for an article that is stored


class ListingSpider(Spider):
    """Crawls one source.

    It reads the listing pages, asks for every article that they name and that is new or due, then for what is due
    besides.
    """

    source: ClassVar[Source]
    asking: Asking

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.source
        self.card = source.card
        self._rule = Rule(source.listing.link, source.listing.next)
        self.most_lost = source.expect.lost
        self._now = datetime.now(UTC)
        self._pages = 0  # that were asked for
        self._links: dict[str, Link] = {}  # what the listings gave, by address
        self._asked: set[str] = set()
        self._known: Counter[bool] = Counter()  # known articles that were asked, by whether they were there
        self._trouble = Trouble()
        self._seen = Seen()
        self._walk = Walk(self.card.home, 0, None)
        self._hints = Hints()
        self._listing_dates: dict[str, str] = {}
        self._giving_up: asyncio.Future[None] | None = None
        self._plan: Plan | None = None
        self._revisits: Revisits | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """The spider for a crawler; wakes up when there is nothing left to ask for."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.asking = Asking(spider.download, cls.source, spider.hints)
        crawler.signals.connect(spider.revisit, signals.spider_idle)
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
        """Ask for the listing's first pages, or for those that a run before did not come to."""
        try:
            store = self._store()
            self._hints = hints_of(self.source, store)
            self._listing_dates = store.listing_dates()
            self._plan = plan = plan_of(store, self.source, self._now)
        except OutputError as error:
            self.give_up(error)
            return
        quiet = None if plan.whole else self.source.listing.quiet
        self._walk = Walk(self.card.home, self.source.limits.pages, quiet)
        self._walk.skip(plan.read)
        self._seen = Seen(whole=plan.whole and not plan.goes_on, known=store.active())
        for turn in self._walk.begin(plan.turns):
            yield self._listing_request(turn)

    # Listing pages

    def parse_listing(self, response: Response) -> Iterator[Request]:
        """Ask for the articles that a listing page names, and for the pages that go on from it."""
        turn: Turn = response.meta[TURN]
        if response.status == HTTPStatus.NOT_MODIFIED:
            self._seen = replace(self._seen, unchanged=True)
            return
        text = response.text if isinstance(response, TextResponse) else None
        listing = kinds.read(response.body, text, response.url, self._rule)
        if listing is None:
            self._note_listing(turn, "it is no page, feed, sitemap or list of posts")
            return
        links = [
            replace(link, url=url) for link in listing.links if same_site(url := canonical(link.url), response.url)
        ]
        fresh = any(link.url not in self._links for link in links)
        for link in links:  # all before the first is asked for: an article's pages need one another's
            self._links.setdefault(link.url, link)
        wanted, news = self._wanted(links)
        turns = self._walk.after(turn, listing, fresh=fresh, news=news)
        turns += [part for url in listing.parts if self._walk.take(part := Turn(url))]
        found = [*map(found_link, links), *map(found_turn, turns)]
        self._store().add_listing(key(turn), response.meta[FETCHED_AT], found).add_done_callback(self.check)
        for visit in wanted:
            yield from self._page_request(visit)
        for further in turns:
            yield self._listing_request(further)

    def _wanted(self, links: list[Link]) -> tuple[list[Visit], bool]:
        """Which of the links to ask for, and whether there is news among them."""
        known = self._store().visits.of(link.url for link in links)
        visits = [_stated(known.get(link.url), found_link(link)) for link in links]
        news = [visit for visit in visits if visit.standing is Standing.FOUND or is_stated_newer(visit)]
        return [visit for visit in visits if is_due(visit, self._now, self.source.revisit)], bool(news)

    def listing_failed(self, failure: Failure) -> None:
        """Note a listing page that could not be fetched."""
        self._note_listing(failure.request.meta[TURN], why(failure.value))  # type: ignore[attr-defined]

    def _listing_request(self, turn: Turn) -> Request:
        # A whole walk needs each page's links to the next ones, whether it has changed or not.
        validators = self._store().visits.validators(key(turn)) if not self._walk.is_whole else None
        return FormRequest(
            turn.url,
            self.parse_listing,
            formdata=turn.form or None,
            errback=self.listing_failed,
            priority=1,
            **conditional(validators, {ROLE: Outcome.LISTING, TURN: turn}),
        )

    def _note_listing(self, turn: Turn, why: str) -> None:
        self.logger.warning("Listing page %s: %s", turn.url, why)
        if turn.url in self.source.listing.start:
            advice = "check [listing] start in the source's file"
            self._trouble = Trouble(listing=f"the listing {turn.url} can't be read: {why}; {advice}", at_start=True)
        elif self._trouble.listing is None:
            said = f"the listing page {turn.url} can't be read: {why}; the next run tries again"
            self._trouble = Trouble(listing=said)

    # Articles

    def parse_article(self, response: Response) -> Page | Reject | None:
        """Hand a page on, if it still is one of this site's own, and not what is stored already."""
        self._known[True] += response.meta[KNOWN]
        if response.status == HTTPStatus.NOT_MODIFIED:
            return None
        if not same_site(response.url, self.card.home):
            return self._refused(response, ELSEWHERE)
        if is_sent_home(response):
            return self._refused(response, "redirected to the home page")
        return page_of(response, self.source.id)

    def _refused(self, response: Response, reason: str) -> Reject:
        first, *via = [*asked_before(response.meta), canonical(response.url)]
        return Reject(self.source.id, first, response.meta[FETCHED_AT], Stage.FETCH, reason, via[-1], tuple(via[:-1]))

    def article_failed(self, failure: Failure) -> None:
        """Count the known articles that are not there; all else is noted already, and a later run asks again."""
        if isinstance(failure.value, HttpError) and failure.value.response.status in ABSENT:
            self._known[False] += failure.value.response.meta[KNOWN]

    def read(self, item: object) -> None:
        """Take note of the addresses whose article is read: none of them is to be asked again in this run."""
        if isinstance(item, Article):
            self._asked.update((item.url, *item.via, *item.pages))

    def revisit(self) -> None:
        """Ask for known articles that the listing did not name, once it is read.

        Raises:
            DontCloseSpider: There are some.
        """
        if self._plan is None or self._trouble.at_start or self._trouble.stopped:
            return
        if self._revisits is None:
            self._revisits = Revisits(self._store().visits.to_revisit(), self.source, self._now)
        while some := self._revisits.some(self._known[False], self._known[True]):
            requests = [request for visit in some for request in self._page_request(visit)]
            for request in requests:
                self.crawler.engine.crawl(request)
            if requests:
                raise DontCloseSpider

    def _page_request(self, visit: Visit) -> Iterator[Request]:
        """The request for a page, unless it was asked for or the source's limit is reached."""
        most = self.source.limits.articles
        if visit.url in self._asked or (most is not None and self._pages >= most):
            return
        self._pages += 1
        self._asked.add(visit.url)
        # All pages of an article are read together, and a counter that is wanted is not in the validators.
        anew = visit.divided or self.source.revisit.counters or self._store().has_lost(visit.url)
        meta = {
            ROLE: Outcome.PAGE,
            HINTS: self._hints_with(visit.url, self._links.get(visit.url) or link_of(visit)),
            KNOWN: visit.standing is Standing.ARTICLE,
        }
        yield Request(
            visit.url,
            self.parse_article,
            errback=self.article_failed,
            **conditional(None if anew else visit.validators, meta),
        )

    def hints(self, url: str) -> Hints:
        """What is known of a page before it is fetched."""
        return self._hints_with(url, self._links.get(url))

    def _hints_with(self, url: str, link: Link | None) -> Hints:
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
        return len(self._links)

    def judge(self, counts: RunCounts) -> tuple[int, str]:
        """The run's exit status and its verdict in one plain line."""
        status, verdict = judge(self.source, counts, self._trouble, self._seen)
        self.logger.info("%s (exit status %d)", verdict, status)  # `scrapy crawl` has no other way to tell
        return status, verdict

    def check(self, future: Future[Any]) -> None:
        """Stop the run if what was handed to the store could not be stored."""
        if error := future.exception():
            from twisted.internet import reactor

            reactor.callFromThread(self.give_up, error)

    def give_up(self, error: BaseException) -> None:
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
        stored = self.crawler.get_item_pipeline(StorePipeline)
        if reason != "finished":
            self._trouble = replace(self._trouble, stopped=reason)
        elif stored and self._plan:
            conclude(stored.store, self._plan, complete=self._trouble == Trouble())
        if stored:
            await stored.end()

    def _store(self) -> Store:
        stored = self.crawler.get_item_pipeline(StorePipeline)
        assert stored, "the settings leave the store out"
        return stored.store


def _stated(known: Visit | None, found: Found) -> Visit:
    """What is remembered of a link's address, with what the listing states of it now."""
    if known is None:
        return Visit(found.url, Standing.FOUND, said=found.said)
    return replace(known, stated=found.stated or known.stated)
