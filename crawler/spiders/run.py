"""How does a source's run take over its settings, keep its hours and come to its end? And what does it tell the store?"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from scrapy import Spider

from crawler.extensions.faults import FAULTS
from crawler.politeness.contact import Contact
from crawler.politeness.hours import Hours
from crawler.search.page_queue import PageQueue
from crawler.search.revisits import note_next_due
from crawler.verdict.limits_met import LimitsMet
from crawler.verdict.verdict import judge
from crawler.verdict.went_wrong import WentWrong
from output.errors import OutputError
from output.item_pipeline import StorePipeline
from output.records import Article, Reject

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from concurrent.futures import Future

    from scrapy.settings import BaseSettings

    from crawler.search.search import Search
    from crawler.source import Source
    from output.records import RunCounts
    from output.run import Verdict
    from output.store import Store

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")  # a language range of RFC 4647, 2.1
# Why a run ends:
HOURS = "hours"  # its source's are over
FAULT = "fault"  # one of our own
OUTPUT = "output"  # nothing more can be stored


class Progress(NamedTuple):
    """How far a run has come: addresses listed, pages fetched, articles stored, pages rejected, and pages still to fetch."""

    listed: int = 0
    fetched: int = 0
    stored: int = 0
    rejected: int = 0
    left: int = 0


class SourceRun(Spider):
    """One run of one source, whatever it asks for."""

    source: ClassVar[Source]
    run_id: str | None = None  # once the store has begun it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.card = self.source.card
        self.most_lost = self.source.expect.lost
        self._search: Search | None = None  # from the start on
        self._limits = LimitsMet()
        self._queue = PageQueue(self.source.limits, self._limits, self._sent)
        self._wrong = WentWrong()
        self._came = Counter[type]()  # what came of pages: articles and rejects
        self._going_on: asyncio.Future[None] | None = None  # where there was nothing left to wait for
        self._ending: asyncio.Future[None] | None = None
        self._giving_up: asyncio.Future[None] | None = None

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Take over the source's limits and language, and who crawls, below what the command line says."""
        super().update_settings(settings)
        limits = cls.source.limits
        ours = {
            "THINKTAP_DELAY": limits.delay,
            "CONCURRENT_REQUESTS_PER_DOMAIN": limits.concurrency,
            # What waits for its turn in the downloader is fetched even when the run is asked to end.
            "CONCURRENT_REQUESTS": 2 * limits.concurrency,
            "DOWNLOAD_MAXSIZE": limits.body_bytes,
            "DOWNLOAD_TIMEOUT": limits.seconds,
            "THINKTAP_CONNECT_TIMEOUT": limits.connect_seconds,
            "THINKTAP_FIRST_BYTE_TIMEOUT": limits.first_byte_seconds,
            **_said(settings, cls.source.language),
        }
        for name, value in ours.items():
            settings.set(name, value, priority="spider")

    # The source's hours

    def is_open(self) -> bool:
        """Whether it still asks: its hours may be over, which ends the run; the next one asks what waits."""
        if self._ending is not None:
            return False
        if self._wrong.trouble.opens is None and self._in_hours():
            return True
        self.finish(HOURS)
        return False

    def _in_hours(self) -> bool:
        """Whether this is one of the source's hours; else the run is to say when they begin."""
        limits, now = self.source.limits, datetime.now(UTC)
        hours = limits.hours and Hours.read(limits.hours)
        if not hours or hours.hold(now, self.source.timezone):
            return True
        self._wrong.close(hours.next(now, self.source.timezone))
        return False

    def progress(self) -> Progress:
        """How far the run has come; for another thread that shows it."""
        queue = self._queue
        return Progress(self.listed(), queue.answers, self._came[Article], self._came[Reject], queue.left)

    # What the store asks of a spider

    def listed(self) -> int:
        """How many addresses the listings gave."""
        return len(self._search.links) if self._search else 0

    def addresses(self) -> Container[str] | None:
        """The addresses that the listings gave; null when they were not read as a whole."""
        return self._search.links if self._search and self._wrong.has_seen_all else None

    def judge(self, counts: RunCounts) -> Verdict:
        """What is to be said of the run."""
        loss = self._search.past.history.loss if self._search else None
        if self._wrong.refused_for_limit:
            self._limits.note("requests", self.source.limits.requests)
        seen = self._wrong.seen(loss, self._limits.told, self._queue.asked)
        trouble = replace(self._wrong.trouble, faults=self.crawler.stats.get_value(FAULTS, 0))
        verdict = judge(self.source, counts, trouble, seen)
        verdict = verdict._replace(limits=(*verdict.limits, *self._limits.named))
        said = {"event": "judged", "reason": verdict.cause}
        # `scrapy crawl` has no other way to tell.
        self.logger.info("%s (exit status %d)", verdict.line, verdict.exit, extra=said)
        return verdict

    def strategy(self) -> tuple[str, str] | None:
        """Where the source's news are looked up, and why there; null when that is not chosen."""
        choice = self._search.past.choice if self._search else None
        return (choice.strategy, choice.reason) if choice else None

    # The end

    def finish(self, reason: str) -> None:
        """Let the run end, with Scrapy's word for why."""
        if self._ending is None:
            self._ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))

    def check(self, future: Future[Any]) -> None:
        """Stop the run if what was handed to the store could not be stored."""
        if error := future.exception():
            from twisted.internet import reactor

            reactor.callFromThread(self.give_up, error)

    def give_up(self, error: BaseException) -> None:
        """Stop the run: nothing more can be stored, or our own code has failed."""
        word = _word_for(error)
        self.crawler.stats.set_value("thinktap/error", error)
        self.logger.error("%s", error, exc_info=error if word == FAULT else None)
        if not self._giving_up:
            self._giving_up = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=word))

    @contextmanager
    def giving_up_on_faults(self) -> Iterator[None]:
        """Stop the run where a fault of our own is found beside a response: Scrapy would log it, and go on."""
        try:
            yield
        except Exception as error:  # noqa: BLE001  (whatever it is)
            self.give_up(error)

    async def end(self, reason: str) -> None:
        """End the run in the store, once everything is fetched and read.

        Args:
            reason: Scrapy's word for why the spider closes; "finished" when nothing was left to do.
        """
        if self._going_on:
            self._going_on.cancel()
        stored = self.crawler.get_item_pipeline(StorePipeline)
        trouble = self._wrong.trouble
        if reason not in {"finished", HOURS}:
            self._wrong.stop(reason)
        try:
            if self._search and reason == "finished" and trouble.opens is None:
                # A further page that failed is asked for again by itself.
                self._search.end(complete=not trouble.at_start)
                await self._search.past.kept()
                await note_next_due(self._store(), self.source, datetime.now(UTC))
        except Exception as error:  # noqa: BLE001  (whatever it is)
            self._wrong.stop(_word_for(error))
            self.give_up(error)
        finally:
            if stored:
                await stored.end()

    def _sent(self) -> int:
        """How many requests were sent."""
        return int(self.crawler.stats.get_value("downloader/request_count", 0))

    def _found(self) -> Search:
        assert self._search, "a page came before the search began"
        return self._search

    def _store(self) -> Store:
        stored = self.crawler.get_item_pipeline(StorePipeline)
        assert stored, "the settings leave the store out"
        return stored.store


def _word_for(error: BaseException) -> str:
    return OUTPUT if isinstance(error, OutputError) else FAULT


def _said(settings: BaseSettings, language: str | None) -> dict[str, Any]:
    """The settings by which a request says what it would like, and who crawls, where somebody wrote that down."""
    contact = Contact.read(settings["THINKTAP_CONTACT"] or "")
    headers = settings.getdict("DEFAULT_REQUEST_HEADERS") | _preferred(language)
    if not contact:
        return {"DEFAULT_REQUEST_HEADERS": headers}
    sender = {"From": contact.sender} if contact.sender else {}
    return {"USER_AGENT": contact.agent(settings["USER_AGENT"]), "DEFAULT_REQUEST_HEADERS": headers | sender}


def _preferred(language: str | None) -> dict[str, str]:
    """The header by which a site that has several languages answers in this one; nothing where it may choose."""
    is_tag = language is not None and LANGUAGE.fullmatch(language)
    return {"Accept-Language": f"{language}, *;q=0.5"} if is_tag else {}
