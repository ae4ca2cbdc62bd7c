"""How long is it to a moment, or since? In the largest unit that says something, for a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta

UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"))
FROM = 2  # of a unit at least: 90 minutes rather than 1 hour


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago a moment was; a dash where there is none."""
    return "-" if moment is None else f"{span(now - moment)} ago"


def ahead(moment: datetime | None, now: datetime) -> str:
    """How far ahead a moment is, "now" where it has passed; a dash where there is none."""
    if moment is None:
        return "-"
    return "now" if moment <= now else f"in {span(moment - now)}"


def span(length: timedelta) -> str:
    """A span of time in whole units."""
    seconds = int(length.total_seconds())
    for unit, name in UNITS:
        if seconds >= FROM * unit:
            return f"{seconds // unit} {name}"
    return f"{max(seconds, 0)} s"
