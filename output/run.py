"""What is a run of a source, and how did it end?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

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
        concludes: Whether it brings what is merged over sources up to date; else whoever has many runs done does it.
    """

    run_id: str
    started_at: datetime
    thinktap: str
    rereads: bool = False
    concludes: bool = True

    @property
    def producer(self) -> str:
        """The program and its version, as files name what wrote them."""
        return f"thinktap {self.thinktap}"


class Cause(StrEnum):
    """Why a run is no good one, in a word that can be counted."""

    BLOCKED = "blocked"  # the site refuses us: 401, 403, 429, a challenge
    ROBOTS = "robots"  # robots.txt forbids it, or can't be had
    RIGHTS = "rights"  # all that is there reserves its rights, and is skipped for it
    LAYOUT = "layout"  # pages are there, and articles are not found on them as before
    NETWORK = "network"  # the site can't be reached, does not answer, or with errors
    EMPTY = "empty"  # nothing is there, and nothing was before
    LIMIT = "limit"  # a limit ended it before its end
    INTERRUPTED = "interrupted"  # a signal, or a fault of ours
    DAMAGE = "damage"  # files of the dataset were damaged


class Verdict(NamedTuple):
    """What is to be said of a run: its exit status, one plain line, why it is no good one (null when it is), and limits."""

    exit: int
    line: str
    cause: Cause | None = None
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended.

    Attributes:
        finished_at: When, UTC.
        verdict: What is to be said of it.
        counts: What it met.
        strategy: Where its source's news are looked up, and why there. Null when that is not chosen.
    """

    finished_at: datetime
    verdict: Verdict
    counts: RunCounts
    strategy: tuple[str, str] | None = None
