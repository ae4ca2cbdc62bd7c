"""May a source be asked at this hour? A night window such as "22:00-06:00" says so, in its own time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

WRITTEN = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Hours:
    """From a time of the day to another one, which may be on the next day.

    Attributes:
        opens: The first minute.
        closes: The first minute after it.
    """

    opens: time
    closes: time

    @classmethod
    def read(cls, written: str) -> Hours:
        """The hours as a source's file has them.

        Raises:
            ValueError: They are no hours.
        """
        found = WRITTEN.fullmatch(written.strip())
        if not found:
            raise ValueError('hours are written like "22:00-06:00"')
        one, two, three, four = map(int, found.groups())
        hours = cls(time(one, two), time(three, four))
        if hours.opens == hours.closes:
            raise ValueError("hours begin and end at different times")
        return hours

    def hold(self, moment: datetime, zone: str | None) -> bool:
        """Whether a moment lies within them.

        Args:
            moment: With its zone.
            zone: The hours' time zone, an IANA name; UTC when null.
        """
        clock = moment.astimezone(_zone(zone)).time()
        if self.opens < self.closes:
            return self.opens <= clock < self.closes
        return clock >= self.opens or clock < self.closes

    def next(self, moment: datetime, zone: str | None) -> datetime:
        """When they begin next, UTC."""
        local = moment.astimezone(_zone(zone))
        for days in (0, 1, 2):  # the third one where a clock that is put forward leaves the minute out
            opening = datetime.combine(local.date() + timedelta(days), self.opens, _zone(zone)).astimezone(UTC)
            if opening > moment and self.hold(opening, zone):
                return opening
        return moment.astimezone(UTC) + timedelta(days=1)


def _zone(name: str | None) -> ZoneInfo:
    return ZoneInfo(name or "UTC")
