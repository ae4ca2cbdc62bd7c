"""Was it a good run? Decided from what it met; zero articles is never a silent success."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.status import ExitStatus
from output.loss import is_loss

if TYPE_CHECKING:
    from crawler.source import Source
    from output.records import RunCounts


# Scrapy's words for why a run ends, where they say little.
STOPPED = {"shutdown": "by a signal; what was fetched is stored, and the next run goes on from there"}
SUSPICIOUS = 5  # pages of a known source that gave no article, and no other that did


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong while crawling.

    Attributes:
        listing: A listing page that could not be read, and why. Null when all could.
        at_start: Whether it is one that the listing begins with.
        stopped: Why the run ended early. Null when it ended by itself.
    """

    listing: str | None = None
    at_start: bool = False
    stopped: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """How much of its listing a run has seen.

    Attributes:
        whole: Whether it went over all of it, from its beginning.
        unchanged: Whether a page of it was answered as unchanged, or was read by a run that was cut off.
        known: How many articles were stored before.
    """

    whole: bool = False
    unchanged: bool = False
    known: int = 0


def judge(source: Source, counts: RunCounts, trouble: Trouble, seen: Seen) -> tuple[ExitStatus, str]:
    """The run's exit status, fine or trouble, and one plain line that says what to do where something is wrong."""
    fault = _fault(source, counts, trouble, seen)
    return (ExitStatus.TROUBLE, fault) if fault else (ExitStatus.FINE, news(counts))


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
    return ", ".join(said) or "nothing new"


def _fault(source: Source, counts: RunCounts, trouble: Trouble, seen: Seen) -> str | None:
    if trouble.stopped:
        return f"stopped early: {STOPPED.get(trouble.stopped, trouble.stopped)}"
    if trouble.listing:
        return trouble.listing
    return _too_few(source, counts, seen) or _lost(source, counts) or _nothing_read(source, counts, seen)


def _too_few(source: Source, counts: RunCounts, seen: Seen) -> str | None:
    start = source.listing.start[0]
    came = seen.known or counts.new or counts.rejected or counts.failed
    if counts.listed == 0 and not (seen.unchanged and came):  # what names nothing may well be unchanged
        return f"no article link found on {start}; open it, and if articles are there set [listing] link"
    if seen.whole and counts.listed < source.expect.articles:
        return f"{counts.listed} articles listed on {start}, expected {source.expect.articles} ([expect] articles)"
    return None


def _lost(source: Source, counts: RunCounts) -> str | None:
    met = counts.unchanged + counts.changed
    if not is_loss(counts.missing, met, source.expect.lost):
        return None
    return (
        f"{counts.missing} of {counts.missing + met} known articles answered 404 or 410, which is not believed:"
        " none is taken for gone; if the site has dropped them, raise [expect] lost"
    )


def _nothing_read(source: Source, counts: RunCounts, seen: Seen) -> str | None:
    """Of what was asked for, one or two may be wrong guesses beside a hundred articles; many are a broken reading."""
    read = counts.new + counts.changed + counts.unchanged
    vain = counts.rejected + counts.failed + counts.missing
    if read or vain < (SUSPICIOUS if seen.known else 1):
        return None
    return (
        f"none of the {counts.listed} addresses listed on {source.listing.start[0]} gave an article"
        f" ({counts.rejected} rejected, {counts.failed} failed); see the tables rejects and fetches"
    )
