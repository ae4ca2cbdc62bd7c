"""Which month or weekday does a word name? By dateparser's tables of names and abbreviations, and the Jalali months."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from pipelines.dates.calendars import JALALI_MONTHS, persian
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = listed("""
    en | de | fr | es | pt | it | nl | pl | cs | sk | sv | da | nb | fi | hu | ro | bg | hr | sr | sl | lt | lv | et | el
    tr | ru | uk | be | ar | fa | he | hi | bn | id | ms | vi | th | ko | ja | zh | ca | eu | gl | az | ka | hy | kk | sq
    mk | sw | is
""")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
# As Syria, Iraq and their neighbours call them; dateparser has Egypt's names only.
_LEVANTINE = {"شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "أيلول": 9}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def is_month(word: str) -> bool:
    """Whether a word is a month's name in any of the languages."""
    return bool(_numbers(word)) or persian(word) in JALALI_MONTHS


def is_weekday(word: str) -> bool:
    """Whether a word is a weekday's name in any of the languages."""
    return word.lower().replace(".", "") in _weekdays()


def month_of(word: str, languages: tuple[str, ...]) -> int | None:
    """The number of a month; null where languages differ and none of them is the page's."""
    numbers = _numbers(word)
    spoken = next((numbers[tag] for tag in languages if tag in numbers), None)
    return spoken or (next(iter(numbers.values())) if len(set(numbers.values())) == 1 else None)


def _numbers(word: str) -> dict[str, int]:
    """The number of the month that a word names, by language."""
    bare = word.lower().replace(".", "")
    return _months().get(bare) or _months().get(bare.removeprefix("ב")) or {}


@cache
def _months() -> dict[str, dict[str, int]]:
    """The names of the months without their points, with their numbers by language."""
    names: dict[str, dict[str, int]] = {name: {"ar": number} for name, number in _LEVANTINE.items()}
    for number, month in enumerate(_MONTHS, start=1):
        for tag, name in _names(month):
            names.setdefault(name, {}).setdefault(tag, number)
    return names


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(name for day in _WEEKDAYS for _, name in _names(day))


def _names(english: str) -> Iterator[tuple[str, str]]:
    """What each language calls a month or a weekday, without points."""
    for tag in LANGUAGES:
        for name in import_module(f"dateparser.data.date_translation_data.{tag}").info[english]:
            if not name.isdecimal():
                yield tag, name.lower().replace(".", "")
