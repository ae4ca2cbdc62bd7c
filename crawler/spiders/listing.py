"""How is one source crawled? From its listing to the articles, each handed on as a `Page`."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import FormRequest, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.address import canonical
from crawler.address_set import AddressSet
from crawler.asking import Asking, why
from crawler.causes import ABSENT, block_of, cause_of
from crawler.conditional import conditional
from crawler.extensions.faults import FAULTS
from crawler.hints import hints_of
from crawler.left_over import left_over
from crawler.limits_met import LimitsMet
from crawler.listings import reading
from crawler.middlewares.allowed import OtherSite
from crawler.politeness.contact import Contact
from crawler.politeness.hours import Hours
from crawler.politeness.turns import Ending
from crawler.refused import refused
from crawler.responses import FETCHED_AT, HINTS, NOTED, ROLE, asked_before, is_sent_home, page_of
from crawler.revisits import AT_ONCE, Revisits
from crawler.said import key, link_of
from crawler.search import Search, Step
from crawler.verdict import Fault, Seen, Trouble, judge
from output.errors import OutputError
from output.item_pipeline import StorePipeline
from output.records import Article, Outcome, Reject, Stage
from output.run import Cause
from output.visit import Standing, Visit
from pipelines.item_pipeline import ExtractPipeline
from pipelines.page import Answer, Hints, Needs, Page
from pipelines.pool import NotRead
from pipelines.refuse.reasons import Reason
from pipelines.rights.respect import REASON

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Container, Iterator
    from concurrent.futures import Future

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from crawler.listings.record import Link
    from crawler.search import Ask
    from crawler.source import Source
    from output.records import RunCounts
    from output.run import Verdict
    from output.store import Store

T = TypeVar("T")
A = TypeVar("A")
# Why a run ends:
HOURS = "hours"  # its source's are over
FAULT = "fault"  # one of our own
BEHIND_THE_LAST = {*ABSENT, HTTPStatus.BAD_REQUEST}  # what WordPress' feed says of a page that it lacks, and its API
NO_LISTING = "no listing"  # a reject's reason
# Reasons of rejects:
ELSEWHERE = "on another site"  # it is listed, and not asked
SENT_ELSEWHERE = "redirected to another site"
# In a request's meta:
ASK = "thinktap_ask"  # the page that lists articles which it asks for
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
        self.most_lost = source.expect.lost
        self._now = datetime.now(UTC)
        self._pages = 0  # that were asked for
        self._search: Search | None = None  # from the start on
        self._asked = AddressSet()
        self._waiting: deque[str] = deque()  # pages to be asked for
        self._under_way: Counter[Outcome] = Counter()  # requests that are not answered yet
        self._vain = 0  # pages in a row that gave no article
        self._known: Counter[bool] = Counter()  # known articles that were asked, by whether they were there
        self._failed: Counter[Cause] = Counter()  # pages that could not be had
        self._trouble = Trouble()
        self._seen = Seen()
        self._hints = Hints()
        self._listing_dates: dict[str, str] = {}
        self._in_turn = asyncio.Lock()  # listing pages are taken one after the other, as they came
        self._ending: asyncio.Future[None] | None = None  # for the source's hours
        self._giving_up: asyncio.Future[None] | None = None
        self._revisits: Revisits | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """The spider for a crawler; wakes up when there is nothing left to ask for."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.asking = Asking(spider.download, cls.source, spider.hints)
        crawler.signals.connect(spider.go_on, signals.spider_idle)
        crawler.signals.connect(spider.read, signals.item_scraped)
        crawler.signals.connect(spider.end, signals.spider_closed)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Take over the source's limits, below what the command line says."""
        super().update_settings(settings)
        if contact := Contact.read(settings["THINKTAP_CONTACT"] or ""):
            settings.set("USER_AGENT", contact.agent(settings["USER_AGENT"]), priority="spider")
            headers = settings.getdict("DEFAULT_REQUEST_HEADERS") | (
                {"From": contact.sender} if contact.sender else {}
            )
            settings.set("DEFAULT_REQUEST_HEADERS", headers, priority="spider")
        limits = cls.source.limits
        settings.set("THINKTAP_DELAY", limits.delay, priority="spider")
        settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", limits.concurrency, priority="spider")
        # What waits for its turn in the downloader is fetched even when the run is asked to end.
        settings.set("CONCURRENT_REQUESTS", 2 * limits.concurrency, priority="spider")
        settings.set("DOWNLOAD_MAXSIZE", limits.body_bytes, priority="spider")
        settings.set("DOWNLOAD_TIMEOUT", limits.seconds, priority="spider")
        settings.set("THINKTAP_CONNECT_TIMEOUT", limits.connect_seconds, priority="spider")
        settings.set("THINKTAP_FIRST_BYTE_TIMEOUT", limits.first_byte_seconds, priority="spider")

    async def start(self) -> AsyncIterator[Request | Page]:
        """Ask for the pages that the search begins with; first hand on what a run that was cut off has fetched."""
        try:
            store = self._store()
            self._hints = hints_of(self.source, store)
            self._listing_dates = store.listing_dates()
            if not self._in_hours():
                return
            self._search = search = Search(self.source, store, self._now)
        except OutputError as error:
            self.give_up(error)
            return
        plan = search.plan
        self._seen = Seen(plan.whole and not plan.goes_on, unchanged=plan.goes_on, known=store.active())
        for url, page in left_over(store, self.source, plan, self._hints):
            self._asked.add(url)
            yield page
        for ask in search.begin():
            yield self._listing_request(ask)

    def _in_hours(self) -> bool:
        """Whether this is one of the source's hours; else the run is to say when they begin."""
        limits, now = self.source.limits, datetime.now(UTC)
        hours = limits.hours and Hours.read(limits.hours)
        if not hours or hours.hold(now, self.source.timezone):
            return True
        self._trouble = replace(self._trouble, opens=hours.next(now, self.source.timezone))
        return False

    def is_open(self) -> bool:
        """Whether it is still one of the source's hours; else the run ends, and the next one asks what waits."""
        if self._trouble.opens is None and self._in_hours():
            return True
        if self._ending is None:
            self._ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=HOURS))
        return False

    # Listing pages

    async def parse_listing(self, response: Response) -> AsyncIterator[Request]:
        """Ask for the articles that a listing page names, and for the pages that go on from it."""
        ask: Ask = response.meta[ASK]
        self._under_way[Outcome.LISTING] -= 1
        if response.status == HTTPStatus.NOT_MODIFIED:
            self._seen = replace(self._seen, unchanged=True)
            return
        async with self._in_turn:
            requests = await self._read(ask, response)
        for request in requests:
            yield request

    async def _read(self, ask: Ask, response: Response) -> list[Request]:
        """Let a worker read a listing page, and take what it says."""
        search, at = self._found(), response.meta[FETCHED_AT]
        if block := block_of(response):
            search.failed(ask)
            self._note_listing(ask, f"the site answers with a {block}", Cause.BLOCKED)
            return []
        encoding = response.encoding if isinstance(response, TextResponse) else None
        try:
            read = await self.in_worker(reading.read, search.answer(ask, response.body, encoding, response.url))
        except NotRead as error:
            search.failed(ask)
            self._refuse_listing(ask, at, error.reason, error.raw)
            return []
        taken = search.take(ask, read, at)
        if read is None or taken is None:
            self._refuse_listing(ask, at, NO_LISTING, "it is no page, feed, sitemap or list of posts")
            return []
        for beginning in read.too_long:
            self._note_reject(ask.turn.url, at, "an address is too long", f"it begins with {beginning}")
        for url in read.elsewhere if not ask.place else ():
            there = Reject(self.name, url, at, Stage.FETCH, ELSEWHERE, f"listed on {ask.turn.url}")
            self._store().note_elsewhere(there).add_done_callback(self.check)
        step, stored = taken
        stored.add_done_callback(self.check)
        with suppress(Exception):  # which ends the run
            await asyncio.wrap_future(stored)
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
        self._under_way[Outcome.LISTING] -= 1
        if isinstance(error, Ending):
            return
        async with self._in_turn:  # what was fetched before it may name what comes after it
            absent = BEHIND_THE_LAST if ask.turn.assumed else ABSENT
            if isinstance(error, HttpError) and error.response.status in absent and self._found().ends(ask):
                return
            self._found().failed(ask)
            self._note_listing(ask, why(error), cause_of(error))

    def _refuse_listing(self, ask: Ask, at: datetime, reason: str, raw: str) -> None:
        """Note a listing page that was fetched and could not be read; nobody promised one at an address that is guessed."""
        if reason != NO_LISTING or not ask.place or ask.place.declared:
            self._note_reject(ask.turn.url, at, reason, raw)
        is_listing = reason != NO_LISTING
        self._note_listing(
            ask, f"{reason} ({raw})" if is_listing else raw, Cause.LIMIT if is_listing else Cause.LAYOUT
        )

    def _note_reject(self, url: str, at: datetime, reason: str, raw: str) -> None:
        reject = Reject(self.source.id, url, at, Stage.FETCH, reason, raw)
        self._store().note_reject(reject).add_done_callback(self.check)

    def _requests(self, step: Step) -> list[Request]:
        """The requests for what a step names: of its pages the first, while the others wait for their turn."""
        self._waiting.extend(step.pages[: max(0, self.source.limits.requests - len(self._waiting))])
        listings = [self._listing_request(ask) for ask in step.asks if self._may_ask()]
        return [*self._some_pages(), *listings]

    def _some_pages(self) -> list[Request]:
        """Requests for pages that wait, as many as may be under way."""
        requests: list[Request] = []
        while self._waiting and (room := self._room()) > 0:
            urls = [self._waiting.popleft() for _ in range(min(room, len(self._waiting)))]
            known = self._store().visits.of(urls)
            for url in urls:
                if url in known:
                    requests += self._page_request(known[url])
        return requests

    def _room(self) -> int:
        """How many pages may be asked for now: no more than may give no article in a row, as long as that counts."""
        left = self.source.limits.vain - self._vain
        return (min(AT_ONCE, left) if left > 0 else AT_ONCE) - self._under_way[Outcome.PAGE]

    def _may_ask(self) -> bool:
        """Whether the run may send one more request."""
        most = self.source.limits.requests
        spent = self.crawler.stats.get_value("downloader/request_count", 0) + sum(self._under_way.values())
        if spent >= most:
            self._found().limits.note("requests", most)
        return bool(spent < most)

    def _listing_request(self, ask: Ask) -> Request:
        self._under_way[Outcome.LISTING] += 1
        validators = self._store().visits.validators(key(ask.turn)) if self._found().validates(ask) else None
        return FormRequest(
            ask.turn.url,
            self.parse_listing,
            formdata=ask.turn.form or None,
            errback=self.listing_failed,
            priority=1,
            **conditional(validators, {ROLE: Outcome.LISTING, ASK: ask}),
        )

    def _note_listing(self, ask: Ask, why: str, cause: Cause) -> None:
        url = ask.turn.url
        if ask.place:  # one of many that a site may have
            self.logger.info("%s %s: %s", ask.place.kind, url, why)
            return
        self.logger.warning("Listing page %s: %s", url, why)
        if url in self.source.listing.start:
            ours = cause in {Cause.LAYOUT, Cause.NETWORK}
            advice = "; check [listing] start in the source's file" if ours else ""
            fault = Fault(cause, f"the listing {url} can't be read: {why}{advice}")
            self._trouble = Trouble(fault, at_start=True)
        elif self._trouble.listing is None:
            self._trouble = Trouble(
                Fault(cause, f"the listing page {url} can't be read: {why}; the next run tries again")
            )

    # Articles

    def parse_article(self, response: Response) -> Page | Reject | Request | None:
        """Hand a page on, if it still is one of this site's own, and not what is stored already."""
        self._under_way[Outcome.PAGE] -= 1
        unchanged = response.status == HTTPStatus.NOT_MODIFIED
        if unchanged and asked_before(response.meta):
            return self._anew(response)
        self._known[True] += response.meta[KNOWN]
        if unchanged:
            return None
        if is_sent_home(response):
            return refused(self.name, response.url, response.meta, "redirected to the home page")
        if asked_before(response.meta) and self._found().has_asked(canonical(response.url)):
            return refused(self.name, response.url, response.meta, "redirected to the listing")
        return page_of(response, self.source.id)

    def _anew(self, response: Response) -> Request:
        """Ask for the whole: what an address leads to now was asked with the validators of what it showed before."""
        meta = {name: response.meta[name] for name in (ROLE, HINTS, KNOWN)}
        self._under_way[Outcome.PAGE] += 1
        first, *_ = asked_before(response.meta)
        return Request(first, self.parse_article, errback=self.article_failed, meta=meta, dont_filter=True)

    def article_failed(self, failure: Failure) -> Reject | None:
        """Count what could not be had, and refuse what was answered and is no page.

        All else is a row of fetches already, and a later run asks again.
        """
        request: Request = failure.request  # type: ignore[attr-defined]
        self._under_way[Outcome.PAGE] -= 1
        self._vain += 1
        error = failure.value
        status = error.response.status if isinstance(error, HttpError) else None
        if isinstance(error, OtherSite) and asked_before(request.meta):
            self._known[True] += request.meta[KNOWN]
            return refused(self.name, request.url, request.meta, SENT_ELSEWHERE)
        if status in ABSENT:
            self._known[False] += request.meta[KNOWN]
        elif not isinstance(error, Ending):
            self._failed[cause_of(error)] += 1
        if isinstance(error, HttpError) and status // 100 == 3:  # type: ignore[operator]  # noqa: PLR2004  (a redirect that was not followed)
            return refused(
                self.name, request.url, request.meta, "redirected to no address", _location(error.response)
            )
        if status or isinstance(error, Ending) or request.meta.get(NOTED):
            return None
        return refused(self.name, request.url, request.meta, "no page to read", why(error))

    def read(self, item: object) -> None:
        """Take note of the addresses whose article is read: none of them is to be asked again in this run."""
        with self._giving_up_on_faults():
            if isinstance(item, Article):
                self._vain = 0
                self._asked.update((item.url, *item.via, *item.pages))
            elif isinstance(item, Reject) and item.reason != REASON:  # what is reserved is an article
                self._vain += 1
                self._failed[Cause.BLOCKED] += item.reason == Reason.CHALLENGE

    def go_on(self) -> None:
        """Go on with the search once all is read that was asked for; then ask for known articles that are due.

        Raises:
            DontCloseSpider: There is more to ask for.
        """
        with self._giving_up_on_faults():
            search, trouble = self._search, self._trouble
            if search is None or self._giving_up or trouble.opens or (trouble.at_start and not search.links):
                return
            self._store().catch_up()
            if requests := self._some_pages() or self._further(search):
                for request in requests:
                    self.crawler.engine.crawl(request)
                raise DontCloseSpider

    @contextmanager
    def _giving_up_on_faults(self) -> Iterator[None]:
        """Stop the run where one of Scrapy's signals finds a fault of our own: Scrapy would log it, and go on."""
        try:
            yield
        except DontCloseSpider:
            raise
        except Exception as error:  # noqa: BLE001  (whatever it is)
            self.give_up(error)

    def _further(self, search: Search) -> list[Request]:
        while (step := search.go_on()) != Step():
            if requests := self._requests(step):
                return requests
        if self._revisits is None:
            visits = self._store().visits
            known, moved = visits.to_revisit(), visits.doubted()
            self._revisits = Revisits(known, self.source, self._now, moved, search.has_vanished)
        while some := self._revisits.some(self._known[False], self._known[True]):
            if requests := self._requests(Step(some)):
                return requests
        return []

    def _page_request(self, visit: Visit) -> Iterator[Request]:
        """The request for a page, unless it was asked for or the source's limit is reached."""
        if visit.url in self._asked or not self._wants(visit):
            return
        self._under_way[Outcome.PAGE] += 1
        self._pages += 1
        self._asked.add(visit.url)
        # All pages of an article are read together; a counter that is wanted is not in the validators, nor is what a
        # host reserves.
        anew = visit.divided or self.source.revisit.counters or visit.reason == REASON
        anew = anew or self._store().has_lost(visit.url)
        meta = {
            ROLE: Outcome.PAGE,
            HINTS: self._hints_with(visit.url, link_of(visit)),
            KNOWN: visit.standing is Standing.ARTICLE,
        }
        yield Request(
            visit.url,
            self.parse_article,
            errback=self.article_failed,
            **conditional(None if anew else visit.validators, meta),
        )

    def _wants(self, visit: Visit) -> bool:
        """Whether a page may be asked for; where a limit says no, what waits stays in the state for the next run."""
        limits, met = self.source.limits, self._found().limits
        if limits.articles is not None and self._pages >= limits.articles:
            met.note("articles", limits.articles)
            self._waiting.clear()
            return False
        if not self._may_ask():
            self._waiting.clear()
            return False
        if self._vain >= limits.vain and visit.standing is not Standing.ARTICLE:
            met.note("vain", limits.vain)
            return False
        return True

    def hints(self, url: str) -> Hints:
        """What is known of a page before it is fetched."""
        listed = self._search is not None and url in self._search.links
        visit = self._store().visits.of([url]).get(url) if listed else None
        return self._hints_with(url, link_of(visit) if visit and visit.url == url else None)

    def _hints_with(self, url: str, link: Link | None) -> Hints:
        # A page that is not listed this time keeps the date it was listed with.
        date_raw = (link and link.date_raw) or self._listing_dates.get(url)
        if link is None:
            return replace(self._hints, date_raw=date_raw)
        own = Hints(link_text=link.text or None, date_raw=date_raw, stated_dates=link.stated, dated=link.alone)
        return self._hints.beside(own)

    # What extraction asks of a spider

    async def download(self, request: Request) -> Response:
        """Fetch an address beside the crawl.

        Raises:
            IgnoreRequest: The run may ask for nothing more.
        """
        if self._search and not self._may_ask():
            raise IgnoreRequest("the limit of requests is reached")
        return await self.crawler.engine.download_async(request)

    async def ask(self, needs: Needs, page: Page) -> Answer:
        """Fetch what a page needs, if the source allows it; an address at most once a run, whoever needs it."""
        return await self.asking.ask(needs, page)

    # What the store asks of a spider

    def listed(self) -> int:
        """How many addresses the listings gave."""
        return len(self._search.links) if self._search else 0

    def addresses(self) -> Container[str] | None:
        """The addresses that the listings gave; null when they were not read as a whole."""
        search = self._search
        return search.links if search and self._seen.whole and self._trouble == Trouble() else None

    def judge(self, counts: RunCounts) -> Verdict:
        """What is to be said of the run."""
        loss = self._search.history.loss if self._search else None
        limits = self._search.limits if self._search else LimitsMet()
        seen = replace(self._seen, loss=loss, limit=limits.told, asked=self._pages, failed=self._failed)
        trouble = replace(self._trouble, faults=self.crawler.stats.get_value(FAULTS, 0))
        verdict = judge(self.source, counts, trouble, seen)
        verdict = verdict._replace(limits=(*verdict.limits, *limits.named))
        self.logger.info("%s (exit status %d)", verdict.line, verdict.exit)  # `scrapy crawl` has no other way to tell
        return verdict

    def strategy(self) -> tuple[str, str] | None:
        """Where the source's news are looked up, and why there; null when that is not chosen."""
        choice = self._search.choice if self._search else None
        return (choice.strategy, choice.reason) if choice else None

    def check(self, future: Future[Any]) -> None:
        """Stop the run if what was handed to the store could not be stored."""
        if error := future.exception():
            from twisted.internet import reactor

            reactor.callFromThread(self.give_up, error)

    def give_up(self, error: BaseException) -> None:
        """Stop the run: nothing more can be stored, or our own code has failed."""
        is_ours = not isinstance(error, OutputError)
        self.crawler.stats.set_value("thinktap/error", error)
        self.logger.error("%s", error, exc_info=error if is_ours else None)
        if not self._giving_up:
            reason = FAULT if is_ours else "output"
            self._giving_up = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))

    async def end(self, reason: str) -> None:
        """End the run in the store, once everything is fetched and read.

        Args:
            reason: Scrapy's word for why the spider closes; "finished" when nothing was left to do.
        """
        stored = self.crawler.get_item_pipeline(StorePipeline)
        if reason not in {"finished", HOURS}:
            self._trouble = replace(self._trouble, stopped=reason)
        try:
            if self._search and reason == "finished" and self._trouble.opens is None:
                # A further page that failed is asked for again by itself.
                self._search.end(complete=not self._trouble.at_start)
        except Exception as error:  # noqa: BLE001  (the same)
            self._trouble = replace(self._trouble, stopped=FAULT)
            self.give_up(error)
        finally:
            if stored:
                await stored.end()

    def _found(self) -> Search:
        assert self._search, "a page came before the search began"
        return self._search

    def _store(self) -> Store:
        stored = self.crawler.get_item_pipeline(StorePipeline)
        assert stored, "the settings leave the store out"
        return stored.store


def _location(response: Response) -> str | None:
    """Where an answer says that its page is; null when it does not."""
    said = response.headers.get("Location")
    return said.decode("latin-1") if said else None
