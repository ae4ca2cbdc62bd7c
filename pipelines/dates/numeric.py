"""Which day do bare numbers name? Read strictly: what could mean two days means none."""

from __future__ import annotations

import re

MONTHS = 12
EARLIEST = 70  # of the twentieth century: what is older is dated with four digits
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*(?:[-./]|[年년](?=\s*\d{1,2}\s*[-./月월]))\s*(?P<month>\d{1,2})(?!\d)(?:\s*[-./月월]\s*(?P<day>\d{1,2})(?!\d)|\s*[月월])?"
)
_YEAR_LAST = re.compile(
    r"(?P<one>\d{1,2})\s*(?P<mark>[-./])\s*(?P<two>\d{1,2})\s*(?P=mark)\s*(?P<year>\d{4}|\d{2})(?!\d)"
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_VIETNAMESE = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2}),?(?:\s+năm)?\s+(\d{4})", re.IGNORECASE)
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}[.,]{0,2}\s+(?=\d{1,4}[-./])")  # "Thu, 09/25/2025"


class Unreadable(ValueError):
    """The words name no day that can be believed; the text is the reason, a fixed phrase."""


class AmbiguousOrder(Unreadable):
    """The words name one of two days, by an order that nothing settles."""


def numeric_date(said: str, order: str | None, newest: int) -> tuple[int, int | None, int | None] | None:
    """Year, month and day that a text begins with; month and day null when it says less, all null when none.

    Args:
        said: The words, their digits ASCII; the name of a weekday may stand before them.
        order: ``"DMY"``, ``"MDY"`` or ``"YMD"``, for numbers that could be read in two ways. Null when unknown.
        newest: The year that a year of two digits does not lie behind.

    Raises:
        AmbiguousOrder: The order is needed and unknown.
        Unreadable: It is a year of two digits that could be a day as well.
    """
    text = _WEEKDAY.sub("", said)
    if found := _COMPACT.fullmatch(text) or _YEAR_FIRST.match(text):
        year, month, day = found.group("year", "month", "day")
        return int(year), int(month), int(day) if day else None
    if re.fullmatch(r"(?:19|20)\d{2}", text):
        return int(text), None, None
    if found := _VIETNAMESE.match(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _YEAR_LAST.match(text):
        return _ordered(found, order, newest)
    return None


def _ordered(found: re.Match[str], order: str | None, newest: int) -> tuple[int, int, int]:
    """Year, month and day, where a number above 12 is no month.

    Dots mean day first: no country writes month.day.year (Unicode CLDR).
    """
    one, two, mark = int(found["one"]), int(found["two"]), found["mark"]
    if order == "YMD" and len(found["year"]) == 2:  # noqa: PLR2004  (20/03/05)
        return _full_year(found["one"], newest), two, int(found["year"])
    if len(found["year"]) == 2 and mark != "." and two <= MONTHS:  # noqa: PLR2004  (1/2/19 may be anything)
        raise Unreadable("a year of two digits")
    year = _full_year(found["year"], newest)
    if two > MONTHS or (order == "MDY" and one <= MONTHS):
        return year, one, two
    if one > MONTHS or one == two or mark == "." or order == "DMY":
        return year, two, one
    raise AmbiguousOrder("day and month can't be told apart")


def _full_year(year: str, newest: int) -> int:
    """A year of two digits is of this century, unless that lies ahead, or of the last third of the one before."""
    if len(year) == 4:  # noqa: PLR2004  (digits)
        return int(year)
    if newest % 100 < int(year) < EARLIEST:  # a coming event's, more likely than one a hundred years ago
        raise Unreadable("a year of two digits")
    return (2000 if int(year) <= newest % 100 else 1900) + int(year)
