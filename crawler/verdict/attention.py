"""Which sources need a look, why, and with which command does it begin?"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from output.run import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.facts.source_facts import SourceFacts

SILENT = 5  # times its own rhythm that a source has given nothing new: a summer's pause of a weekly one is about that
LEAST_SILENT = timedelta(days=14)  # what gives something daily rests over the holidays
LATE = timedelta(days=7)  # since something is due: whoever crawls seldom does it once a week
# How a look at each trouble begins; what else it may be is told by the log of another run.
COMMANDS: dict[str | None, tuple[str, ...]] = {
    Cause.BLOCKED: ("check", "--live"),
    Cause.ROBOTS: ("check", "--live"),
    Cause.LAYOUT: ("check", "--live"),
    Cause.EMPTY: ("check", "--live"),
    Cause.NETWORK: ("doctor",),
    Cause.DAMAGE: ("doctor",),
}
OF_A_RUN = ("crawl", "--verbose")


class Look(NamedTuple):
    """Why a source needs a look.

    Attributes:
        word: The same in one word, for a table.
        reason: One plain line.
        since: Since when, UTC. Null where nothing tells.
        command: The words behind `thinktap` with which the look begins.
    """

    word: str
    reason: str
    since: datetime | None
    command: tuple[str, ...]


def looks(facts: SourceFacts, now: datetime) -> list[Look]:
    """Why a source needs a look, the worst first; nothing where it does not.

    Args:
        facts: What is known of it.
        now: UTC.
    """
    return list(_looks(facts, now))


def _looks(facts: SourceFacts, now: datetime) -> Iterator[Look]:
    for fault in facts.faults:
        yield Look("damage", f"{fault}; its next run mends what can be mended", None, ("crawl", facts.source))
    if facts.trouble_since:
        verb, *more = COMMANDS.get(facts.cause, OF_A_RUN)
        reason = facts.verdict or "its last run was no good one"
        yield Look(facts.cause or "failed", reason, facts.trouble_since, (verb, facts.source, *more))
    if facts.process:
        return
    if facts.unended:
        again = ("crawl", facts.source)
        yield Look("killed", "a run was killed before its end; the next one goes on from there", facts.unended, again)
    elif facts.unpublished:
        reason = "what a run stored could not be published, as on a full disk; the next run publishes it"
        yield Look("unpublished", reason, facts.unpublished, ("doctor", facts.source))
    elif facts.last_run is None and not facts.faults:
        yield Look("never run", "it has never run", None, ("crawl", facts.source))
    elif facts.next_due and now - facts.next_due > LATE:
        yield Look("overdue", "articles are due, and no run asks for them", facts.next_due, ("crawl", facts.source))
    if silent := _silent(facts, now):
        yield silent


def _silent(facts: SourceFacts, now: datetime) -> Look | None:
    if not facts.newest or not facts.rhythm or not facts.freshness or facts.freshness < SILENT:
        return None
    since = datetime.combine(facts.newest, time(), UTC)
    usual = max(LEAST_SILENT.days, round(SILENT * facts.rhythm))
    if now - since < LEAST_SILENT or any(facts.new_by_day[-usual:]):  # old ones that came just now are news as well
        return None
    if (
        facts.known_since and (now.date() - facts.known_since).days < usual
    ):  # how long it was silent before says nothing
        return None
    reason = f"nothing new, where something came every {facts.rhythm:g} days"
    return Look("silent", reason, since, ("check", facts.source, "--live"))
