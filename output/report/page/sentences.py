"""What does the report say in words? The verdict, and a sentence beside each picture."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from output.report.coverage import DAYS as USUAL_DAYS
from output.report.words import counted, day, days, times

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from output.facts.source_facts import SourceFacts
    from output.report.gather import Report

WEEK = 7  # days whose news the verdict tells
MOST_NAMED = 5


def verdict(report: Report) -> str:
    """All of it in one line."""
    count = len(report.sources)
    if not count:
        return "Nothing is stored here yet"
    stored = sum(one.facts.articles or 0 for one in report.sources)
    new = sum(sum(one.facts.new_by_day[-WEEK:]) for one in report.sources)
    brought = f"{counted(new, 'new article')} in {WEEK} days, {stored:,} in all"
    trouble = [one for one in report.sources if one.looks]
    if not trouble:
        fine = f"All {count:,} sources are" if count > 1 else "The source is"
        return f"{fine} fine; {brought}"
    words = Counter(look.word for one in trouble for look in one.looks[:1])
    named = ", ".join(f"{number:,} {word}" for word, number in words.most_common(MOST_NAMED))
    needs = "needs" if len(trouble) == 1 else "need"
    return f"{len(trouble):,} of {counted(count, 'source')} {needs} a look ({named}); {brought}"


def subtitle(report: Report) -> str:
    """When it was made, and of what."""
    newest = max((one.facts.last_run for one in report.sources if one.facts.last_run), default=None)
    return f"As of {times(report.now)} UTC. The newest run began {times(newest)}." if newest else times(report.now)


def freshness(facts: SourceFacts) -> tuple[str, str]:
    """How fresh a source is, and what that rests on."""
    newest = f"newest {day(facts.newest)}" if facts.newest else ""
    if facts.freshness is None or facts.rhythm is None:
        return ("–", newest)
    usual = "as usual" if facts.freshness <= 1 else f"{facts.freshness:.1f} × usual"
    return usual, f"{newest}, one every {days(facts.rhythm)}"


def sparkline(counts: Sequence[int]) -> str:
    """What a source's bars show."""
    if not any(counts):
        return f"No new article in {len(counts)} days"
    return f"{counted(sum(counts), 'new article')} in {len(counts)} days, at most {max(counts):,} a day"


def coverage(report: Report) -> str:
    """What the heat map shows."""
    lost = [
        f"{one.facts.source} ({each.field})" for one in report.sources for each in one.told.coverage if each.since
    ]
    if not lost:
        return "No source has lost a field."
    more = f" and {len(lost) - MOST_NAMED:,} more" if len(lost) > MOST_NAMED else ""
    return f"{counted(len(lost), 'field')} fell: {', '.join(lost[:MOST_NAMED])}{more}."


def funnel(report: Report) -> str:
    """What the funnel shows."""
    told = report.funnel
    if not told.listed:
        return f"No address was listed or asked in the last {USUAL_DAYS} days."
    return (
        f"Of {counted(told.listed, 'address', 'addresses')} listed, {told.fetched:,} answered with a page,"
        f" {told.extracted:,} of these gave an article, and {told.stored:,} articles came of them."
    )


def by_day(counts: Sequence[tuple[date, int]]) -> str:
    """What the bars of all days show."""
    total = sum(count for _, count in counts)
    if not total:
        return f"No article has come in {len(counts)} days after the first day of its source."
    best, most = max(counts, key=lambda one: one[1])
    return (
        f"{counted(total, 'new article')} in {len(counts)} days, without those that stood on a site when it was first"
        f" crawled. Most came on {day(best)}: {most:,}."
    )


def changes(report: Report) -> str:
    """What the list of changes is of."""
    total = sum(one.told.changed for one in report.sources)
    if not total:
        return f"No article that was known has changed in the last {USUAL_DAYS} days."
    shown = f"; the newest {len(report.changes)} are here" if total > len(report.changes) else ""
    return f"{counted(total, 'change')} in the last {USUAL_DAYS} days{shown}."


def rights(report: Report) -> str:
    """What the licences and signals come to."""
    licenses = report.counted("licenses")
    stated = licenses.total() - licenses[None]
    if not licenses.total():
        return "No article is stored."
    reserving = sum(1 for one in report.sources if one.told.reserved)
    return (
        f"{stated:,} of {counted(licenses.total(), 'active article')} state a licence;"
        f" {counted(reserving, 'source')} {'has' if reserving == 1 else 'have'} articles that reserve a use."
    )
