"""Whose views have grown most? Told from the readings of the last 28 days, with the curve of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from datetime import datetime

COLUMNS = ("article_id", "observed_at", "views")
MOST = 10  # articles that are shown
POINTS = 60  # of a curve


@dataclass(frozen=True, slots=True)
class Growth:
    """How the views of one article grew.

    Attributes:
        source: Its source.
        article_id: The article.
        curve: When they were read, and how many they were, the oldest first.
    """

    source: str
    article_id: str
    curve: tuple[tuple[datetime, int], ...]

    @property
    def by(self) -> int:
        """How many came in the time."""
        return self.curve[-1][1] - self.curve[0][1]


def growth_of(source: str, observations: pa.Table) -> list[Growth]:
    """A source's articles whose views grew most.

    Args:
        source: The source.
        observations: `COLUMNS` of the readings of the time.
    """
    rows = observations.sort_by([("article_id", "ascending"), ("observed_at", "ascending")])
    ends = rows.group_by("article_id", use_threads=False).aggregate([("views", "first"), ("views", "last")])
    ends = ends.append_column("by", pc.subtract(ends["views_last"], ends["views_first"]))
    ends = ends.filter(pc.greater(ends["by"], 0)).sort_by([("by", "descending"), ("article_id", "ascending")])
    most: list[str] = ends["article_id"].slice(0, MOST).to_pylist()
    curves: dict[str, list[tuple[datetime, int]]] = {one: [] for one in most}
    for row in rows.filter(pc.is_in(rows["article_id"], value_set=pa.array(most, pa.string()))).to_pylist():
        curves[row["article_id"]].append((row["observed_at"], row["views"]))
    return [Growth(source, one, _thinned(curve)) for one, curve in curves.items()]


def most_grown(every: list[Growth]) -> list[Growth]:
    """Those of all sources that grew most."""
    return sorted(every, key=lambda one: (-one.by, one.source, one.article_id))[:MOST]


def _thinned(curve: list[tuple[datetime, int]]) -> tuple[tuple[datetime, int], ...]:
    """No more points than are drawn, the first and the last among them."""
    step = -(-len(curve) // POINTS)
    return (*curve[:-1:step], curve[-1])
