"""Which day do these words name? Read strictly: what could mean two days means none.

ISO and CJK dates, and bare numbers whose order is plain, are read here; month names by dateparser, which is always
told the languages, the order and the moment that relative words count from.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from output.records import Moment

if TYPE_CHECKING:
    from pipelines.page import Page

EARLIEST = 1900
MONTH_FIRST = frozenset(("en-us", "en-ph", "es-us"))
LONGEST = 100  # characters; more words than a date and its clock need are no date
NOON = 12
MARGIN = timedelta(days=2)  # a date may lie after the fetch by this much: zones, and a clock that is off
DAYS_IN_NO_MONTH_POSITION = 12

_CLOCK = r"(?:[T\s]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?:\s*(?P<half>[ap])\.?m\b\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?"
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*[-./年년]\s*(?P<month>\d{1,2})(?:\s*[-./月월]\s*(?P<day>\d{1,2})(?:\s*[日일]|\.)?|\s*[月월])?"
    + _CLOCK,
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(
    r"(?P<one>\d{1,2})\s*(?P<mark>[-./])\s*(?P<two>\d{1,2})\s*(?P=mark)\s*(?P<year>\d{4}|\d{2}(?![\d:]))" + _CLOCK,
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_NAMED = (
    r"\d{1,2}\.?(?:st|nd|rd|th|er|º)?(?:\s+(?:de|of))?\s+[^\W\d_]{3,12}\.?,?(?:\s+(?:de|of))?\s+\d{4}"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d{2}"
)
_WEEKDAY = re.compile(r"[^\W\d_]{2,12}\.?,?\s+(?=\d)")
_ANY = re.compile(
    rf"{_YEAR_FIRST.pattern}|(?:\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{2,4}})(?:\s+\d{{1,2}}:\d{{2}})?|{_NAMED}",
    re.IGNORECASE,
)


class Unreadable(ValueError):
    """The words name no day that can be believed; the text is the reason, a fixed phrase."""


def find_date(text: str, *, start: bool = False) -> str | None:
    """The first words in a text that look like a date, as they stand there; null when none do.

    Args:
        text: Where to look.
        start: Whether they must stand at the text's beginning.
    """
    found = _ANY.match(text) if start else _ANY.search(text)
    if found is None and start and (weekday := _WEEKDAY.match(text)):
        found = _ANY.match(text, weekday.end())
    return found.group().strip() if found else None


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
        order = hints.date_order or _order(hints.language or language)
        return cls(page.fetched_at, tuple(spoken), order, hints.date_formats, hints.timezone)

    def read(self, raw: str) -> Moment:
        """The moment that these words name.

        Raises:
            Unreadable: They name none, or could name two, or name one that can't be.
        """
        text = raw.strip()
        if len(text) > LONGEST:
            raise Unreadable("no date")
        moment = self._formatted(text) or self._numeric(text) or self._named(text)
        if moment is None:
            raise Unreadable("no date")
        return self._believed(moment)

    def _formatted(self, text: str) -> Moment | None:
        for form in self.formats:
            try:
                read = datetime.strptime(text, form)  # noqa: DTZ007  (the zone is decided below)
            except ValueError:
                continue
            return self._moment(
                read.date(), text, (read.hour, read.minute, read.second) if "%H" in form else None, None
            )
        return None

    def _numeric(self, text: str) -> Moment | None:
        if found := _COMPACT.fullmatch(text) or _YEAR_FIRST.match(text):
            parts = found.groupdict()
            if not parts["day"]:
                return self._month(int(parts["year"]), int(parts["month"]), text)
            return self._clocked(parts, text, int(parts["month"]), int(parts["day"]))
        if re.fullmatch(r"(?:19|20)\d{2}", text):
            return Moment(None, None, text, text)
        if found := _YEAR_LAST.match(text):
            if len(found["year"]) == 2 and found["mark"] != ".":  # noqa: PLR2004  (1/2/19 may be anything)
                raise Unreadable("a year of two digits")
            day, month = self._ordered(int(found["one"]), int(found["two"]), found["mark"])
            return self._clocked({**found.groupdict(), "year": self._full_year(found["year"])}, text, month, day)
        return None

    def _full_year(self, year: str) -> str:
        """A year of two digits is of this century, unless that lies ahead."""
        if len(year) == 4:  # noqa: PLR2004  (digits)
            return year
        return f"20{year}" if int(year) <= self.fetched_at.year % 100 else f"19{year}"

    def _ordered(self, one: int, two: int, mark: str) -> tuple[int, int]:
        """Day and month of two bare numbers.

        A number above 12 is no month. Dots mean day first: no country writes month.day.year (Unicode CLDR).
        """
        if two > DAYS_IN_NO_MONTH_POSITION or self.order == "MDY":
            return two, one
        if one > DAYS_IN_NO_MONTH_POSITION or one == two or mark == "." or self.order == "DMY":
            return one, two
        raise Unreadable("day and month can't be told apart")

    def _named(self, text: str) -> Moment | None:
        import dateparser

        settings = {
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "DATE_ORDER": self.order or "DMY",
            "RELATIVE_BASE": self.fetched_at.replace(tzinfo=None),
            "PARSERS": ["absolute-time"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        }
        if not re.search(r"[^\W\d_]{3}", text) or not re.search(r"\d{4}", text):
            return None
        if read := dateparser.parse(text, languages=self._spoken(), settings=settings):
            return self._moment(
                read.date(), text, (read.hour, read.minute, read.second) if ":" in text else None, None
            )
        settings |= {"REQUIRE_PARTS": ["month", "year"], "STRICT_PARSING": False}
        if read := dateparser.parse(text, languages=self._spoken(), settings=settings):
            return self._month(read.year, read.month, text)
        return None

    def _spoken(self) -> list[str]:
        from dateparser.data.languages_info import language_order

        return [tag for tag in self.languages if tag in language_order]

    def _clocked(self, parts: dict[str, str | None], text: str, month: int, day: int) -> Moment:
        try:
            on = date(int(parts["year"] or 0), month, day)
        except ValueError:
            raise Unreadable("no such day") from None
        clock = None
        if parts.get("hour"):
            hour = _hour(int(parts["hour"] or 0), parts.get("half"))
            clock = (hour, int(parts["minute"] or 0), int(parts.get("second") or 0))
        return self._moment(on, text, clock, parts.get("zone"))

    def _moment(self, on: date, raw: str, clock: tuple[int, int, int] | None, zone: str | None) -> Moment:
        if clock is None:
            return Moment(on, None, on.isoformat(), raw)
        try:
            local = datetime(on.year, on.month, on.day, *clock)  # noqa: DTZ001  (the zone is decided here)
        except ValueError:
            raise Unreadable("no such time") from None
        where = _offset(zone) or (ZoneInfo(self.timezone) if self.timezone else None)
        if where is None:
            return Moment(on, None, local.isoformat(), raw)
        aware = local.replace(tzinfo=where)
        return Moment(on, aware.astimezone(UTC), aware.isoformat(), raw)

    def _month(self, year: int, month: int, raw: str) -> Moment:
        if not 1 <= month <= 12:  # noqa: PLR2004  (months)
            raise Unreadable("no such month")
        return Moment(None, None, f"{year:04d}-{month:02d}", raw)

    def _believed(self, moment: Moment) -> Moment:
        first = _first_day(moment.edtf)
        if first.year < EARLIEST:
            raise Unreadable("before 1900")
        if first > (self.fetched_at + MARGIN).date():
            raise Unreadable("in the future")
        return moment


def _order(language: str | None) -> str | None:
    """The order of bare numbers in a language, where it is plain (Unicode CLDR's short date patterns).

    English alone says nothing: the United States write the month first, the others the day.
    """
    if language is None or language.lower() == "en":
        return None
    return "MDY" if language.lower() in MONTH_FIRST else "DMY"


def _first_day(edtf: str) -> date:
    year, month, day = (*edtf[:10].split("-"), "1", "1")[:3]
    return date(int(year), int(month), min(int(day), calendar.monthrange(int(year), int(month))[1]))


def _hour(hour: int, half: str | None) -> int:
    """The hour of the day: 12 a.m. is midnight, and an hour beyond 12 is one already."""
    if half is None or hour > NOON:
        return hour
    return hour % NOON + (NOON if half.lower() == "p" else 0)


def _offset(zone: str | None) -> timezone | None:
    if not zone:
        return None
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    sign = -1 if zone.startswith("-") else 1
    digits = zone[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0)))
