"""Can a source's site be reached? Its robots.txt and its listing's first page are asked for, as a crawl would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess

from crawler.asking import why
from crawler.middlewares.robots import SAID, Verdict
from crawler.politeness.host import host_of
from crawler.politeness.turns import Ending, block_of
from crawler.responses import FETCHED_AT, ROLE, header
from crawler.spiders.run import SourceRun
from crawler.verdict.causes import cause_of
from output.facts.remembered import left_alone
from output.health.finding import Finding
from output.records import Outcome
from output.run import Cause

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.http import Response
    from scrapy.settings import BaseSettings, Settings
    from twisted.python.failure import Failure

    from crawler.source import Source
    from output.layout import Layout

SECONDS = 20  # somebody waits
BEHIND = timedelta(minutes=1)  # a clock may be: no answer comes from the future
AHEAD = timedelta(days=1)  # an answer from a cache may be as old, and not say so
CLOCK = "set this machine's clock, by NTP: timedatectl set-ntp true"
ADVICE = {
    Cause.ROBOTS: "ask the site to allow it, or leave it out",
    Cause.BLOCKED: "wait, ask more slowly ([limits] delay), or ask the site to let you in (THINKTAP_CONTACT says who asks)",
    Cause.LAYOUT: "see whether [listing] start in its file is still the address of its listing",
    Cause.NETWORK: "see whether a browser reaches it; if so, look at this machine's DNS, proxy and firewall",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of the request: an answer, or what came in its place, and the word for why."""

    answer: Response | None = None
    error: BaseException | None = None
    cause: Cause = Cause.NETWORK


class ReachSpider(SourceRun):
    """Asks for the page that a source's listing begins with, and for nothing else."""

    asked = Asked()

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Ask once, and store nothing."""
        super().update_settings(settings)
        for name, value in {"ITEM_PIPELINES": {}, "RETRY_TIMES": 0, "DOWNLOAD_TIMEOUT": SECONDS}.items():
            settings.set(name, value, priority="spider")

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the page."""
        url = self.source.listing.start[0]
        yield Request(url, self.came, errback=self.failed, meta={ROLE: Outcome.LISTING}, dont_filter=True)

    def came(self, response: Response) -> None:
        """Keep the answer."""
        self.asked = Asked(response)

    def failed(self, failure: Failure) -> None:
        """Keep why there is none."""
        request: Request = failure.request  # type: ignore[attr-defined]
        unreachable = request.meta.get(SAID) == Verdict.UNREACHABLE
        self.asked = Asked(error=failure.value, cause=Cause.NETWORK if unreachable else cause_of(failure.value))


def reach_findings(settings: Settings, source: Source, layout: Layout) -> Iterator[Finding]:
    """What a source's site answers, and what its clock says."""
    url = source.listing.start[0]
    until = left_alone(layout.state_file(source.id), host_of(url), url)
    if until and until > datetime.now(UTC):
        said = f"{url} is not asked before {until:%Y-%m-%d %H:%M} UTC, as its server wished"
        yield Finding("site", said)
        return
    asked = _ask(settings, source, layout)
    if asked.answer is None:
        yield _failed(url, asked)
        return
    yield _answered(asked.answer)
    yield clock_finding(header(asked.answer, "Date"), header(asked.answer, "Age"), asked.answer.meta[FETCHED_AT])


def clock_finding(date: str | None, age: str | None, now: datetime) -> Finding:
    """What an answer's date says of this machine's clock.

    Args:
        date: When its server made it, as it says.
        age: How many seconds it lay in a cache, as it says.
        now: When it came, UTC.
    """
    try:
        made = parsedate_to_datetime(date or "").replace(tzinfo=UTC)
        made += timedelta(seconds=int(age or 0))
    except (ValueError, OverflowError):
        return Finding("clock", "the site does not say what time it is")
    if made - now > BEHIND:
        return Finding("clock", f"{(made - now).total_seconds():.0f} s behind the site's", CLOCK)
    if now - made > AHEAD:
        return Finding("clock", f"{(now - made).total_seconds():.0f} s ahead of the site's", CLOCK)
    return Finding("clock", "as the site's")


def _ask(settings: Settings, source: Source, layout: Layout) -> Asked:
    with TemporaryDirectory() as folder:
        if not layout.state.is_dir():  # else turns are taken with the crawls that are under way
            settings.setdict({"THINKTAP_OUTPUT": folder, "THINKTAP_STATE": ""}, priority="cmdline")
        process = AsyncCrawlerProcess(settings)
        crawler = process.create_crawler(type("Reached", (ReachSpider,), {"name": source.id, "source": source}))
        process.crawl(crawler)
        process.start()
        spider: Any = crawler.spider
        return spider.asked if spider else Asked(error=RuntimeError("the request could not be made; see the log"))


def _failed(url: str, asked: Asked) -> Finding:
    if isinstance(asked.error, Ending):
        return Finding("site", f"{url} is asked at other hours ([limits] hours)")
    return Finding("site", f"{url} can't be had: {why(asked.error)}", ADVICE.get(asked.cause, ADVICE[Cause.NETWORK]))


def _answered(response: Response) -> Finding:
    robots = "there is no robots.txt" if response.meta.get(SAID) == Verdict.NONE else "robots.txt allows it"
    seconds = response.meta.get("download_latency", 0.0)
    said = f"{response.url}: HTTP {response.status} after {seconds:.1f} s, {len(response.body)} bytes; {robots}"
    if block := block_of(response.meta):
        return Finding("site", f"{said}; it is a {block}", ADVICE[Cause.BLOCKED])
    return Finding("site", said)
