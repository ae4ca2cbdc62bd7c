"""What has changed lately in articles that were known? Their newest versions, beside the ones before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from output.report.rows import rows_of
from output.report.words import value
from output.schema import VERSIONS

if TYPE_CHECKING:
    from datetime import datetime

    from output.layout import Layout

COLUMNS = ("article_id", "version", "kind", "valid_from")
KINDS = ("content", "metadata", "rights", "removed", "restored")  # what a site did; the others are our own doing
OF_ONE, OF_ALL = 3, 20  # that are shown
COMPARED_TEXT = 100_000  # characters of a text that are compared
COMPARED = ("title", "authors", "published_edtf", "updated_edtf", "section", "summary", "license", "copyright_holder")


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
    """A change with the words before and after it.

    Attributes:
        change: Which one.
        title: What the article is called.
        url: Where it stands.
        fields: The fields that differ, each with its values before and after.
        before: The text of the version before, or its beginning; empty when there is none.
        after: The text, in the same way.
    """

    change: Change
    title: str | None
    url: str | None
    fields: tuple[tuple[str, str, str], ...]
    before: str
    after: str


def changes_of(source: str, versions: pa.Table) -> tuple[int, list[Change]]:
    """How many versions are changes, and the newest of them.

    Args:
        source: The source.
        versions: `COLUMNS` of the versions of the time.
    """
    rows = versions.filter(pc.is_in(versions["kind"], value_set=pa.array(KINDS)))
    newest = rows.sort_by([("valid_from", "descending"), ("article_id", "ascending")]).slice(0, OF_ONE)
    return rows.num_rows, [Change(source, *row.values()) for row in newest.select(COLUMNS).to_pylist()]


def newest_of(every: list[Change]) -> list[Change]:
    """The newest of all sources."""
    return sorted(every, key=lambda one: (-one.at.timestamp(), one.source, one.article_id))[:OF_ALL]


def compared(layout: Layout, source: str, changes: list[Change]) -> list[Compared]:
    """Some changes of one source with what stood before and after.

    Raises:
        Unreadable: A file is damaged.
        OSError: The disk refuses us.
    """
    names = ("article_id", "version", "url", "text", *COMPARED)
    wanted = {one.article_id for one in changes}
    needed = {(one.article_id, number) for one in changes for number in (one.version, one.version - 1)}
    found = rows_of(layout.files(VERSIONS, source), names, wanted)
    rows = {key: row for row in found if (key := (row["article_id"], row["version"])) in needed}
    return [_compared(one, rows.get((one.article_id, one.version - 1)), rows[_key(one)]) for one in changes]


def _key(change: Change) -> tuple[str, int]:
    return change.article_id, change.version


def _compared(change: Change, before: dict[str, Any] | None, after: dict[str, Any]) -> Compared:
    old, gone = before or {}, change.kind == "removed"
    titles = [row.get("title") for row in ((old, after) if gone else (after, old))]
    values = [(name, value(old.get(name)), value(after.get(name))) for name in COMPARED]
    fields = tuple(one for one in values if one[1] != one[2]) if before and not gone else ()
    return Compared(change, titles[0] or titles[1], after["url"], fields, _beginning(old), _beginning(after))


def _beginning(row: dict[str, Any]) -> str:
    return (row.get("text") or "")[:COMPARED_TEXT]
