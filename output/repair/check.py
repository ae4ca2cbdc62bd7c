"""What of a source's files is damaged? Told when its run begins, by what costs little."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from output.atomic import read_json
from output.errors import Unreadable
from output.manifest import entries
from output.parquet import notes_of, opened
from output.schema import ALIASES, ARTICLES
from output.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from output.layout import Layout
    from output.schema import Table

DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
PRIMARY = 0xFF  # of SQLite's extended result codes, the bits of the primary one


def require_state(layout: Layout, source: str) -> None:
    """Make sure that the state of a source is at hand, for what moves or copies it with the source's files.

    Raises:
        ValueError: It is not there, though the source has left something, or it is damaged.
    """
    if layout.begun(source) and (why := state_fault(layout, source)):
        advice = "name the --state that crawls use, or let the source's next run rebuild it"
        raise ValueError(f"the state {layout.state_file(source)} can't be used, {why}: {advice}")


def state_fault(layout: Layout, source: str) -> str | None:
    """What is wrong with the state of a source that has left something here; null when nothing is.

    Raises:
        sqlite3.Error: It can't be opened, for another reason than damage.
    """
    path = layout.state_file(source)
    if not path.exists():
        return "it is missing"
    connection = sqlite3.connect(path)
    try:
        return _fault(connection, newest_publish(layout, source))
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & PRIMARY not in DAMAGE:
            raise
        return str(error)
    finally:
        connection.close()


def manifested(layout: Layout, source: str) -> dict[Path, int]:
    """How many rows each of a source's files had after its newest publish, as far as its manifest can be read."""
    return {layout.root / name: entry["rows"] for name, entry in entries(layout, source).items()}


def file_notes(layout: Layout, source: str) -> Iterator[dict[str, str]]:
    """What the files of a source say of themselves; one that is damaged says nothing."""
    for _, path in layout.files_of(source):
        with suppress(Unreadable):
            yield notes_of(path)


def newest_publish(layout: Layout, source: str) -> int:
    """The newest publish that readers were told of, or that is in a file: what they were told may be damaged."""
    said = (int(one["sequence"]) for one in file_notes(layout, source) if "sequence" in one)
    told: int = read_json(layout.latest(source)).get("sequence", 0)
    return max([told, *said])


def is_elsewhere(layout: Layout, source: str) -> bool:
    """Whether a source's state is that of another folder: it has published the source, and nothing of it lies here.

    What lies in an object store tells by itself whose it is.
    """
    if layout.url or layout.holds(source):
        return False
    state = State(layout.state_file(source))
    with closing(state.connection):
        return state.sequence > 0


def missing_files(layout: Layout, source: str) -> Iterator[Path]:
    """The Parquet files that should be there: its manifest names them, or its state knows published articles."""
    named = [path for path in manifested(layout, source) if not path.exists()]
    yield from named
    if named or layout.files(ARTICLES, source) or not layout.state_file(source).exists():
        return
    state = State(layout.state_file(source))  # a new one has its tables then
    with closing(state.connection):
        published = state.connection.execute(
            "SELECT 1 FROM articles WHERE content <> '' AND article_id NOT IN (SELECT key FROM staged WHERE tab = ? AND key IS NOT NULL)",
            (ARTICLES.name,),
        ).fetchone()
        numbers = range(state.buckets if published else 0)
    wanted = (layout.bucket(table, source, number) for table in (ARTICLES, ALIASES) for number in numbers)
    yield from (path for path in wanted if not path.exists())


def file_fault(path: Path, table: Table) -> str | None:
    """What is wrong with a file's footer; null when nothing is."""
    try:
        with opened(path) as file:
            return None if file.schema_arrow.equals(table.schema) else "its columns are not those of the table"
    except Unreadable as error:
        return error.why


def _fault(connection: sqlite3.Connection, published: int) -> str | None:
    [found] = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        return str(found)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not {"facts", "staged"} <= names:
        return "it holds nothing" if published else None
    if connection.execute("SELECT 1 FROM staged WHERE NOT json_valid(row) LIMIT 1").fetchone():
        return "a row that waits in it can't be read"
    [[newest]] = connection.execute(
        "SELECT max(coalesce((SELECT max(sequence) FROM staged), 0),"
        " coalesce((SELECT CAST(value AS INTEGER) FROM facts WHERE name = 'sequence'), 0))"
    )
    return f"it knows {newest} publishes, and the tables have {published}" if newest < published else None
