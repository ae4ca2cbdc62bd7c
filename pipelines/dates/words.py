"""Where in a text do words stand that look like a date? They are found here, and read in `moment.py`."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from pipelines.dates.clock import clock_end
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

# A word of any script, with the marks that Thai, Hindi and their like write over their letters.
_WORD = r"[^\s\d.,;:/|()\[\]{}<>\"'!?–—_+=#@&*%-]{3,14}"
_MONTH = rf"{_WORD}\.?|[\u0e01-\u0e2e]{{1,2}}\.[\u0e01-\u0e2e]{{1,2}}\."
_DAY = r"\d{1,2}"
_OF = r"(?:\s+(?:de|del|of|da|do))?"
_BEFORE_YEAR = r"(?:พ\.\s?ศ\.\s*|ค\.\s?ศ\.\s*|năm\s+)?"
_ERA_YEAR = r"(?:明治|大正|昭和|平成|令和|民[國国])\s*(?:元|\d{1,3})\s*年"
_SHAPES = (
    rf"(?:{_ERA_YEAR}|\d{{4}}\s*[-./年년])\s*\d{{1,2}}\s*[-./月월]\s*\d{{1,2}}(?!\d)(?:\s*[日일]|\.(?!\d))?",
    rf"(?:{_ERA_YEAR}|\d{{4}}\s*[年년])\s*\d{{1,2}}\s*[月월]",
    r"(?<![\d.])\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{2}(?:\d{2})?(?![\d:])",
    r"(?<![A-Za-z])[MTSHR]\d{1,2}[./]\d{1,2}[./]\d{1,2}(?!\d)",
    (
        rf"(?<!\d)(?P<day_1>{_DAY})\.?(?:st|nd|rd|th|er|re|o|a|η|ης)?{_OF}[\s-]+(?P<month_1>{_MONTH}){_OF},?[\s-]+"
        rf"{_BEFORE_YEAR}(?P<year_1>\d{{4}})(?!\d)"
    ),
    rf"(?<!\d)\d{{1,2}} tháng \d{{1,2}},?\s+{_BEFORE_YEAR}\d{{4}}(?!\d)",
    rf"(?P<month_2>{_MONTH})[\s-]+(?P<day_2>{_DAY})(?:st|nd|rd|th)?(?:,\s*|[\s-]+)(?P<year_2>\d{{4}})(?!\d)",
    rf"(?<!\d)(?P<year_3>\d{{4}})\.?\s+(?:m\.\s+)?(?P<month_3>{_MONTH})\s+(?P<day_3>{_DAY})\b\.?",
    rf"(?P<month_4>{_MONTH}),?\s+(?:de\s+)?(?P<year_4>(?:19|20)\d{{2}})(?!\d)",
)
_DIGIT = re.compile(r"\d|元")  # the cheapest question first: it is asked of every line
_LIKELY = re.compile(r"\d{4}|\d\s?[./-]\s?\d|\d\s*年|元年")  # without any of these there is no date
_MONTH_GROUPS = ("month_1", "month_2", "month_3", "month_4")
_GLUED = re.compile(r"(?<=[a-zß-ÿ•·])[A-Z][a-z]{2,9}\.?$|[A-Z]{3,10}$")
_LANGUAGES = listed("""
    en | de | fr | es | pt | it | nl | pl | cs | sk | sv | da | nb | fi | hu | ro | bg | hr | sr | sl | lt | lv | et | el
    tr | ru | uk | be | ar | fa | he | hi | bn | id | ms | vi | th | ko | ja | zh | ca | eu | gl | az | ka | hy | kk | sq
    mk | sw | is
""")
_ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ANY = re.compile("|".join(f"(?:{shape})" for shape in _SHAPES), re.IGNORECASE)
_WEEKDAY = re.compile(rf"{_WORD}\.?,?\s+(?=\d)|\((?:{_WORD}|[月火水木金土日])\)\s*")
_FIRST_WORD = re.compile(rf"{_WORD}\.?,?\s+")
# "3 hours ago" and "yesterday": how languages frame a number of minutes, hours or days that have passed.
_PASSED = (
    r"(?:\d{1,2}|an?|one)\s+(?:min(?:ute)?s?|h(?:ou)?rs?|days?)\s+ago|yesterday|today|just now",
    r"vor\s+(?:\d{1,2}|eine[mr])\s+(?:Minuten?|Stunden?|Tag(?:en)?)|gestern|heute",
    r"hace\s+(?:\d{1,2}|una?)\s+(?:minutos?|horas?|días?)|ayer|hoy",
    r"il y a\s+(?:\d{1,2}|une?)\s+(?:minutes?|heures?|jours?)|hier|aujourd['’]hui",
    r"há\s+(?:\d{1,2}|uma?)\s+(?:minutos?|horas?|dias?)|\d{1,2}\s+(?:minutos?|horas?|dias?)\s+atrás|ontem|hoje",
    r"(?:\d{1,2}|un)\s*['’]?\s*(?:minut[oi]|or[ae]|giorn[oi])\s+fa|ieri|oggi",
    r"(?:\d{1,2}|een)\s+(?:minuten|minuut|uur|dag(?:en)?)\s+geleden|gisteren|vandaag",
    r"\d{1,2}\s+(?:minut[yę]?|godzin[yę]?|dni|dzień)\s+temu|wczoraj|dzisiaj",
    r"před\s+\d{1,2}\s+(?:minutami|hodinami|dny)|včera|dnes",
    r"för\s+(?:\d{1,2}|en)\s+(?:minuter|timm(?:e|ar)|dag(?:ar)?)\s+sedan|\d{1,2}\s+(?:minuter|timmar|dagar)\s+sedan|igår|idag",
    r"\d{1,2}\s+(?:dakika|saat|gün)\s+önce|dün|bugün",
    r"\d{1,2}\s+(?:минут[уы]?|час(?:а|ов)?|день|дня|дней)\s+назад|вчера|сегодня",
    r"\d{1,2}\s+(?:хвилин[иу]?|годин[иу]?|день|дні|днів)\s+тому|вчора|сьогодні",
    r"πριν(?:\s+από)?\s+\d{1,2}\s+(?:λεπτά|ώρ(?:α|ες)|ημέρ(?:α|ες)|μέρ(?:α|ες))|χθες|σήμερα",
    r"\d{1,2}\s*(?:分钟|小时|天|分鐘|小時)\s*(?:前|之前)|昨天|今天|\d{1,2}\s*(?:分|時間|日)\s*前|昨日|今日",
    r"\d{1,2}\s*(?:분|시간|일)\s*전|어제|오늘",
    r"منذ\s+\d{1,2}\s+(?:دقائق|دقيقة|ساعات|ساعة|أيام|يوم)|أمس|اليوم",
    r"\d{1,2}\s+(?:دقیقه|ساعت|روز)\s+(?:پیش|قبل)|دیروز|امروز",
    r"לפני\s+\d{1,2}\s+(?:דקות|שעות|ימים)|אתמול|היום",
    r"\d{1,2}\s+(?:मिनट|घंटे|दिन)\s+पहले|\d{1,2}\s+(?:মিনিট|ঘণ্টা|দিন)\s+আগে",
    r"\d{1,2}\s+(?:menit|jam|hari)\s+(?:yang\s+)?lalu|kemarin|\d{1,2}\s+(?:phút|giờ|ngày)\s+trước|hôm qua|hôm nay",
    r"\d{1,2}\s*(?:นาที|ชั่วโมง|วัน)\s*(?:ที่แล้ว|ก่อน)|เมื่อวาน|วันนี้",
)
_RELATIVE = re.compile(rf"(?:{'|'.join(_PASSED)})(?!\w)", re.IGNORECASE)


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


def find_dates(text: str) -> Iterator[tuple[int, str]]:
    """Where each date begins in a text, and its words."""
    found = _ANY.search(text) if _DIGIT.search(text) and _LIKELY.search(text) else None
    while found:
        month = _named_month(found)
        dated = _dated(text, found)
        if dated:
            yield dated
        # "Published 2013-12-28": behind a word that is no month there may still be a date.
        found = _ANY.search(text, found.end(month) if month and not dated else found.end())


def find_relative(text: str) -> str | None:
    """The words at a text's beginning that name a day by its distance from the fetch; null when none do."""
    found = _RELATIVE.match(text)
    return found.group() if found else None


def _dated(text: str, found: re.Match[str] | None) -> tuple[int, str] | None:
    """The date that a match turns out to be, and where: the word where the month belongs has to name one."""
    if found is None:
        return None
    begins = found.start()
    month = _named_month(found)
    if month and not _is_month(found[month]):
        # "By A. GiuffridaMar 5, 2025": two elements without a blank between them.
        glued = _GLUED.search(found[month])
        if not glued or not _is_month(glued.group()):
            return None
        begins = found.start(month) + glued.start()
    return begins, text[begins : clock_end(text, found.end())].strip()


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
        if found and name and (month := _month(found[name], languages)):
            number = name[-1]
            day = found[f"day_{number}"] if f"day_{number}" in _ANY.groupindex else None
            return int(found[f"year_{number}"]), month, int(day) if day else None
    return None


def _is_month(word: str) -> bool:
    return bool(_numbers(word))


def _month(word: str, languages: tuple[str, ...]) -> int | None:
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
    for tag in _LANGUAGES:
        said = import_module(f"dateparser.data.date_translation_data.{tag}").info
        for number, month in enumerate(_ENGLISH, start=1):
            for name in said[month]:
                if not name.isdecimal():
                    names.setdefault(name.lower().replace(".", ""), {}).setdefault(tag, number)
    return names
