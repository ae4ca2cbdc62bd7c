"""How are a stranger's words and our own figures written on the page? Short, in one direction, and as text alone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

# Controls, which a page can't show, and those that turn the reading direction of what stands behind them.
HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
MOST = 160  # characters of a value
ENDS = "…"


def plain(text: object, most: int = MOST) -> str:
    """What a stranger wrote, without what is hidden in it, and cut short; the empty text for null."""
    clean = HIDDEN.sub("", "" if text is None else str(text)[: most * 4])
    return clean if len(clean) <= most else clean[: most - 1].rstrip() + ENDS


def web(url: str | None) -> str | None:
    """An address that may become a link: of the web, and nothing hidden in it. Null for any other."""
    try:
        known = url is not None and urlsplit(url).scheme in {"http", "https"} and not HIDDEN.search(url)
    except ValueError:
        return None
    return url if known else None


def value(of: Any) -> str:
    """A column's value as a person reads it; the empty text for null."""
    if isinstance(of, list):
        return ", ".join(filter(None, (value(one) for one in of)))
    if isinstance(of, dict):
        return str(of.get("name") or of.get("url") or "")
    if isinstance(of, bool):
        return "yes" if of else "no"
    return f"{of:,}" if isinstance(of, int) else "" if of is None else str(of)


def day(of: date | datetime | None) -> str:
    """A day as in "3 Nov 2026", that of an instant in UTC; a dash for null."""
    if isinstance(of, datetime):
        of = of.astimezone(UTC).date()
    return "–" if of is None else f"{of.day} {of:%b %Y}"


def days(count: float) -> str:
    """A number of days in words."""
    whole = max(1, round(count))
    return "day" if whole == 1 else f"{whole} days"


def times(of: datetime | None) -> str:
    """A minute as in "3 Nov 2026, 04:30"; a dash for null."""
    return "–" if of is None else f"{day(of)}, {of.astimezone(UTC):%H:%M}"


def counted(count: int, one: str, many: str = "") -> str:
    """A number with what it counts."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
