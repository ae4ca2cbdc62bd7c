"""Which versions has a source brought, and what changed with each? The oldest first, some of them in memory at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from output.changes.compare import compare
from output.columns import columns_of, rows_of, some_of
from output.schema import ARTICLES, RUNS, VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from output.changes.compare import Change
    from output.layout import Layout
    from output.rows import Row

Key: TypeAlias = tuple[str, int]  # an article and the number of its version
ABOUT = some_of(VERSIONS, "article_id", "version", "kind", "valid_from", "run_id")
NAMED = some_of(ARTICLES, "article_id", "title", "url")
AT_ONCE = 200  # changes whose texts are held
EMPTY = {"removed"}  # kinds whose rows say nothing of the content
FIRST = "new"  # the kind of those that follow nothing


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which versions are wanted: those for which all of this holds that is not null.

    Attributes:
        article_id: They are of this article.
        since: They came then or later, UTC.
        run_id: This run brought them.
    """

    article_id: str | None = None
    since: datetime | None = None
    run_id: str | None = None

    def mask(self, table: pa.Table) -> pa.ChunkedArray:
        """Which rows of `ABOUT` are wanted."""
        mask = pc.is_valid(table["article_id"])
        for name, holds, value in (
            ("article_id", pc.equal, self.article_id),
            ("run_id", pc.equal, self.run_id),
            ("valid_from", pc.greater_equal, self.since),
        ):
            if value is not None:
                mask = pc.and_(mask, holds(table[name], value))
        return mask


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an article, and what changed with it.

    Attributes:
        source: The source.
        article_id: The article.
        url: Where it was read, or was until it was removed.
        title: The article's title now. Null when it has none.
        version: The version's number.
        kind: As in the column of that name.
        at: When it was first fetched, UTC.
        run_id: The run that brought it.
        changes: The fields that differ from the content before it. Empty for a first version, and for a removal.
    """

    source: str
    article_id: str
    url: str
    title: str | None
    version: int
    kind: str
    at: datetime
    run_id: str
    changes: tuple[Change, ...] = ()


def history(layout: Layout, source: str, which: Wanted) -> Iterator[Version]:
    """The versions of a source that are wanted.

    Raises:
        Unreadable: A file is damaged.
        Incompatible: A newer thinktap wrote it.
    """
    about = sorted(_about(layout, source, which), key=lambda row: (row["article_id"], row["version"]))
    content: dict[str, int] = {}
    wanted: list[tuple[Row, Key | None]] = []  # each with the version that it is compared with
    for row in about:
        before = content.get(row["article_id"])
        if row["wanted"]:
            is_compared = before is not None and row["kind"] not in {FIRST, *EMPTY}
            wanted.append((row, (row["article_id"], before) if is_compared and before is not None else None))
        if row["kind"] not in EMPTY:
            content[row["article_id"]] = row["version"]
    wanted.sort(key=lambda pair: (pair[0]["valid_from"], pair[0]["article_id"]))
    named = columns_of(layout.files(ARTICLES, source) if wanted else (), NAMED)
    titles = {row["article_id"]: row for row in named.to_pylist()}
    for start in range(0, len(wanted), AT_ONCE):
        yield from _told(layout, source, wanted[start : start + AT_ONCE], titles)


def newest_run(layout: Layout, source: str) -> str | None:
    """The run that brought the newest version; null when there is none."""
    table = columns_of(layout.files(VERSIONS, source), ABOUT).sort_by([("valid_from", "descending")])
    return str(table["run_id"][0].as_py()) if table.num_rows else None


def run_began(layout: Layout, source: str, run_id: str) -> datetime | None:
    """When a run of a source began, UTC; null when it has none of this id."""
    rows = columns_of(layout.files(RUNS, source), some_of(RUNS, "run_id", "started_at")).to_pylist()
    return next((row["started_at"] for row in rows if row["run_id"] == run_id), None)


def _about(layout: Layout, source: str, which: Wanted) -> list[Row]:
    """All versions of the articles that have a wanted one, each with whether it is one."""
    table = columns_of(layout.files(VERSIONS, source), ABOUT)
    table = table.append_column("wanted", which.mask(table))
    articles = table.filter(table["wanted"])["article_id"].unique()
    rows: list[Row] = table.filter(pc.is_in(table["article_id"], value_set=articles)).to_pylist()
    return rows


def _told(
    layout: Layout, source: str, wanted: list[tuple[Row, Key | None]], titles: dict[str, Row]
) -> Iterator[Version]:
    keys = {key for row, before in wanted if before for key in (before, (row["article_id"], row["version"]))}
    rows = _rows(layout, source, keys)
    for row, before in wanted:
        identity, named = row["article_id"], titles.get(row["article_id"], {})
        after = rows.get((identity, row["version"]))
        changes = compare(rows[before], after) if before in rows and after else ()
        yield Version(
            source,
            identity,
            after["url"] if after else named.get("url", ""),
            named.get("title"),
            row["version"],
            row["kind"],
            row["valid_from"],
            row["run_id"],
            tuple(changes),
        )


def _rows(layout: Layout, source: str, keys: set[Key]) -> dict[Key, Row]:
    """The whole rows of these versions."""
    files, names = layout.files(VERSIONS, source) if keys else (), VERSIONS.schema.names
    found = rows_of(files, names, {identity for identity, _ in keys})
    return {key: row for row in found if (key := (row["article_id"], row["version"])) in keys}
