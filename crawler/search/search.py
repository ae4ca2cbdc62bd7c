"""Where are a source's articles, and which of them are to be asked for? What one run makes of the listing's pages.

The listing is walked; what the site has besides, feeds, sitemaps and an API, is compared with it when it was walked as a
whole, and the best of them is asked from then on. Requests are the spider's: here they are only decided.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from crawler.address import robots_of
from crawler.listings.packed import AT_ONCE, Packed
from crawler.listings.reading import Answer, Reading
from crawler.listings.record import Listing, Rule, Turn
from crawler.listings.scope import entries_in_scope, part_kind
from crawler.search.doubts import Doubts
from crawler.search.named import SAMPLE, Named, articles_of
from crawler.search.past import Past
from crawler.search.said import found_turn, updated
from crawler.search.step import Ask, Step
from crawler.search.survey import Survey
from crawler.search.walk import Walk
from output.visit import Found, Standing
from pipelines.rights.host_files import host_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from crawler.listings.elsewhere import Place
    from crawler.listings.record import Link
    from crawler.search.address_set import AddressSet
    from crawler.search.named import Standings
    from crawler.source import Source
    from crawler.verdict.limits_met import LimitsMet
    from output.store import Store
    from output.visit import Visit

LISTED = {Standing.LISTING, Standing.PAGE}


class Search:
    """One run's search for articles.

    Args:
        source: The source.
        store: What is known of it.
        now: UTC.
        limits: Takes note of what ends something before its own end.

    Attributes:
        past: What the runs before it have left to this one.
    """

    def __init__(self, source: Source, store: Store, now: datetime, limits: LimitsMet) -> None:
        self._source, self._store, self._now, self._limits = source, store, now, limits
        self._rule = Rule(source.listing.link, source.listing.next, source.named_sites)
        self._of_run = Named(source, store, now, limits)
        self.past = past = Past(source, store, now, limits)
        # Where a second place tells of news as well, one page without is enough.
        quiet = 1 if past.choice and past.choice.place else source.listing.quiet
        self._walk = Walk(source.owns, source.limits.pages, None if past.plan.whole else quiet, limits)
        self._walk.skip(past.plan.read)
        self._survey = Survey(source)
        self._pages = 0  # of the listing, read in this run
        self._kind = "html"  # of the listing
        self._sample: dict[str, bool] = {}  # of what its pages name, whether they show a date beside it
        # Until other places are read pages wait: what such a place states of an article is to be known when it is read.
        # A run that goes on with another one's walk has not seen the whole, so it can't compare.
        self._settled = not past.plan.whole or bool(past.plan.read)
        surveys = not self._settled and source.listing.strategy != "html"
        self._held: list[str] | None = [] if surveys or past.chosen() else None
        self._named: set[str] | None = None
        self._doubts = Doubts()
        self._late: list[str] = []  # what the listing may name as well, once it is read

    @property
    def links(self) -> AddressSet:
        """The addresses that the listing gave."""
        return self._of_run.links

    def begin(self) -> list[Ask]:
        """The pages to ask for first."""
        place = self.past.chosen()
        if self._survey.only and place:
            return [place]
        return [*([place] if place else ()), *map(Ask, self._walk.begin(self.past.plan.turns))]

    def validates(self, ask: Ask) -> bool:
        """Whether "not modified" would do for an answer: where a whole walk needs what a page says, it does not."""
        return not self.past.plan.whole or (ask.place is not None and self._settled)

    def answer(self, ask: Ask, body: bytes, encoding: str | None, url: str) -> Answer:
        """What is to be read of a page, and to be taken then.

        Args:
            ask: What was asked for.
            body: The answer as it came.
            encoding: Of its text. Null when it is no text.
            url: Where it came from.
        """
        surveyed = ask.place is None and (self.past.plan.whole or self._survey.only is not None)
        return Answer(body, encoding, url, self._rule, self._source.sites, surveyed and self._survey.wants_pages)

    async def take(self, ask: Ask, read: Reading | None, at: datetime) -> Step | None:
        """What follows from a page, once that is stored; null when it is no listing.

        Args:
            ask: What was asked for.
            read: What its answer says. Null when it is no listing.
            at: When it came, UTC.

        Raises:
            OutputError: It can't be stored.
        """
        if read is None or (ask.place and read.listing.kind != ask.place.kind):
            self.failed(ask)
            return None
        step, found = await self._taken(ask, read)
        if self._held is not None:
            self._held += step.pages[: max(0, self._source.limits.requests - len(self._held))]
            step = replace(step, pages=[])
        page = replace(found_turn(ask.turn), stated=ask.stated)
        await asyncio.wrap_future(self._store.add_listing(page, at, found))
        return step

    async def _taken(self, ask: Ask, read: Reading) -> tuple[Step, list[Found]]:
        listing, links = read.listing, read.links
        if ask.place:
            return await self._of_place(ask, ask.place, links, listing), []
        self._kind = listing.kind
        self._pages += 1
        if listing.cut:
            self._limits.note("links", len(links) + len(listing.parts))
        if ask.turn.url in self._source.listing.start:
            self.past.history.note(ask.turn.url, len(links))
        if listing.kind == "sitemap":  # it names all that a site has
            known = self._of_run.articles(link.url for link in links)
            links = Packed(entries_in_scope({ask.turn.url: links}, known)) or links
        if listing.kind == "html" and (self.past.plan.whole or self._survey.only):
            self._sample |= {link.url: bool(link.date_raw) for link in islice(links, SAMPLE - len(self._sample))}
            self._survey.page(listing.places, listing.aside)
        if listing.kind == "html" and self._survey.only:
            return Step(), []
        return await self._of_listing(ask.turn, links, listing)

    def failed(self, ask: Ask) -> None:
        """Take note of a page that could not be read."""
        if ask.place:
            self._survey.failed(ask.place)

    def ends(self, ask: Ask) -> bool:
        """Whether a page that is not there is the listing's end: some last pages name one more."""
        return ask.turn.assumed or (ask.place is None and self._walk.is_behind(ask.turn))

    def has_asked(self, url: str) -> bool:
        """Whether an address is a page of the listing that was asked for."""
        return self._walk.has_asked(url)

    async def go_on(self) -> Step:
        """What to do once all that was asked for is read; nothing when the search is over.

        Raises:
            OutputError: What was found can't be stored.
        """
        if self._late:
            late, self._late = self._late, []
            return Step(late)
        if self._settled:
            return self._released() or await self._judge_doubted()
        robots = robots_of(self._source.listing.start[0])
        if (file := self._store.visits.kept_file(robots)) and file.said:
            self._survey.robots(host_text(file.said), robots)
        while place := self._survey.next_place(found=bool(self.links)):
            if self._walk.has_asked(place.url):  # the listing is one itself
                continue
            if place.declared or not self._of_run.is_missing(place.url):
                return Step(asks=[Ask(Turn(place.url), place)])
        return self._released() or await self._settle()

    def _released(self) -> Step | None:
        """The pages that have waited; null when there are none."""
        held, self._held = self._held, None
        return Step(held) if held else None

    def has_vanished(self, visit: Visit) -> bool:
        """Whether a place that named an article, and names all there are, does not name it any more."""
        return self._named is not None and visit.stated is not None and visit.url not in self._named

    def end(self, *, complete: bool) -> None:
        """Note that the search came to its end.

        Args:
            complete: Whether the pages that it begins with were read.
        """
        choice = self.past.choice
        if choice and choice.extends:
            for name, most in self._survey.limits(choice.place):
                self._limits.note(name, most)
        self.past.end(complete=complete, looked=not choice or self._survey.is_read(choice.place))

    async def _of_listing(self, turn: Turn, links: Packed, listing: Listing) -> tuple[Step, list[Found]]:
        fresh = self._of_run.take(links)
        due, news = await self._of_run.meet(links)
        turns = self._walk.after(turn, replace(listing, links=tuple(islice(links, 1))), fresh=fresh, news=news)
        parts = self._walk.room_for(part for part in listing.parts if self.past.plan.whole or self._is_changed(part))
        asks = [
            *map(Ask, turns),
            *(Ask(taken, stated=updated(part)) for part in parts if self._walk.take(taken := Turn(part.url), turn)),
        ]
        return Step(self._first(due, 0), asks), [found_turn(one.turn) for one in asks]

    async def _of_place(self, ask: Ask, place: Place, links: Packed, listing: Listing) -> Step:
        """What a feed, a sitemap or an API names: of what is known, whether it has changed; and news, if they count."""
        turns = self._survey.read(place, ask.turn.url, links, listing)
        known = self._of_run.standings(links)
        counted = self._counted(links, known)
        found, news = await self._of_run.meet(counted)
        if not self._settled:
            return Step(self._first(found, 0), [Ask(turn, place) for turn in turns])
        if not listing.parts and place.kind == "sitemap" and ask.turn.url == place.url:
            self._named = {known[link.url][0] if link.url in known else link.url for link in links}
        parts = {part.url: updated(part) for part in listing.parts if self._is_changed(part)}
        # The last changed come first.
        further = [turn for turn in turns if turn.url in parts or (news and turn in listing.next)]
        asks = [Ask(turn, place, parts.get(turn.url)) for turn in further]
        due = self._first(self._doubts.believed(found, len(known)), len(self._late))
        alone = {link.url for link in counted if link.alone}
        self._late += [url for url in due if url in alone]
        return Step([url for url in due if url not in alone], asks)

    def _counted(self, links: Packed, known: Standings) -> Packed:
        """Those of a place's links that belong to the source."""
        counted = Packed(self._without_pages(links, known))
        if not self._settled or not self.past.choice or not self.past.choice.extends:
            return Packed(link for link in counted if link.url in known or link.url in self.links)
        if self.past.choice.strategy == "sitemap":
            articles = articles_of(known)
            counted = Packed(entries_in_scope({"": counted}, articles, self.past.choice.aside) if articles else ())
        self._of_run.take(counted)
        return counted

    def _without_pages(self, links: Iterable[Link], known: Standings) -> Iterator[Link]:
        """A sitemap's links without those to pages of the listing; with a note where the listing does not name one."""
        dated = self.past.choice is not None and self.past.choice.dated
        articles = articles_of(known) if dated else set()
        for link in links:
            is_page = link.url in known and known[link.url][1] in LISTED and link.url not in self.links
            if not is_page:
                alone = dated and link.url not in articles and link.url not in self.links
                yield link if alone == link.alone else replace(link, alone=alone)

    async def _judge_doubted(self) -> Step:
        """Ask for what was in doubt if the first of it have changed; else take the statement for a mere date."""
        seen = self._store.visits.of(self._doubts.witnesses).values()
        doubted, is_true = self._doubts.settled(seen, self._now)
        if is_true:
            return Step(list(islice(doubted, self._source.limits.requests)))
        while some := list(islice(doubted, AT_ONCE)):
            visits = self._store.visits.of(some).values()
            as_read = [Found(visit.url, "{}", visit.stated, as_read=True) for visit in visits]
            await asyncio.wrap_future(self._store.add_found(as_read))  # before what is due is looked up
        return Step()

    def _is_changed(self, part: Link) -> bool:
        """Whether to ask for a part of a sitemap again."""
        if self.past.choice and self.past.choice.parts and part_kind(part.url) not in self.past.choice.parts:
            return False
        return self._of_run.is_changed(part)

    async def _settle(self) -> Step:
        """Choose where to look for news, and ask for what that place names besides, where that counts."""
        self._settled = True
        articles = self._of_run.own_articles(self._of_run.sample)
        choice, named = self._survey.choice(articles, self._pages, self._sample)
        if choice.place is None and self._kind != "html":
            choice = replace(choice, strategy=self._kind, reason=f"the listing is one; {choice.reason}")
        self.past.choose(choice)
        return Step(await self._extended(named)) if choice.extends else Step()

    async def _extended(self, named: Iterable[Link]) -> list[str]:
        """What is due of all that the place chosen names."""
        due: list[str] = []
        links = iter(named)
        while some := list(islice(links, AT_ONCE)):
            counted = list(self._without_pages(some, self._of_run.standings(some)))
            self._of_run.take(counted)
            found, _ = await self._of_run.meet(counted)
            due += self._first(found, len(due))
        return due

    def _first(self, due: list[Visit], before: int) -> list[str]:
        """The addresses that are due, as many as a run may ask for besides others; the state has them all."""
        return [visit.url for visit in due[: max(0, self._source.limits.requests - before)]]
