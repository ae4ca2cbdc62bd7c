"""Which day do these words name? Read strictly: what could mean two days means none.

ISO and CJK dates, and bare numbers whose order is plain, are read here; month names by dateparser, which is always
told the languages, the order and the moment that relative words count from.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from output.records import Moment
from pipelines.dates.calendars import gregorian
from pipelines.dates.clock import Clock, NoSuchTime, cut_clock
from pipelines.dates.words import find_relative, named_date
from pipelines.text import ascii_digits

if TYPE_CHECKING:
    from pipelines.page import Page

EARLIEST = 1900
LONGEST = 100  # characters; more words than a date and its clock need are no date
MARGIN = timedelta(days=2)  # a date may lie after the fetch by this much: zones, and a clock that is off
MONTHS = 12

_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*[-./年년]\s*(?P<month>\d{1,2})(?!\d)(?:\s*[-./月월]\s*(?P<day>\d{1,2})(?!\d)|\s*[月월])?"
)
_YEAR_LAST = re.compile(
    r"(?P<one>\d{1,2})\s*(?P<mark>[-./])\s*(?P<two>\d{1,2})\s*(?P=mark)\s*(?P<year>\d{4}|\d{2})(?!\d)"
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_VIETNAMESE = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2}),?(?:\s+năm)?\s+(\d{4})", re.IGNORECASE)
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}[.,]{0,2}\s+(?=\d{1,4}[-./])")  # "Thu, 09/25/2025"
_NOISE = re.compile(r"\([^()]{1,20}\)")  # the weekday behind a date


class Unreadable(ValueError):
    """The words name no day that can be believed; the text is the reason, a fixed phrase."""


class AmbiguousOrder(Unreadable):
    """The words name one of two days, by an order that nothing settles."""


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

    def _numeric(self, said: str, clock: Clock | None) -> Moment | None:
        text = _WEEKDAY.sub("", said)
        if found := _COMPACT.fullmatch(text) or _YEAR_FIRST.match(text):
            year, month, day = found.group("year", "month", "day")
            return self._day(int(year), int(month), int(day), clock) if day else self._month(int(year), int(month))
        if re.fullmatch(r"(?:19|20)\d{2}", text):
            return Moment(None, None, text, text)
        if found := _VIETNAMESE.match(text):
            return self._day(int(found[3]), int(found[2]), int(found[1]), clock)
        if found := _YEAR_LAST.match(text):
            return self._day(*self._ordered(found), clock)
        return None

    def _ordered(self, found: re.Match[str]) -> tuple[int, int, int]:
        """Year, month and day of bare numbers.

        A number above 12 is no month. Dots mean day first: no country writes month.day.year (Unicode CLDR).
        """
        one, two, mark = int(found["one"]), int(found["two"]), found["mark"]
        if len(found["year"]) == 2 and mark != "." and two <= MONTHS:  # noqa: PLR2004  (1/2/19 may be anything)
            raise Unreadable("a year of two digits")
        year = self._full_year(found["year"])
        if two > MONTHS or (self.order == "MDY" and one <= MONTHS):
            return year, one, two
        if one > MONTHS or one == two or mark == "." or self.order == "DMY":
            return year, two, one
        raise AmbiguousOrder("day and month can't be told apart")

    def _full_year(self, year: str) -> int:
        """A year of two digits is of this century, unless that lies ahead."""
        if len(year) == 4:  # noqa: PLR2004  (digits)
            return int(year)
        return (2000 if int(year) <= self.fetched_at.year % 100 else 1900) + int(year)

    def _named(self, text: str, clock: Clock | None) -> Moment | None:
        """A date with the name of its month."""
        if (found := named_date(_NOISE.sub(" ", text).strip(), self.languages)) is None:
            return None
        year, month, day = found
        return self._day(year, month, day, clock) if day else self._month(year, month)

    def _relative(self, text: str) -> Moment | None:
        """A day named by its distance from the fetch, in the source's zone; weeks and more are too vague for a day."""
        from dateparser.date import DateDataParser

        if find_relative(text) != text:
            return None
        words = text.replace("小時", "小时").replace("分鐘", "分钟").replace("ที่แล้ว", "ก่อน")
        read = DateDataParser(languages=self._spoken(), settings=self._settings("relative-time")).get_date_data(words)
        if read.date_obj is None or read.period != "day":
            return None
        return self._moment(read.date_obj.date(), None)

    def _settings(self, parser: str) -> dict[str, Any]:
        here = self.fetched_at.astimezone(ZoneInfo(self.timezone) if self.timezone else UTC)
        return {
            "DATE_ORDER": self.order or "DMY",
            "RELATIVE_BASE": here.replace(tzinfo=None),
            "PARSERS": [parser],
            "RETURN_AS_TIMEZONE_AWARE": False,
        }

    def _spoken(self) -> list[str]:
        from dateparser.data.languages_info import language_order

        return [tag for tag in self.languages if tag in language_order]

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
        return Moment(on, aware.astimezone(UTC), aware.isoformat(), "")

    def _month(self, year: int, month: int) -> Moment:
        if not 1 <= month <= MONTHS:
            raise Unreadable("no such month")
        return Moment(None, None, f"{year:04d}-{month:02d}", "")

    def _believed(self, moment: Moment) -> Moment:
        first = _first_day(moment.edtf)
        if first.year < EARLIEST:
            raise Unreadable("before 1900")
        if first > (self.fetched_at + MARGIN).date():
            raise Unreadable("in the future")
        return moment


def _first_day(edtf: str) -> date:
    year, month, day = (*edtf[:10].split("-"), "1", "1")[:3]
    return date(int(year), int(month), min(int(day), calendar.monthrange(int(year), int(month))[1]))
