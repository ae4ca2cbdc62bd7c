"""Was it a good run? Decided from what it met; zero articles is never a silent success."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.status import ExitStatus

if TYPE_CHECKING:
    from crawler.source import Source
    from output.records import RunCounts


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong while crawling.

    Attributes:
        listing: A listing page that could not be read, and why. Null when all could.
        stopped: Why the run ended early. Null when it ended by itself.
    """

    listing: str | None = None
    stopped: str | None = None


def judge(source: Source, counts: RunCounts, trouble: Trouble) -> tuple[ExitStatus, str]:
    """The run's exit status, fine or trouble, and one plain line that says what to do where something is wrong."""
    fault = _fault(source, counts, trouble)
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


def _fault(source: Source, counts: RunCounts, trouble: Trouble) -> str | None:
    start = source.listing.start[0]
    seen = counts.new + counts.changed + counts.unchanged
    if trouble.stopped:
        return f"stopped early: {trouble.stopped}"
    if trouble.listing:
        return trouble.listing
    if counts.listed == 0:
        return f"no article link found on {start}; open it, and if articles are there set [listing] link"
    if counts.listed < source.expect.articles:
        return f"{counts.listed} articles listed on {start}, expected {source.expect.articles} ([expect] articles)"
    if seen == 0:
        return (
            f"none of the {counts.listed} addresses listed on {start} gave an article"
            f" ({counts.rejected} rejected, {counts.failed} failed); see the tables rejects and fetches"
        )
    return None
