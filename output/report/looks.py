"""What needs a look? Each source in trouble, why, since when, and the command to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.facts.source_facts import SourceFacts
    from output.report.told import Told

SILENT = 4.0  # times the usual gap without an article; a gap of three or so happens by itself now and then
SILENT_DAYS = 14  # and no less than this: who publishes daily has a holiday
UNRUN = timedelta(days=2)  # a daily run that has been left out twice
CRAWL, CHECK = "thinktap crawl {}", "thinktap check {} --live"
COMMANDS = {"network": CRAWL, "interrupted": CRAWL, "damage": CRAWL, "limit": CRAWL}  # by cause; else CHECK


@dataclass(frozen=True, slots=True)
class Look:
    """One reason to look at a source.

    Attributes:
        source: The source.
        reason: In one line.
        since: The day from which it is so. Null when nothing tells.
        command: What to run next.
    """

    source: str
    reason: str
    since: date | None
    command: str


def looks_at(facts: SourceFacts, told: Told, now: datetime) -> Iterator[Look]:
    """The reasons to look at one source, the gravest first; none when all is well."""
    source = facts.source
    for fault in dict.fromkeys((*facts.faults, *told.faults)):
        yield Look(source, fault, None, CRAWL.format(source))
    if facts.exit:
        command = COMMANDS.get(facts.cause or "", CHECK).format(source)
        reason = f"{facts.cause}: {facts.verdict}" if facts.cause else facts.verdict or "its last run failed"
        yield Look(source, reason, day_of(facts.trouble_since), command)
    if facts.last_run is None:
        yield Look(source, "no run of it has ended", day_of(facts.unended), CRAWL.format(source))
    elif now - facts.last_run > UNRUN:
        yield Look(source, "it was not crawled", day_of(facts.last_run), CRAWL.format(source))
    if _is_silent(facts, now):
        reason = f"no new article, where one comes every {_days(facts.rhythm or 0)} or so"
        yield Look(source, reason, facts.newest, CHECK.format(source))
    for one in told.coverage:
        if one.lost and one.usual is not None:
            reason = f"{one.field} is read on {one.now:.0%} of its newest {one.articles} articles, usually {one.usual:.0%}"
            yield Look(source, reason, None, CHECK.format(source))


def day_of(at: datetime | None) -> date | None:
    """The day of an instant, in UTC."""
    return at and at.astimezone(UTC).date()


def _is_silent(facts: SourceFacts, now: datetime) -> bool:
    if facts.exit or facts.freshness is None or facts.newest is None:
        return False
    return facts.freshness > SILENT and (now.date() - facts.newest).days > SILENT_DAYS


def _days(count: float) -> str:
    return "day" if round(count) <= 1 else f"{count:.0f} days"
