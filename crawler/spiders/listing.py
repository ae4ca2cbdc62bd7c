"""How is one source crawled? From its listing to the articles, each handed on as a `Page`."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self, TypeVar

from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import FormRequest, TextResponse

from crawler.address import canonical
from crawler.asking import Asking, why
from crawler.conditional import conditional
from crawler.hints import PageHints, hints_of
from crawler.listings import reading
from crawler.politeness.turns import Ending, block_of
from crawler.responses import FETCHED_AT, HEARD, HINTS, ROLE, asked_before, is_sent_home, page_of
from crawler.search.left_over import left_over
from crawler.search.other_words import heed
from crawler.search.revisits import Revisits
from crawler.search.said import key, link_of
from crawler.search.search import Search
from crawler.search.step import Step
from crawler.spiders.run import SourceRun
from crawler.verdict.causes import ABSENT, cause_of, status_of
from crawler.verdict.refused import refused, refused_for
from crawler.verdict.went_wrong import KNOWN
from output.errors import OutputError
from output.records import Article, Outcome, Reject, Stage
from output.run import Cause
from output.visit import Standing, Visit
from pipelines.item_pipeline import ExtractPipeline
from pipelines.pool import NotRead
from pipelines.refuse.reasons import Reason
from pipelines.rights.respect import REASON

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.listings.reading import Reading
    from crawler.search.step import Ask
    from pipelines.page import Answer, Hints, Needs, Page

T = TypeVar("T")
A = TypeVar("A")
BEHIND_THE_LAST = {*ABSENT, HTTPStatus.BAD_REQUEST}  # what WordPress' feed says of a page that it lacks, and its API
# Reasons of rejects:
NO_LISTING = "no listing"
ELSEWHERE = "on another site"  # it is listed, and not asked
ASK = "thinktap_ask"  # in a request's meta: the page that lists articles which it asks for


class ListingSpider(SourceRun):
    """Crawls one source.

    It reads the listing pages, asks for every article that they name and that is new or due, then for what is due
    besides.
    """

    asking: Asking

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now = datetime.now(UTC)
        self._hints = PageHints()
        self._in_turn = asyncio.Lock()  # listing pages are taken one after the other, as they came
        self._revisits: Revisits | None = None
        self._begun = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """The spider for a crawler; wakes up when there is nothing left to ask for."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.asking = Asking(spider.download, cls.source, spider.hints)
        crawler.signals.connect(spider.go_on, signals.spider_idle)
        crawler.signals.connect(spider.read, signals.item_scraped)
        crawler.signals.connect(spider.end, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request | Page]:
        """Ask for the pages that the search begins with; first hand on what a run that was cut off has fetched."""
        try:
            store = self._store()
            self._hints = PageHints(hints_of(self.source, store), store.listing_dates())
            if not self._in_hours():
                return
            await heed(self.source, store)
            self._search = search = Search(self.source, store, self._now, self._limits)
            await search.past.kept()
        except OutputError as error:
            self.give_up(error)
            return
        plan = search.past.plan
        self._wrong.begin(whole=plan.whole, goes_on=plan.goes_on, known=store.active())
        for url, page in left_over(store, self.source, plan, self._hints.every):
            self._queue.skip(url)
            yield page
        for ask in search.begin():
            yield self._listing_request(ask)
        self._begun = True

    # Listing pages

    async def parse_listing(self, response: Response) -> AsyncIterator[Request]:
        """Ask for the articles that a listing page names, and for the pages that go on from it."""
        ask: Ask = response.meta[ASK]
        self._queue.answered(Outcome.LISTING)
        if response.status == HTTPStatus.NOT_MODIFIED:
            self._wrong.unchanged()
            return
        async with self._in_turn:
            requests = await self._read(ask, response)
        for request in requests:
            yield request

    async def _read(self, ask: Ask, response: Response) -> list[Request]:
        """Let a worker read a listing page, and take what it says."""
        search, at = self._found(), response.meta[FETCHED_AT]
        if block := block_of(response.meta):
            search.failed(ask)
            self._note_listing(ask, f"the site answers with a {block}", Cause.BLOCKED)
            return []
        encoding = response.encoding if isinstance(response, TextResponse) else None
        try:
            read = await self.in_worker(reading.read, search.answer(ask, response.body, encoding, response.url))
        except NotRead as error:
            search.failed(ask)
            self._note_reject(ask.turn.url, at, error.reason, error.raw)
            self._note_listing(ask, f"{error.reason} ({error.raw})", Cause.LIMIT)
            return []
        try:
            step = await search.take(ask, read, at)
        except OutputError as error:
            self.give_up(error)
            return []
        if read is None or step is None:
            self._refuse_listing(ask, at)
            return []
        self._note_left_out(ask, read, at)
        return self._requests(step)

    async def in_worker(self, task: Callable[[A], T], given: A) -> T:
        """What a pure function makes of what it is given, in a worker process and within the limits of a page.

        Raises:
            NotRead: It takes more than it may, or fails.
        """
        extraction = self.crawler.get_item_pipeline(ExtractPipeline)
        assert extraction, "the settings leave extraction out"
        return await extraction.run(task, given)

    async def listing_failed(self, failure: Failure) -> None:
        """Note a listing page that could not be fetched."""
        ask: Ask = failure.request.meta[ASK]  # type: ignore[attr-defined]
        error = failure.value
        self._queue.answered(Outcome.LISTING)
        if isinstance(error, Ending):
            return
        async with self._in_turn:  # what was fetched before it may name what comes after it
            absent = BEHIND_THE_LAST if ask.turn.assumed else ABSENT
            if status_of(error) in absent and self._found().ends(ask):
                return
            self._found().failed(ask)
            self._note_listing(ask, why(error), cause_of(error))
            if (reject := refused_for(self.source.id, failure.request, error)) and not ask.place:  # type: ignore[attr-defined]
                self._store().note_reject(reject).add_done_callback(self.check)

    def _refuse_listing(self, ask: Ask, at: datetime) -> None:
        """Note an answer that is no listing; nobody promised one at an address that is guessed."""
        raw = "it is no page, feed, sitemap or list of posts"
        if not ask.place or ask.place.declared:
            self._note_reject(ask.turn.url, at, NO_LISTING, raw)
        self._note_listing(ask, raw, Cause.LAYOUT)

    def _note_left_out(self, ask: Ask, read: Reading, at: datetime) -> None:
        """Note what a listing page names and nobody asks for."""
        for beginning in read.too_long:
            self._note_reject(ask.turn.url, at, "an address is too long", f"it begins with {beginning}")
        for url in read.elsewhere if not ask.place else ():
            there = Reject(self.name, url, at, Stage.FETCH, ELSEWHERE, f"listed on {ask.turn.url}")
            self._store().note_elsewhere(there).add_done_callback(self.check)

    def _note_reject(self, url: str, at: datetime, reason: str, raw: str) -> None:
        reject = Reject(self.name, url, at, Stage.FETCH, reason, raw)
        self._store().note_reject(reject).add_done_callback(self.check)

    def _note_listing(self, ask: Ask, why: str, cause: Cause) -> None:
        url = ask.turn.url
        self.logger.info(
            "%s %s: %s", ask.place.kind if ask.place else "listing page", url, why, extra=_failed(url, why)
        )
        if not ask.place:  # which is one of many that a site may have
            self._wrong.listing(url, why, cause, at_start=url in self.source.listing.start)

    def _requests(self, step: Step) -> list[Request]:
        """The requests for what a step names: of its pages the first, while the others wait for their turn."""
        self._queue.put(step.pages)
        listings = [self._listing_request(ask) for ask in step.asks if self._queue.may_ask()]
        return [*self._some_pages(), *listings]

    def _listing_request(self, ask: Ask) -> Request:
        self._queue.send(Outcome.LISTING)
        validators = self._store().visits.validators(key(ask.turn)) if self._found().validates(ask) else None
        return FormRequest(
            ask.turn.url,
            self.parse_listing,
            formdata=ask.turn.form or None,
            errback=self.listing_failed,
            priority=1,
            **conditional(validators, {ROLE: Outcome.LISTING, ASK: ask}),
        )

    # Articles

    def parse_article(self, response: Response) -> Page | Reject | Request | None:
        """Hand a page on, if it still is one of this site's own, and not what is stored already."""
        self._queue.answered(Outcome.PAGE)
        url, meta, unchanged = response.url, response.meta, response.status == HTTPStatus.NOT_MODIFIED
        if unchanged and (asked_before(meta) or self._hears_otherwise(response)):
            return self._anew(response)
        self._wrong.known[True] += meta[KNOWN]
        if unchanged:
            return None
        if block := block_of(meta):
            return refused(self.name, url, meta, Reason.CHALLENGE, block)
        if is_sent_home(response):
            return refused(self.name, url, meta, "redirected to the home page")
        if asked_before(meta) and self._found().has_asked(canonical(url)):
            return refused(self.name, url, meta, "redirected to the listing")
        return page_of(response, self.name)

    def _hears_otherwise(self, response: Response) -> bool:
        """Whether something else is said beside a page, of its rights, than when it was last read."""
        known = self._store().visits.validators(canonical(response.url))
        return known is not None and known.heard != response.meta[HEARD]

    def _anew(self, response: Response) -> Request:
        """Ask for the whole.

        What an address leads to now was asked with the validators of what it showed before; or its rights are others.
        """
        meta = {name: response.meta[name] for name in (ROLE, HINTS, KNOWN)}
        self._queue.send(Outcome.PAGE)
        first = next(iter(asked_before(response.meta)), response.url)
        return Request(first, self.parse_article, errback=self.article_failed, meta=meta, dont_filter=True)

    def article_failed(self, failure: Failure) -> Reject | None:
        """Count what could not be had, and refuse what was answered and is no page."""
        request: Request = failure.request  # type: ignore[attr-defined]
        self._queue.answered(Outcome.PAGE)
        self._queue.gave_none()
        self._wrong.page(failure.value, request.meta)
        return refused_for(self.name, request, failure.value)

    def read(self, item: object) -> None:
        """Take note of the addresses whose article is read: none of them is to be asked again in this run."""
        with self.giving_up_on_faults():
            self._came[type(item)] += 1
            if isinstance(item, Article):
                self._queue.has_read((item.url, *item.via, *item.pages))
            elif isinstance(item, Reject) and item.reason == REASON:  # it is an article
                self._wrong.reserved(item.url)
            elif isinstance(item, Reject):
                self._queue.gave_none()
                if item.reason == Reason.CHALLENGE:
                    self._wrong.blocked()

    def go_on(self) -> None:
        """Go on with the search once all is read that was asked for; then ask for known articles that are due.

        Raises:
            DontCloseSpider: There may be more to ask for.
        """
        search, trouble = self._search, self._wrong.trouble
        if search is None or not self._begun or self._giving_up or self._ending:
            return
        if trouble.opens or (trouble.at_start and not search.links):
            return
        if self._going_on is None:
            self._going_on = asyncio.ensure_future(self._go_on(search))
        raise DontCloseSpider

    async def _go_on(self, search: Search) -> None:
        """Ask for what comes next, or end the run when there is nothing; it is idle meanwhile."""
        with self.giving_up_on_faults():
            await asyncio.wrap_future(self._store().caught_up())
            requests = self._some_pages() or await self._further(search)
            await search.past.kept()
            for request in requests:
                self.crawler.engine.crawl(request)
            if not requests:
                self.finish("finished")
        self._going_on = None

    def _some_pages(self) -> list[Request]:
        """Requests for pages that wait, as many as may be under way."""
        requests: list[Request] = []
        while urls := self._queue.some():
            known = self._store().visits.of(urls)
            requests += [
                self._page_request(known[url]) for url in urls if url in known and self._queue.wants(known[url])
            ]
        return requests

    async def _further(self, search: Search) -> list[Request]:
        while (step := await search.go_on()) != Step():
            if requests := self._requests(step):
                return requests
        if self._revisits is None:
            visits, vanished = self._store().visits, search.has_vanished
            self._revisits = Revisits(visits.to_revisit(), self.source, self._now, visits.doubted(), vanished)
        while some := self._revisits.some(self._wrong.known[False], self._wrong.known[True]):
            if requests := self._requests(Step(some)):
                return requests
        return []

    def _page_request(self, visit: Visit) -> Request:
        """The request for a page."""
        self._queue.ask(visit.url)
        # All pages of an article are read together; a counter that is wanted is not in the validators, nor is what a
        # host reserves.
        anew = visit.divided or self.source.revisit.counters or visit.reason == REASON
        anew = anew or self._store().has_lost(visit.url)
        is_article = visit.standing is Standing.ARTICLE
        meta = {ROLE: Outcome.PAGE, HINTS: self._hints.of(visit.url, link_of(visit)), KNOWN: is_article}
        return Request(
            visit.url,
            self.parse_article,
            errback=self.article_failed,
            **conditional(None if anew else visit.validators, meta),
        )

    # What extraction asks of a spider

    def hints(self, url: str) -> Hints:
        """What is known of a page before it is fetched."""
        listed = self._search is not None and url in self._search.links
        visit = self._store().visits.of([url]).get(url) if listed else None
        return self._hints.of(url, link_of(visit) if visit and visit.url == url else None)

    async def download(self, request: Request) -> Response:
        """Fetch an address beside the crawl.

        Raises:
            IgnoreRequest: The run may ask for nothing more.
        """
        if not self._queue.may_ask():
            raise IgnoreRequest("the limit of requests is reached")
        return await self.crawler.engine.download_async(request)

    async def ask(self, needs: Needs, page: Page) -> Answer:
        """Fetch what a page needs, if the source allows it; an address at most once a run, whoever needs it."""
        return await self.asking.ask(needs, page)


def _failed(url: str, why: str) -> dict[str, str]:
    """What the log says of a listing page that could not be read, in keys of its own."""
    return {"event": "listing failed", "address": url, "reason": why}
