"""Which moment do these words name? A day, less than one, or an instant: only as much as they say."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from output.records import Moment
from pipelines.dates.calendars import gregorian
from pipelines.dates.clock import Clock, NoSuchTime, cut_clock
from pipelines.dates.numeric import MONTHS, Unreadable, numeric_date
from pipelines.dates.relative import relative_day
from pipelines.dates.words import named_date
from pipelines.text import ascii_digits

if TYPE_CHECKING:
    from pipelines.page import Page

EARLIEST = 1900
# What systems write that know no date: the first moment that Unix, and that spreadsheets, can count.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACEHOLDERS = frozenset((date(1970, 1, 1), date(1900, 1, 1)))
LONGEST = 100  # characters; more words than a date and its clock need are no date
MARGIN = timedelta(days=2)  # a date may lie after the fetch by this much: zones, and a clock that is off

_INTERVAL = re.compile(r"\d{4}-\d\d-\d\d[^/\s]*/\d{4}-\d\d")  # of ISO 8601
_NOISE = re.compile(r"\([^()]{1,20}\)")  # the weekday behind a date


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads dates as one page means them.

    Attributes:
        fetched_at: When the page was fetched, UTC.
        languages: For the names of months, the likeliest first.
        order: Of bare numbers: DMY, MDY or YMD. Null when unknown.
        formats: strptime formats to try first.
        timezone: IANA name of the zone that times without one are in. Null when unknown.
    """

    fetched_at: datetime
    languages: tuple[str, ...] = ("en",)
    order: str | None = None
    formats: tuple[str, ...] = ()
    timezone: str | None = None

    @classmethod
    def of(cls, page: Page, language: str | None) -> Reader:
        """The reader for a page in this language."""
        hints = page.hints
        spoken = dict.fromkeys(tag.split("-")[0].lower() for tag in (hints.language, language, "en") if tag)
        return cls(page.fetched_at, tuple(spoken), hints.date_order, hints.date_formats, hints.timezone)

    def read(self, raw: str) -> Moment:
        """The moment that these words name.

        Raises:
            Unreadable: They name none, or could name two, or name one that can't be.
        """
        plain = ascii_digits(raw.strip())
        if len(plain) > LONGEST:
            raise Unreadable("no date")
        if _INTERVAL.match(plain):
            raise Unreadable("a range")
        moment = self._formatted(plain) or self._absolute(plain) or self._relative(plain)
        if moment is None:
            raise Unreadable("no date")
        return self._believed(replace(moment, raw=raw))

    def readable(self, raw: str) -> Moment | None:
        """The moment that these words name; null where `read` refuses them."""
        try:
            return self.read(raw)
        except Unreadable:
            return None

    def _formatted(self, text: str) -> Moment | None:
        for form in self.formats:
            try:
                read = datetime.strptime(text, form)  # noqa: DTZ007  (the zone is decided below)
            except ValueError:
                continue
            zone = timezone(offset) if (offset := read.utcoffset()) is not None else None
            return self._moment(read.date(), Clock(read.time(), zone, elsewhere=False) if "%H" in form else None)
        return None

    def _absolute(self, text: str) -> Moment | None:
        try:
            words, clock = cut_clock(gregorian(text, self.languages))
        except NoSuchTime as error:
            raise Unreadable(str(error)) from None
        return self._numeric(words, clock) or self._named(words, clock)

    def _numeric(self, text: str, clock: Clock | None) -> Moment | None:
        """A date of bare numbers, or a part of one."""
        found = numeric_date(text, self.order, self.fetched_at.year)
        if found is None:
            return None
        year, month, day = found
        if month and day:
            return self._day(year, month, day, clock)
        return self._month(year, month) if month is not None else Moment(None, None, str(year), "")

    def _named(self, text: str, clock: Clock | None) -> Moment | None:
        """A date with the name of its month."""
        if (found := named_date(_NOISE.sub(" ", text).strip(), self.languages)) is None:
            return None
        year, month, day = found
        return self._day(year, month, day, clock) if day else self._month(year, month)

    def _relative(self, text: str) -> Moment | None:
        """A day named by its distance from the fetch, in the source's zone."""
        here = self.fetched_at.astimezone(ZoneInfo(self.timezone) if self.timezone else UTC)
        day = relative_day(text, self.languages, here.replace(tzinfo=None))
        return self._moment(day, None) if day else None

    def _day(self, year: int, month: int, day: int, clock: Clock | None) -> Moment:
        try:
            return self._moment(date(year, month, day), clock)
        except ValueError:
            raise Unreadable("no such day") from None

    def _moment(self, on: date, clock: Clock | None) -> Moment:
        if clock is None:
            return Moment(on, None, on.isoformat(), "")
        local = datetime.combine(on, clock.time)
        zone = clock.zone or (ZoneInfo(self.timezone) if self.timezone and not clock.elsewhere else None)
        if zone is None:
            return Moment(on, None, local.isoformat(), "")
        aware = local.replace(tzinfo=zone)
        try:
            return Moment(on, aware.astimezone(UTC), aware.isoformat(), "")
        except OverflowError:  # in the first or the last hours of the calendar
            raise Unreadable("no such day") from None

    def _month(self, year: int, month: int) -> Moment:
        if not 1 <= month <= MONTHS:
            raise Unreadable("no such month")
        return Moment(None, None, f"{year:04d}-{month:02d}", "")

    def _believed(self, moment: Moment) -> Moment:
        if int(moment.edtf[:4]) < EARLIEST:
            raise Unreadable("before 1900")
        first = _first_day(moment.edtf)
        if first in PLACEHOLDERS or moment.at == EPOCH:
            raise Unreadable("a placeholder")
        if first > (self.fetched_at + MARGIN).date():
            raise Unreadable("in the future")
        return moment


def _first_day(edtf: str) -> date:
    year, month, day = (*edtf[:10].split("-"), "1", "1")[:3]
    return date(int(year), int(month), min(int(day), calendar.monthrange(int(year), int(month))[1]))
