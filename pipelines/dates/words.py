"""Where in a text do words stand that look like a date? They are found here, and read in `moment.py`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.dates.clock import clock_end
from pipelines.dates.names import is_month, month_of
from pipelines.dates.ranges import is_range
from pipelines.dates.shapes import SHAPES, WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DIGIT = re.compile(r"\d|元")  # the cheapest question first: it is asked of every line
_LIKELY = re.compile(r"\d(?:\d{3}|\s?[./-]\s?\d|\s*年)|元年")  # without any of these there is no date
_MONTH_GROUPS = ("month_1", "month_2", "month_3", "month_4")
_GLUED = re.compile(r"(?<=[a-zß-ÿ•·])[A-Z][a-z]{2,9}\.?$|[A-Z]{3,10}$")
_ANY = re.compile("|".join(f"(?:{shape})" for shape in SHAPES), re.IGNORECASE)
_WEEKDAY = re.compile(rf"{WORD}\.?,?\s+(?=\d)|\((?:{WORD}|[月火水木金土日])\)\s*")
_FIRST_WORD = re.compile(rf"{WORD}\.?,?\s+")
# Texts, and characters of one: several readers look at the lines around a title, and at those of the body.
MOST_KEPT, LONGEST_KEPT = 200, 200


def find_date(text: str, *, start: bool = False) -> str | None:
    """The first words in a text that look like a date, with the time behind them; null when none do.

    Args:
        text: Where to look.
        start: Whether they must stand at the text's beginning, but for the name of a weekday.
    """
    if not start:
        return next((words for _, words in find_dates(text)), None)
    weekday = _WEEKDAY.match(text)
    found = _dated(text, _ANY.match(text)) or (weekday and _dated(text, _ANY.match(text, weekday.end())))
    return found[1] if found else None


def find_dates(text: str) -> Iterable[tuple[int, str]]:
    """Where each date begins in a text, and its words; a long text is searched as they are taken."""
    return _kept(text) if len(text) <= LONGEST_KEPT else _dates_in(text)


@lru_cache(MOST_KEPT)
def _kept(text: str) -> tuple[tuple[int, str], ...]:
    return tuple(_dates_in(text))


def _dates_in(text: str) -> Iterator[tuple[int, str]]:
    found = _ANY.search(text) if _DIGIT.search(text) and _LIKELY.search(text) else None
    while found:
        month = _named_month(found)
        dated = _dated(text, found)
        if dated:
            yield dated
        # "Published 2013-12-28": behind a word that is no month there may still be a date.
        found = _ANY.search(text, found.end(month) if month and not dated else found.end())


def _dated(text: str, found: re.Match[str] | None) -> tuple[int, str] | None:
    """The date that a match turns out to be, and where: the word where the month belongs has to name one."""
    if found is None:
        return None
    begins = found.start()
    month = _named_month(found)
    if month and not is_month(found[month]):
        # "By A. GiuffridaMar 5, 2025": two elements without a blank between them.
        glued = _GLUED.search(found[month])
        if not glued or not is_month(glued.group()):
            return None
        begins = found.start(month) + glued.start()
    ends = clock_end(text, found.end())
    return None if is_range(text, begins, ends) else (begins, text[begins:ends].strip())


def _named_month(found: re.Match[str]) -> str | None:
    """The group of a match that holds the word where the month belongs; null when the date is all numbers."""
    return next((name for name in _MONTH_GROUPS if found[name]), None)


def named_date(text: str, languages: tuple[str, ...]) -> tuple[int, int, int | None] | None:
    """Year, month and day of the date that a text begins with, where the month has a name; the day null without one.

    Args:
        text: The words, their digits ASCII; the name of a weekday may stand before them.
        languages: Which language's month a name is that two languages give to different ones, the likeliest first.
    """
    word = _FIRST_WORD.match(text)
    for begins in (0, word.end() if word else 0):
        found = _ANY.match(text, begins)
        name = found and _named_month(found)
        if found and name and (month := month_of(found[name], languages)):
            number = name[-1]
            day = found[f"day_{number}"] if f"day_{number}" in _ANY.groupindex else None
            return int(found[f"year_{number}"]), month, int(day) if day else None
    return None
