"""How many of a source's articles have a value in each field, now and as usual?

A row of `articles` holds what its newest reading gave, and `last_changed_at` says when that was; views, which make no version,
stand there too. Whole days that bring `BATCH` articles together are one batch. The newest batch is compared with the median
of those of the 28 days before it: a site that changes its layout loses a field from one day to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
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
        lost: Whether it has fallen by more than chance.
    """

    field: str
    now: float
    articles: int
    usual: float | None
    lost: bool

    @property
    def fall(self) -> str:
        """How far it has fallen, in one plain line."""
        return (
            f"{self.now:.0%} of its newest {self.articles} articles have {self.field}, usually {self.usual or 0:.0%}"
        )


def coverage_of(articles: pa.Table) -> tuple[Coverage, ...]:
    """Each field's coverage; none when there is no active article.

    Args:
        articles: `COLUMNS` of a source's rows.
    """
    rows = articles.filter(pc.equal(articles["status"], "active"))
    if not rows.num_rows:
        return ()
    days = rows["last_changed_at"].cast(pa.date32()).cast(pa.int32()).to_numpy()
    batch_of_row, compared = _batches(days)
    sizes = np.bincount(batch_of_row)
    return tuple(_coverage(field, batch_of_row, _filled(rows, field), sizes[: compared + 1]) for field in FIELDS)


def _batches(days: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], int]:
    """The number of each row's batch, the newest being 0, and how many are compared with that one."""
    there, day_of_row, counts = np.unique(-days, return_inverse=True, return_counts=True)
    batch_of_day, batch, size, first, compared = [], 0, 0, 0, 0
    for age, count in zip(there.tolist(), counts.tolist(), strict=True):
        batch_of_day.append(batch)
        size += count
        first = age if batch == 0 else first
        compared = batch if batch > 0 and age <= first + DAYS and size >= BATCH else compared
        batch, size = (batch + 1, 0) if size >= BATCH else (batch, size)
    return np.array(batch_of_day)[day_of_row], compared


def _filled(rows: pa.Table, field: str) -> np.ndarray[Any, Any]:
    """Which rows have a value; an empty list and a text without words are none."""
    if field == "text":
        return _flags(pc.greater(rows["word_count"], 0))
    column = rows[field]
    return _flags(pc.greater(pc.list_value_length(column), 0) if pa.types.is_list(column.type) else column.is_valid())


def _flags(flags: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    told: np.ndarray[Any, Any] = flags.fill_null(False).to_numpy()  # noqa: FBT003  (Arrow's own signature)
    return told


def _coverage(
    field: str, batch_of_row: np.ndarray[Any, Any], filled: np.ndarray[Any, Any], sizes: np.ndarray[Any, Any]
) -> Coverage:
    counts = np.bincount(batch_of_row, weights=filled, minlength=len(sizes))[: len(sizes)]
    now, *before = (counts / sizes).tolist()
    usual = median(before) if before else None
    return Coverage(field, now, int(sizes[0]), usual, usual is not None and is_lost(now, usual, sizes.tolist()))


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
