"""What does the whole report say? All that is drawn and written, gathered in one pass over the sources.

Every source is counted and has its row. Curves, coverage and articles are shown of `SHOWN` sources at most, those that need
a look first, so that the file stays small enough to be sent; what is left out is said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from output.columns import rows_of
from output.facts.gather import facts_of, noting
from output.report.changes import Compared, compared, newest_of
from output.report.funnel import Funnel
from output.report.growth import Growth, most_grown
from output.report.told import NEWEST, Told, told_by
from output.schema import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from output.facts.source_facts import SourceFacts
    from output.layout import Layout
    from output.report.looks import Judge, Look

SHOWN = 100  # sources with all their particulars
ROOM = 200  # articles with all their fields: 3 KB each of a file that is to stay below 1.5 MB
EXCERPT = 300  # characters of a text
NOT_SHOWN = ("markdown", "images", "attachments")  # columns that a field's line could not hold


@dataclass
class OneSource:
    """All that is said of one source.

    Attributes:
        facts: What its runs and its state tell.
        told: What its tables tell.
        looks: Why it needs a look.
        articles: The rows of its newest articles, the newest first.
    """

    facts: SourceFacts
    told: Told
    looks: list[Look]
    articles: list[dict[str, Any]] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """What of its files could not be read, each in one plain line."""
        return list(dict.fromkeys((*self.facts.faults, *self.told.faults)))


@dataclass
class Report:
    """All that the report says.

    Attributes:
        now: When it was made, UTC.
        sources: Every source, in the order of their ids.
        shown: Those that have particulars, those that need a look first.
        growth: The articles whose views grew most, each with its row.
        changes: The newest changes.
    """

    now: datetime
    sources: list[OneSource]
    shown: list[OneSource]
    growth: list[tuple[Growth, dict[str, Any]]] = field(default_factory=list)
    changes: list[Compared] = field(default_factory=list)

    @property
    def looks(self) -> list[Look]:
        """All that needs a look."""
        return [look for one in self.sources for look in one.looks]

    @property
    def funnel(self) -> Funnel:
        """The funnel of all sources."""
        return sum((one.told.funnel for one in self.sources), Funnel())

    def counted(self, what: str) -> Counter[Any]:
        """One of the counters of `Told`, over all sources."""
        total: Counter[Any] = Counter()
        for one in self.sources:
            total.update(getattr(one.told, what))
        return total


def gather(layout: Layout, now: datetime, judge: Judge, names: Collection[str] = ()) -> Report:
    """Gather what the report says.

    Args:
        layout: The dataset.
        now: UTC.
        judge: Says what needs a look.
        names: The sources that are asked about; all when empty.

    Raises:
        Incompatible: A newer thinktap wrote the dataset.
    """
    sources = [_one(layout, one, now, judge) for one in facts_of(layout, now, names or None)]
    shown = sorted(sources, key=lambda one: (not one.looks, one.facts.source))[:SHOWN]
    report = Report(now, sources, shown)
    each = max(1, min(NEWEST, ROOM // max(1, len(shown))))
    for one in shown:
        with noting(one.told.faults):
            one.articles = _articles(layout, one.facts.source, one.told.newest[:each])
    _whose_views_grew(layout, report)
    _what_changed(layout, report)
    return report


def _one(layout: Layout, facts: SourceFacts, now: datetime, judge: Judge) -> OneSource:
    one = OneSource(facts, told_by(layout, facts.source, now), [])
    one.looks = judge(replace(facts, faults=tuple(one.faults)), [each for each in one.told.coverage if each.since])
    return one


def _articles(layout: Layout, source: str, ids: list[str]) -> list[dict[str, Any]]:
    """The rows of these articles, in this order."""
    names = [column.name for column in ARTICLES.columns if column.name not in NOT_SHOWN]
    found = rows_of(layout.files(ARTICLES, source), names, ids)
    rows = {row["article_id"]: {**row, "text": row["text"][:EXCERPT]} for row in found}
    return [rows[one] for one in ids if one in rows]


def _whose_views_grew(layout: Layout, report: Report) -> None:
    most = most_grown([growth for one in report.sources for growth in one.told.growth])
    rows: dict[str, dict[str, Any]] = {}
    for told in (one.told for one in report.sources):
        ids = [one.article_id for one in most if one.source == told.source]
        with noting(told.faults):
            found = rows_of(layout.files(ARTICLES, told.source), ("article_id", "title", "url"), ids) if ids else ()
            rows |= {row["article_id"]: row for row in found}
    report.growth = [(one, rows.get(one.article_id, {})) for one in most]


def _what_changed(layout: Layout, report: Report) -> None:
    newest = newest_of([one.told.changes for one in report.sources])
    for told in (one.told for one in report.sources):
        if own := [one for one in newest if one.source == told.source]:
            with noting(told.faults):
                report.changes += compared(layout, told.source, own)
    report.changes.sort(key=lambda one: newest.index(one.change))
