"""Which moment does a feed, a sitemap or an API state?"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def instant(raw: str) -> datetime | None:
    """The moment that is stated, UTC; a day begins at midnight. Null when it is none."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(raw.strip())
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError, TypeError):
            continue
    return None
