"""What is a run of a source, and how did it end?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from output.records import RunCounts


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one source.

    Attributes:
        run_id: Unique within the source.
        started_at: UTC.
        thinktap: The program's version.
        rereads: Whether it reads the archive again and asks for nothing.
    """

    run_id: str
    started_at: datetime
    thinktap: str
    rereads: bool = False

    @property
    def producer(self) -> str:
        """The program and its version, as files name what wrote them."""
        return f"thinktap {self.thinktap}"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended.

    Attributes:
        finished_at: When, UTC.
        exit: Its exit status.
        verdict: One plain line.
        counts: What it met.
        strategy: Where its source's news are looked up, and why there. Null when that is not chosen.
        cause: Why it is no good run, one of the words that the column `runs.cause` lists. Null when it is a good one.
        limits: What ended something before its own end, as in ``"pages=1000"``.
    """

    finished_at: datetime
    exit: int
    verdict: str
    counts: RunCounts
    strategy: tuple[str, str] | None = None
    cause: str | None = None
    limits: tuple[str, ...] = ()
