"""What do a source's articles tell? How many there are, when they came, and in what rhythm."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from output.columns import columns_of, some_of
from output.facts.source_facts import DAYS
from output.schema import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from output.facts.source_facts import SourceFacts
    from output.layout import Layout

COLUMNS = some_of(ARTICLES, "status", "published", "first_seen_at")
EPOCH = date(1970, 1, 1)
YEAR = 365  # days
FEWEST = 5  # gaps that a rhythm is told from


def with_articles(facts: SourceFacts, layout: Layout, now: datetime) -> SourceFacts:
    """The facts with what the source's articles tell.

    Raises:
        Unreadable: A file is damaged.
        Incompatible: A newer thinktap wrote it.
        OSError: The disk refuses us.
    """
    table = columns_of(layout.files(ARTICLES, facts.source), COLUMNS)
    seen = table["first_seen_at"].cast(pa.date32()).cast(pa.int32())
    active = pc.match_like(table["status"], "active")  # not `equal`: whatever makes a scalar loads pandas
    first = pc.min(seen)
    later = pc.greater(seen, first)  # those of the first day stood on the site before
    published = table["published"].cast(pa.int32())
    days = _days(published, seen).filter(pc.and_(active, pc.or_(pc.is_valid(published), later)))
    came = sorted(days.unique().to_pylist())
    today, rhythm = (now.astimezone(UTC).date() - EPOCH).days, rhythm_of(came)
    return replace(
        facts,
        articles=pc.sum(active).as_py() or 0,
        newest=EPOCH + timedelta(came[-1]) if came else None,
        rhythm=rhythm,
        freshness=max(0, today - came[-1]) / rhythm if rhythm else None,
        new_by_day=_by_day(seen.filter(later), today),
        known_since=EPOCH + timedelta(first.as_py()) if first.is_valid else None,
    )


def rhythm_of(days: Sequence[int]) -> float | None:
    """The median gap between these days in their last year, null when it has too few; the days rise."""
    gaps = [after - before for before, after in pairwise(days) if before > days[-1] - YEAR]
    return float(median(gaps)) if len(gaps) >= FEWEST else None


def _days(published: pa.ChunkedArray, seen: pa.ChunkedArray) -> pa.ChunkedArray:
    """The day of each article, as it dates itself, never after it was seen first; else as it was."""
    return pc.coalesce(pc.min_element_wise(published, seen, skip_nulls=False), seen)


def _by_day(seen: pa.ChunkedArray, today: int) -> tuple[int, ...]:
    counts = {one["values"]: one["counts"] for one in pc.value_counts(seen).to_pylist()}
    return tuple(counts.get(day, 0) for day in range(today - DAYS + 1, today + 1))
