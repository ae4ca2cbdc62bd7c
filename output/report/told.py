"""What do one source's tables tell for the report? Read as a few columns each, one source at a time, and counted.

The texts stay on the disk: memory grows with the largest source's columns, not with the dataset.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from output.columns import columns_of, some_of
from output.facts.gather import noting
from output.report import changes, coverage, funnel, growth
from output.schema import ARTICLES, FETCHES, OBSERVATIONS, REJECTS, RUNS, VERSIONS

if TYPE_CHECKING:
    from datetime import datetime

    from output.layout import Layout
    from output.schema import Table

LATELY = timedelta(days=coverage.DAYS)
ARTICLE_COLUMNS = (*coverage.COLUMNS, "article_id", "url", "first_seen_at", "reserved")
NEWEST = 5  # articles of a source that are shown at most


@dataclass
class Told:
    """What the tables of one source tell.

    Attributes:
        source: The source.
        coverage: Of each field.
        licenses: How many active articles have each licence; null is none that was found.
        reserved: How many active articles reserve each use.
        signals: How many answers of the time carried each signal of rights.
        funnel: From listed to stored.
        growth: Whose views grew most.
        changed: How many versions came of articles that were known.
        changes: The newest of them.
        newest: The newest articles' ids, the newest first.
        faults: What could not be read, each in one plain line.
    """

    source: str
    coverage: tuple[coverage.Coverage, ...] = ()
    licenses: Counter[str | None] = field(default_factory=Counter)
    reserved: Counter[str] = field(default_factory=Counter)
    signals: Counter[str] = field(default_factory=Counter)
    funnel: funnel.Funnel = field(default_factory=funnel.Funnel)
    growth: list[growth.Growth] = field(default_factory=list)
    changed: int = 0
    changes: list[changes.Change] = field(default_factory=list)
    newest: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def told_by(layout: Layout, source: str, now: datetime) -> Told:
    """What one source's tables tell; a damaged file costs what it would have told.

    Args:
        layout: Where they lie.
        source: The source.
        now: UTC.
    """
    told = Told(source)
    urls = pa.chunked_array([], pa.string())
    with noting(told.faults):
        articles = columns_of(layout.files(ARTICLES, source), some_of(ARTICLES, *ARTICLE_COLUMNS))
        urls = articles["url"]
        _articles(told, articles)
    with noting(told.faults):
        _requests(told, _Lately(layout, source, now), urls)
    with noting(told.faults):
        told.growth = growth.growth_of(source, _Lately(layout, source, now).of(OBSERVATIONS, growth.COLUMNS))
    with noting(told.faults):
        versions = _Lately(layout, source, now).of(VERSIONS, changes.COLUMNS)
        told.changed, told.changes = changes.changes_of(source, versions)
    return told


@dataclass(frozen=True)
class _Lately:
    """The rows of one source that are no older than `LATELY`."""

    layout: Layout
    source: str
    now: datetime

    def of(self, table: Table, names: tuple[str, ...]) -> pa.Table:
        """These columns of a growing table."""
        start = self.now - LATELY
        files = [path for path in self.layout.files(table, self.source) if int(path.stem) >= start.year]
        rows = columns_of(files, some_of(table, *names, table.year_from))
        times = rows[table.year_from]
        return rows.filter(pc.and_(pc.greater(times, start), pc.less_equal(times, self.now)))


def _articles(told: Told, rows: pa.Table) -> None:
    active = rows.filter(pc.equal(rows["status"], "active"))
    told.coverage = coverage.coverage_of(rows)
    told.licenses = _counted(active["license"])
    told.reserved = _counted(pc.list_flatten(active["reserved"]))
    order = active.select(["article_id", "first_seen_at", "published"]).sort_by(
        [("first_seen_at", "descending"), ("published", "descending"), ("article_id", "ascending")]
    )
    told.newest = order["article_id"].slice(0, NEWEST).to_pylist()


def _requests(told: Told, lately: _Lately, urls: pa.ChunkedArray) -> None:
    fetches = lately.of(FETCHES, funnel.FETCH_COLUMNS)
    told.signals = _counted(pc.list_flatten(fetches["rights_signals"]))
    listed = pc.max(lately.of(RUNS, ("listed",))["listed"]).as_py() or 0
    told.funnel = funnel.funnel_of(listed, fetches, lately.of(REJECTS, funnel.REJECT_COLUMNS), urls)


def _counted(values: pa.ChunkedArray) -> Counter[Any]:
    return Counter({one["values"]: one["counts"] for one in pc.value_counts(values).to_pylist()})
