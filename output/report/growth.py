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
    return [_growth(source, one, rows) for one in ends["article_id"].slice(0, MOST).to_pylist()]


def most_grown(every: list[Growth]) -> list[Growth]:
    """Those of all sources that grew most."""
    return sorted(every, key=lambda one: (-one.by, one.source, one.article_id))[:MOST]


def _growth(source: str, article_id: str, rows: pa.Table) -> Growth:
    own = rows.filter(pc.equal(rows["article_id"], article_id))
    curve = list(zip(own["observed_at"].to_pylist(), own["views"].to_pylist(), strict=True))
    step = max(1, -(-len(curve) // POINTS))
    return Growth(source, article_id, tuple(dict.fromkeys([*curve[:-1:step], curve[-1]])))
