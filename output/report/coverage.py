"""How many of a source's articles have a value in each field, now and as usual?

A row of `articles` holds what its newest reading gave, and `last_changed_at` says when that was; views, which make no version,
stand there too. Whole days that bring `BATCH` articles together are one batch. The newest batch is compared with the median
of those of the 28 days before it: a site that changes its layout loses a field from one day to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

FIELDS = (
    *("title", "authors", "published", "updated", "text", "summary", "language", "section", "topics", "views"),
    *("license", "copyright_holder"),
)
COLUMNS = (*(field for field in FIELDS if field != "text"), "word_count", "status", "last_changed_at")
BATCH = 10  # articles that a share is told from
DAYS = 28
EPOCH = date(1970, 1, 1)
# A field counts as lost when it falls by so much, and by so many standard deviations: with 12 fields of 1,000 sources
# four of them happen by chance once in a few days.
FALL, DEVIATIONS = 0.2, 4.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share of articles that have a value in one field.

    Attributes:
        field: The column.
        now: Of the newest batch.
        articles: How many those are.
        usual: The median of the batches before. Null when there are none.
        since: The first day of the batches that have lost it. Null when it has not fallen by more than chance.
    """

    field: str
    now: float
    articles: int
    usual: float | None
    since: date | None

    @property
    def fall(self) -> str:
        """How far it has fallen, in one plain line."""
        return f"read on {self.now:.0%} of its newest {self.articles} articles, usually on {self.usual or 0:.0%}"


def coverage_of(articles: pa.Table) -> tuple[Coverage, ...]:
    """Each field's coverage; none when there is no active article.

    Args:
        articles: `COLUMNS` of a source's rows.
    """
    rows = articles.filter(pc.equal(articles["status"], "active"))
    if not rows.num_rows:
        return ()
    days = rows["last_changed_at"].cast(pa.date32()).cast(pa.int32()).to_numpy()
    batches = _Batches.of(days)
    return tuple(_coverage(field, _filled(rows, field), batches) for field in FIELDS)


@dataclass(frozen=True, slots=True)
class _Batches:
    """The batches that are compared, the newest first.

    Attributes:
        of_row: The number of each row's batch.
        sizes: How many rows each has.
        days: The first day of each.
    """

    of_row: np.ndarray[Any, Any]
    sizes: list[int]
    days: list[date]

    @classmethod
    def of(cls, days: np.ndarray[Any, Any]) -> _Batches:
        """The batches of rows with these days."""
        there, day_of_row, counts = np.unique(-days, return_inverse=True, return_counts=True)
        of_day, sizes, firsts = list[int](), list[int](), list[int]()
        for age, count in zip(there.tolist(), counts.tolist(), strict=True):
            if not sizes or sizes[-1] >= BATCH:
                sizes.append(0)
                firsts.append(0)
            of_day.append(len(sizes) - 1)
            sizes[-1] += count
            firsts[-1] = -age
        whole = sum(size >= BATCH and day >= firsts[0] - DAYS for size, day in zip(sizes, firsts, strict=True))
        most = max(1, whole)  # the newest may be all there is
        return cls(np.array(of_day)[day_of_row], sizes[:most], [EPOCH + timedelta(day) for day in firsts[:most]])


def _filled(rows: pa.Table, field: str) -> np.ndarray[Any, Any]:
    """Which rows have a value; an empty list and a text without words are none."""
    if field == "text":
        return _flags(pc.greater(rows["word_count"], 0))
    column = rows[field]
    return _flags(pc.greater(pc.list_value_length(column), 0) if pa.types.is_list(column.type) else column.is_valid())


def _flags(flags: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    told: np.ndarray[Any, Any] = flags.fill_null(False).to_numpy()  # noqa: FBT003  (Arrow's own signature)
    return told


def _coverage(field: str, filled: np.ndarray[Any, Any], batches: _Batches) -> Coverage:
    count = len(batches.sizes)
    counts = np.bincount(batches.of_row, weights=filled, minlength=count)[:count]
    shares = (counts / batches.sizes).tolist()
    now, usual = shares[0], median(shares[1:]) if count > 1 else None
    since = None
    if usual is not None and is_lost(now, usual, batches.sizes):
        fallen = list(takewhile(lambda share: share < (now + usual) / 2, shares))
        since = batches.days[len(fallen) - 1]
    return Coverage(field, now, batches.sizes[0], usual, since)


def is_lost(now: float, usual: float, sizes: Sequence[int]) -> bool:
    """Whether a share has fallen by more than chance.

    Args:
        now: Of the first batch.
        usual: Of those before.
        sizes: How many articles each batch has.
    """
    before = sum(sizes[1:])
    likely = (usual * before + 1) / (before + 2)  # Laplace: what all of a few have, not all of many need have
    deviation = (likely * (1 - likely) * (1 / sizes[0] + 1 / before)) ** 0.5
    return bool(usual - now > max(FALL, DEVIATIONS * deviation))
