"""In how many seconds does a server ask us to come back? Its Retry-After, in either of the two forms."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

LONGEST = 366 * 86_400  # seconds: no server means more, and larger numbers don't fit into a date
MOST_CHARACTERS = 64  # the longest HTTP date has 33; int() takes long for very many digits


def seconds_asked(retry_after: str | None, date: str | None, now: datetime) -> float | None:
    """Seconds from now; null when the server does not ask, or not in a form of RFC 9110, 10.2.3.

    Args:
        retry_after: The header: seconds, or an HTTP date.
        date: The header Date of the same answer: the server's clock may be wrong, and then so is its other date.
        now: Stands in for a Date that is not there, or can't be read.
    """
    said = (retry_after or "").strip()
    if not said or len(said) > MOST_CHARACTERS:
        return None
    if said.isascii() and said.isdigit():
        return float(min(int(said), LONGEST))
    back = _moment(said)
    if back is None:
        return None
    sent = _moment((date or "").strip()) or now
    return float(min(max((back - sent).total_seconds(), 0.0), LONGEST))


def _moment(said: str) -> datetime | None:
    if not said or len(said) > MOST_CHARACTERS:
        return None
    zone: tzinfo = UTC
    try:
        moment = parsedate_to_datetime(said)
        return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
