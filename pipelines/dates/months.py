"""Which month does a word name? By the names and abbreviations in dateparser's tables, and those of the Jalali months."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from pipelines.dates.calendars import JALALI_MONTHS, persian
from pipelines.text import listed

LANGUAGES = listed("""
    en | de | fr | es | pt | it | nl | pl | cs | sk | sv | da | nb | fi | hu | ro | bg | hr | sr | sl | lt | lv | et | el
    tr | ru | uk | be | ar | fa | he | hi | bn | id | ms | vi | th | ko | ja | zh | ca | eu | gl | az | ka | hy | kk | sq
    mk | sw | is
""")
_ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def is_month(word: str) -> bool:
    """Whether a word is a month's name in any of the languages."""
    return bool(_numbers(word)) or persian(word) in JALALI_MONTHS


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
    """The names and abbreviations of the months in dateparser's data, with their numbers by language."""
    names: dict[str, dict[str, int]] = {}
    for tag in LANGUAGES:
        said = import_module(f"dateparser.data.date_translation_data.{tag}").info
        for number, month in enumerate(_ENGLISH, start=1):
            for name in said[month]:
                if not name.isdecimal():
                    names.setdefault(name.lower().replace(".", ""), {}).setdefault(tag, number)
    return names
