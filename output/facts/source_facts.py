"""What is known of one source? A frozen record; null is what nothing tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

DAYS = 60  # that `new_by_day` goes back


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of one source.

    Attributes:
        source: Its id.
        name: The institute. Null before its first publish.
        articles: Stored and active. Null when their files can't be read.
        last_run: When its newest run that ended began, UTC. Null when none has ended.
        last_success: When its newest run ended that was fine and asked the site, UTC. Null when none was.
        exit: How the newest run ended that learned something of the site: 0, or its status. Null when none did.
        cause: Why that was no good one, one of the words that the column `runs.cause` lists. Null when it was.
        verdict: What that run said of itself.
        trouble_since: When the first bad run of the current row of bad ones began, UTC. Null when there is none.
        newest: The day of its newest article, as published or else first seen; never after it was first seen. Null when
            no article tells: those of the first day that were seen at all tell nothing where they are not dated.
        rhythm: Days from one day with articles to the next, the median over the year up to `newest`. Null when too few.
        freshness: How many times that has passed since `newest`: about 1 or less is usual. Null without either.
        new_by_day: Articles first seen on each of the last `DAYS` days, UTC, today last, without those that stood on
            the site when it was first crawled. Empty when it can't be read.
        known_since: The day on which its first article was stored, UTC. Null before that.
        next_due: When the first known address is due again, UTC, as the last run left it. Null when nothing tells.
        unended: When a run began that has not ended, UTC: it goes on, or was killed. Null when there is none.
        unpublished: When the first run began that has ended and whose rows wait in the state, UTC: they could not be
            published, as on a full disk. Null when there is none.
        process: In which it goes on, here or on a machine that shares the dataset. Null when it was killed, or there is none.
        faults: What of its files can't be read, each in one plain line.
    """

    source: str
    name: str | None = None
    articles: int | None = None
    last_run: datetime | None = None
    last_success: datetime | None = None
    exit: int | None = None
    cause: str | None = None
    verdict: str | None = None
    trouble_since: datetime | None = None
    newest: date | None = None
    rhythm: float | None = None
    freshness: float | None = None
    new_by_day: tuple[int, ...] = ()
    known_since: date | None = None
    next_due: datetime | None = None
    unended: datetime | None = None
    unpublished: datetime | None = None
    process: int | None = None
    faults: tuple[str, ...] = ()
