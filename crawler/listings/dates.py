"""Which moment does a feed, a sitemap or an API state?"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

DAY = re.compile(r"\s*\d{4}-\d\d-\d\d\s*")


def is_day(raw: str) -> bool:
    """Whether a day is stated, and no time."""
    return DAY.fullmatch(raw) is not None


def instant(raw: str) -> datetime | None:
    """The moment that is stated, UTC; a day begins at midnight. Null when it is none."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(raw.strip())
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError, TypeError):
            continue
    return None
