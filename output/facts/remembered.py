"""What does a source's state tell a reader who must not disturb it?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NEXT_DUE = "next_due"  # what the crawler remembers as `SourceFacts.next_due`


def remembered(path: Path) -> dict[str, str]:
    """The facts in a state file, by their names; none when there is no file.

    Raises:
        sqlite3.Error: It can't be read, or is no state.
    """
    return dict(_rows(path, "SELECT name, value FROM facts"))


def sequence(path: Path) -> int:
    """How many publishes a source has had, as its state knows; 0 when there is no file.

    Raises:
        sqlite3.Error: It can't be read, or is no state.
    """
    return int(remembered(path).get("sequence", 0))


def unpublished(path: Path) -> datetime | None:
    """When the first run began that has ended and waits for a publish, UTC; null when none does.

    Raises:
        sqlite3.Error: The state can't be read, or is none.
    """
    began = _rows(path, "SELECT json_extract(row, '$.started_at'), 0 FROM staged WHERE tab = 'runs'")
    return min((datetime.fromisoformat(at) for at, _ in began), default=None)


def left_alone(path: Path, *urls: str) -> datetime | None:
    """Until when these addresses, or hosts, are to be left alone, as their server asked last; null when it did not.

    Raises:
        sqlite3.Error: The state can't be read, or is none.
    """
    asked = dict(_rows(path, "SELECT url, not_before FROM failures WHERE not_before IS NOT NULL"))
    return max((datetime.fromisoformat(asked[url]) for url in urls if url in asked), default=None)


def _rows(path: Path, query: str) -> list[tuple[str, str]]:
    if not path.exists():
        return []
    # Without a journal beside it nobody writes, and nothing need be made beside it for reading.
    how = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)) as state:
        return state.execute(query).fetchall()
