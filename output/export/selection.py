"""Which rows leave the dataset? Those of some sources, between two days of one of the table's own columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from output.schema import ARTICLES, INSTANT, TABLES

if TYPE_CHECKING:
    from output.dataset import Part
    from output.schema import Table

DAY_OF_ARTICLES = "published"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of each table.

    Attributes:
        sources: The ids of the sources. Empty: all.
        columns: The columns' names, in order. Empty: all.
        since: The first day, UTC where the column holds instants. Null: no first.
        until: The last day. Null: no last.
        by: The column that is compared with them. Null: `published` of articles, of a growing table its own instant.
    """

    sources: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    by: str | None = None

    def part(self, table: str) -> Part:
        """The same as a part of a table.

        Raises:
            ValueError: It has no such column, or none that days can be compared with.
        """
        part: Part = {}
        if self.sources:
            part["sources"] = self.sources
        if self.columns:
            part["columns"] = self.columns
        if (where := self._where(TABLES[table])) is not None:
            part["where"] = where
        return part

    def _where(self, table: Table) -> pc.Expression | None:
        if not (self.since or self.until):
            return None
        name = self.by or (DAY_OF_ARTICLES if table is ARTICLES else table.year_from)
        type_ = next((column.type for column in table.columns if column.name == name), None)
        if type_ not in (INSTANT, pa.date32()):
            raise ValueError(f"{table.name} has no column of days {name!r}; --by may be {', '.join(_dated(table))}")
        days = (self.since or date.min, self.until or date.max)
        first, last = days if type_ == pa.date32() else map(datetime.combine, days, (time.min, time.max), (UTC, UTC))
        return (pc.field(name) >= first) & (pc.field(name) <= last)


def _dated(table: Table) -> list[str]:
    """The columns of days and instants."""
    return [column.name for column in table.columns if column.type in (INSTANT, pa.date32())]
