"""What has changed lately in articles that were known? Their newest versions, beside the ones before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from output.changes.compare import TEXTS, compare
from output.columns import rows_of
from output.schema import VERSIONS

if TYPE_CHECKING:
    from datetime import datetime

    from output.changes.compare import Change as Difference
    from output.layout import Layout
    from output.rows import Row

COLUMNS = ("article_id", "version", "kind", "valid_from")
KINDS = ("content", "metadata", "rights", "removed", "restored")  # what a site did; the others are our own doing
MOST, OF_ONE = 20, 3  # that are shown, and of one source where there are many
REMOVED = "removed"  # the kind whose row says nothing of the content
COMPARED = 100_000  # characters of a text, from its beginning


@dataclass(frozen=True, slots=True)
class Change:
    """A version that is not an article's first.

    Attributes:
        source: Its source.
        article_id: The article.
        version: Its number.
        kind: As in the column.
        at: When it was fetched.
    """

    source: str
    article_id: str
    version: int
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Compared:
    """A change with what differs.

    Attributes:
        change: Which one.
        title: What the article is called.
        url: Where it stands.
        fields: The fields that differ; none of a removal.
    """

    change: Change
    title: str | None
    url: str
    fields: tuple[Difference, ...]


def changes_of(source: str, versions: pa.Table) -> tuple[int, list[Change]]:
    """How many versions are changes, and the newest of them.

    Args:
        source: The source.
        versions: `COLUMNS` of the versions of the time.
    """
    rows = versions.filter(pc.is_in(versions["kind"], value_set=pa.array(KINDS)))
    newest = rows.sort_by([("valid_from", "descending"), ("article_id", "ascending")]).slice(0, MOST)
    return rows.num_rows, [Change(source, *row.values()) for row in newest.select(COLUMNS).to_pylist()]


def newest_of(every: list[list[Change]]) -> list[Change]:
    """The newest of all sources, given those of each; no source crowds the others out."""
    each = max(OF_ONE, MOST // max(1, sum(map(bool, every))))
    some = [change for own in every for change in own[:each]]
    return sorted(some, key=lambda one: (-one.at.timestamp(), one.source, one.article_id))[:MOST]


def compared(layout: Layout, source: str, changes: list[Change]) -> list[Compared]:
    """Some changes of one source, each beside the content before it.

    Raises:
        Unreadable: A file is damaged.
        OSError: The disk refuses us.
    """
    names = [column.name for column in VERSIONS.columns]
    after: dict[Change, Row] = {}
    before: dict[Change, Row] = {}
    for row in rows_of(layout.files(VERSIONS, source), names, {one.article_id for one in changes}):
        beginning = {name: (row[name] or "")[:COMPARED] for name in TEXTS}
        for change in changes:
            if row["article_id"] != change.article_id or row["version"] > change.version:
                continue
            if row["version"] == change.version:
                after[change] = {**row, **beginning}
            elif row["kind"] != REMOVED and row["version"] > before.get(change, {"version": 0})["version"]:
                before[change] = {**row, **beginning}
    return [_compared(one, before.get(one), after[one]) for one in changes if one in after]


def _compared(change: Change, before: Row | None, after: Row) -> Compared:
    gone = change.kind == REMOVED
    fields = compare(before, after) if before and not gone else ()
    title = (before or {}).get("title") if gone else after["title"]
    return Compared(change, title, after["url"], tuple(fields))
