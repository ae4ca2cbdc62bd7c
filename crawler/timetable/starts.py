"""When does which crawl start? Spread over the night, so that neither the machine nor its line has all of it at once."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from crawler.politeness.hours import Hours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, time

    from crawler.source import Source

TOGETHER = 16  # sources of one crawl: as many as are asked at the same time
HOUR, DAY = 60, 24 * 60  # minutes


class Start(NamedTuple):
    """A crawl of each night.

    Attributes:
        minute: Of the day, in this machine's zone.
        sources: The sources' ids.
    """

    minute: int
    sources: tuple[str, ...]

    @property
    def clock(self) -> tuple[int, int]:
        """Its hour and minute."""
        return divmod(self.minute, HOUR)


def starts(sources: Sequence[str], opens: Mapping[str, datetime], night: Hours) -> list[Start]:
    """The crawls of a night, in the order of the day.

    Args:
        sources: The sources' ids.
        opens: Of those that are asked at some hours only, when these begin next, in this machine's zone.
        night: When the others are crawled.
    """
    free = [name for name in sources if name not in opens]
    spread = _spread(free, _minute(night.opens), (_minute(night.closes) - _minute(night.opens)) % DAY)
    at: dict[int, list[str]] = {}
    for name, moment in opens.items():
        at.setdefault(_minute(moment.time()), []).append(name)
    return sorted([*spread, *(Start(minute, tuple(names)) for minute, names in at.items())])


def opening(source: Source, now: datetime) -> datetime | None:
    """When a source's hours begin next, in the zone of `now`; null where it is asked at any hour."""
    if not source.limits.hours:
        return None
    return Hours.read(source.limits.hours).next(now, source.timezone).astimezone(now.tzinfo)


def _spread(names: Sequence[str], begins: int, length: int) -> list[Start]:
    """As many crawls as the night has hours, or more where they would have too many sources, each in its part's middle."""
    count = min(len(names), max(1, length // HOUR, ceil(len(names) / TOGETHER)))
    return [
        Start((begins + length * (2 * number + 1) // (2 * count)) % DAY, tuple(names[number::count]))
        for number in range(count)
    ]


def _minute(at: time) -> int:
    return at.hour * HOUR + at.minute
