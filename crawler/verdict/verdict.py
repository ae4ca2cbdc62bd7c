"""Was it a good run? Decided from what it met; zero articles is never a silent success."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from crawler.status import ExitStatus
from output.loss import is_loss
from output.run import Cause, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from crawler.source import Source
    from output.records import RunCounts


# Scrapy's words for why a run ends, where they say little.
OURS = "thinktap itself failed; the log tells how, please report it"
STOPPED = {
    "shutdown": "by a signal; {news} so far, and the next run goes on from there",
    "start_error": OURS,
    "fault": OURS,
}
SUSPICIOUS = 5  # pages of a known source that gave no article, and no other that did
# What is said of pages that could not be had, by why.
UNHAD = {
    Cause.BLOCKED: "the site blocks us: {refused}; slow down ([limits] delay), or ask the site",
    Cause.ROBOTS: "robots.txt forbids, or can't be had for, {failed} of {asked} pages",
    Cause.NETWORK: "{failed} of {asked} pages gave no usable answer; see the table fetches",
}


class Fault(NamedTuple):
    """What is wrong with a run: the word for it, and one plain line that says what to do."""

    cause: Cause
    line: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong while crawling.

    Attributes:
        listing: A listing page that could not be read. Null when all could.
        at_start: Whether it is one that the listing begins with.
        stopped: Why the run ended early. Null when it ended by itself.
        opens: When its source may be asked again, UTC, where its hours were over. Null when they were not.
        faults: Pages that our own code has failed on.
    """

    listing: Fault | None = None
    at_start: bool = False
    stopped: str | None = None
    opens: datetime | None = None
    faults: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What a run has seen of its source.

    Attributes:
        whole: Whether it went over all of the listing, from its beginning.
        unchanged: Whether a page of it was answered as unchanged, or was read by a run that was cut off.
        known: How many articles were stored before.
        loss: A first page that names far less than it did: its address, its links before, and now. Null when none does.
        asked: How many pages were asked for.
        failed: Those of them that could not be had, by why.
        unasked: Those of the blocked ones that were not asked, because their host has blocked us before.
        reserved: How many pages were skipped for their reserved rights.
        limit: The limits that may have cost articles, and what to do. Null when there are none.
    """

    whole: bool = False
    unchanged: bool = False
    known: int = 0
    loss: tuple[str, int, int] | None = None
    asked: int = 0
    failed: Mapping[Cause, int] = field(default_factory=dict)
    unasked: int = 0
    reserved: int = 0
    limit: str | None = None


def judge(source: Source, counts: RunCounts, trouble: Trouble, seen: Seen) -> Verdict:
    """What is to be said of a run: fine or trouble, and what to do where something is wrong."""
    closed = trouble.opens is not None and trouble.stopped is None
    fault = _met(source, counts, trouble, seen) or (None if closed else _missed(source, counts, seen))
    limits = (f"hours={source.limits.hours}",) if closed else ()
    if fault:
        return Verdict(ExitStatus.TROUBLE, fault.line, fault.cause, limits)
    return Verdict(ExitStatus.FINE, news(counts) + (_closed(source, trouble.opens) if closed else ""), limits=limits)


def _closed(source: Source, opens: datetime | None) -> str:
    """No fault: that a run ends with its source's hours, or does not begin, is what was wished for."""
    return f" so far; it is asked from {source.limits.hours} {source.timezone or 'UTC'}, next on {opens:%Y-%m-%d %H:%M} UTC"


def news(counts: RunCounts) -> str:
    """What a good run brought, in words."""
    said = [
        f"{count} {word}"
        for count, word in (
            (counts.new, "new"),
            (counts.changed, "changed"),
            (counts.missing, "missing"),
            (counts.gone, "gone"),
        )
        if count
    ]
    failed = f"; {counts.failed} failed, see fetches.error" if counts.failed else ""
    return (", ".join(said) or "nothing new") + failed


def _met(source: Source, counts: RunCounts, trouble: Trouble, seen: Seen) -> Fault | None:
    """What is wrong with a run, however far it came."""
    if trouble.stopped:
        why = STOPPED.get(trouble.stopped, trouble.stopped).replace("{news}", news(counts))
        return Fault(Cause.INTERRUPTED, f"stopped early: {why}")
    if trouble.faults:
        pages = "a page" if trouble.faults == 1 else f"{trouble.faults} pages"
        advice = "the log and the table rejects tell which; please report it"
        return Fault(Cause.INTERRUPTED, f"thinktap itself failed on {pages}; {advice}")
    return trouble.listing or _unhad(source, seen)


def _missed(source: Source, counts: RunCounts, seen: Seen) -> Fault | None:
    """What is wrong with a run that came to its end: what it did not find."""
    return (
        _too_few(source, counts, seen)
        or _lost(source, counts)
        or _nothing_read(source, counts, seen)
        or (Fault(Cause.LIMIT, seen.limit) if seen.limit else None)
    )


def _too_few(source: Source, counts: RunCounts, seen: Seen) -> Fault | None:
    start = source.listing.start[0]
    came = seen.known or counts.new or counts.rejected or counts.failed
    if counts.listed == 0 and not (seen.unchanged and came):  # what names nothing may well be unchanged
        advice = "open it, and if articles are there set [listing] link"
        return Fault(Cause.LAYOUT if seen.known else Cause.EMPTY, f"no article link found on {start}; {advice}")
    if seen.whole and counts.listed < source.expect.articles:
        expected = f"expected {source.expect.articles} ([expect] articles)"
        return Fault(Cause.LAYOUT, f"{counts.listed} articles listed on {start}, {expected}")
    if seen.loss:
        url, before, now = seen.loss
        return Fault(
            Cause.LAYOUT, f"{url} names {now} articles where it named {before}; see whether its layout changed"
        )
    return None


def _unhad(source: Source, seen: Seen) -> Fault | None:
    """So many pages that could not be had, for one reason, that it is no matter of single pages."""
    for cause, line in UNHAD.items():
        failed = seen.failed.get(cause, 0)
        if is_loss(failed, seen.asked - failed, source.expect.lost) or (0 < failed == seen.asked and not seen.known):
            return Fault(cause, line.format(failed=failed, asked=seen.asked, refused=_refused(seen)))
    return None


def _refused(seen: Seen) -> str:
    """How many pages a site that blocks us has refused, and how many it was not asked for."""
    refused = seen.failed.get(Cause.BLOCKED, 0) - seen.unasked
    if not refused:
        return f"{seen.unasked} of {seen.asked} pages were not asked, as it wants to be left alone"
    rest = f", and {seen.unasked} not asked after them" if seen.unasked else ""
    return f"{refused} of {seen.asked} pages were refused{rest}"


def _lost(source: Source, counts: RunCounts) -> Fault | None:
    met = counts.unchanged + counts.changed
    if not is_loss(counts.missing, met, source.expect.lost):
        return None
    return Fault(
        Cause.LAYOUT,
        f"{counts.missing} of {counts.missing + met} known articles answered 404 or 410, which is not believed:"
        " none is taken for gone; if the site has dropped them, raise [expect] lost",
    )


def _nothing_read(source: Source, counts: RunCounts, seen: Seen) -> Fault | None:
    """Of what was asked for, one or two may be wrong guesses beside a hundred articles; many are a broken reading."""
    read = counts.new + counts.changed + counts.unchanged
    vain = counts.rejected + counts.failed + counts.missing - seen.reserved
    # A source that has never given one is no good, though all that failed waits for its time.
    if read or (vain < SUSPICIOUS if seen.known else not (vain or counts.listed)):
        return None
    if seen.reserved and not vain:
        skipped = f"{seen.reserved} of {seen.reserved} pages reserve their rights, and are skipped"
        return Fault(Cause.RIGHTS, f"{skipped} ([rights] respect); see the table rejects")
    others = ", the others are not there or were not asked" if vain < counts.listed else ""
    return Fault(
        Cause.LAYOUT,
        f"none of the {counts.listed} addresses listed on {source.listing.start[0]} gave an article"
        f" ({counts.rejected} rejected, {counts.failed} failed{others}); see the tables rejects and fetches",
    )
