"""Time passes: what a source's state remembers is moved into the past, as if its last run had been so long ago."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

A_LONG_TIME = 800  # days: twice over the year after which an article is asked again in any case
TIMES = {
    "visits": ("found_at", "asked_at", "changed_at", "counted_at"),
    "kept": ("at",),
    "failures": ("at", "not_before"),
}


def later(output: Path, source: str, days: float = A_LONG_TIME) -> None:
    """Let so many days pass between the last run and the next."""
    connection = sqlite3.connect(output / "state" / f"{source}.sqlite")
    connection.create_function("earlier", 1, lambda at: at and _earlier(at, days))
    with connection:
        for table, columns in TIMES.items():
            changes = ", ".join(f"{column} = earlier({column})" for column in columns)
            connection.execute(f"UPDATE {table} SET {changes}")
        connection.execute("UPDATE facts SET value = earlier(value) WHERE name IN ('crawler.swept', 'crawler.walk')")
    connection.close()


def _earlier(said: str, days: float) -> str:
    """A time, or a time with a word behind it."""
    at, *rest = said.split(" ")
    return " ".join([(datetime.fromisoformat(at) - timedelta(days=days)).isoformat(timespec="microseconds"), *rest])
