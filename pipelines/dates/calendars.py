"""Which Gregorian date does a date of another calendar name? Written as ISO in its place, the rest left as it is.

Jalali (Iran, Afghanistan), Buddhist (Thailand), the Japanese eras and the Republican years of Taiwan.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

JALALI_SPOKEN = frozenset(("fa", "prs", "ps"))
JALALI_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("فروردین حمل", "اردیبهشت ثور", "خرداد جوزا", "تیر سرطان", "مرداد امرداد اسد", "شهریور سنبله"),
            *("مهر میزان", "آبان عقرب", "آذر قوس", "دی جدی", "بهمن دلو", "اسفند حوت"),
        ),
        start=1,
    )
    for name in names.split()
}
BUDDHIST_SPOKEN = frozenset(("th", "lo", "km"))
BUDDHIST_AHEAD = 543  # years before the Gregorian count
# The year before each era's first (National Diet Library of Japan; Taiwan counts from 1912).
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}
LETTERS = dict(zip("MTSHR", ERAS.values(), strict=False))
ERA_YEAR = rf"(?:{'|'.join(ERAS)})\s*(?:元|\d{{1,3}})\s*年"

_ERA = re.compile(rf"(?P<era>{'|'.join(ERAS)})\s*(?P<year>元|\d{{1,3}})\s*年")
_LETTER = re.compile(r"(?<![A-Za-z])(?P<era>[MTSHR])\.?(?P<year>\d{1,2})(?=[./-]\d{1,2}[./-]\d{1,2}(?!\d))")
_BUDDHIST = re.compile(r"(?:พ\.\s?ศ\.\s*|พุทธศักราช\s*)?(?<!\d)(?P<year>2[4-6]\d\d)(?!\d)")
_GREGORIAN_THAI = re.compile(r"ค\.\s?ศ\.\s*")
_JALALI_NAMED = re.compile(
    rf"(?P<day>\d{{1,2}})\s*(?P<month>{'|'.join(JALALI_MONTHS)})(?:\s+ماه)?\s*[,،]?\s*(?P<year>1[2-4]\d\d)(?!\d)"
)
_JALALI_NUMBERS = re.compile(
    r"(?<!\d)(?P<year>1[2-4]\d\d)\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<day>\d{1,2})(?!\d)"
)
_JALALI_YEAR_LAST = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>1[2-4]\d\d)(?!\d)"
)


def gregorian(text: str, languages: Collection[str]) -> str:
    """The text with its dates of other calendars written as Gregorian ones.

    Args:
        text: Words with a date, their digits ASCII.
        languages: The page's languages, as ISO 639: a year such as 1398 or 2562 is of another calendar only there.
    """
    text = _ERA.sub(_era_year, text)
    if "ja" in languages:
        text = _LETTER.sub(lambda found: str(LETTERS[found["era"]] + int(found["year"])), text)
    if not BUDDHIST_SPOKEN.isdisjoint(languages):
        text = _GREGORIAN_THAI.sub("", text)
        text = _BUDDHIST.sub(lambda found: str(int(found["year"]) - BUDDHIST_AHEAD), text)
    if not JALALI_SPOKEN.isdisjoint(languages):
        text = persian(text)
        for pattern in (_JALALI_NAMED, _JALALI_NUMBERS, _JALALI_YEAR_LAST):
            text = pattern.sub(_jalali_day, text)
    return text


def persian(text: str) -> str:
    """The text with the Arabic letters that Persian keyboards and fonts mix with their own as Persian ones."""
    return text.replace("\u064a", "\u06cc").replace("\u0643", "\u06a9")


def _era_year(found: re.Match[str]) -> str:
    counted = 1 if found["year"] == "元" else int(found["year"])
    return f"{ERAS[found['era']] + counted}年"


def _jalali_day(found: re.Match[str]) -> str:
    from persiantools.jdatetime import JalaliDate

    month = JALALI_MONTHS.get(found["month"]) or int(found["month"])
    try:
        day: str = JalaliDate(int(found["year"]), month, int(found["day"])).to_gregorian().isoformat()
    except ValueError:
        return found.group()
    return day
