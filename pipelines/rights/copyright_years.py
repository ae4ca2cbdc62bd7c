"""Which years does a notice show? In ASCII digits and Gregorian years, whatever the script and the calendar."""

from __future__ import annotations

import re

from pipelines.dates.calendars import BUDDHIST_AHEAD
from pipelines.text import plain_digits, squeeze

YEAR = r"(?:19|20)\d{2}"
YEARS = re.compile(
    rf"(?<!\d){YEAR}(?!\d)(?:\s*(?:[-–—~～/,，]|to|bis|until|至)\s*(?:{YEAR}(?!\d)|\d\d(?!\d)|present|today|heute|now|current|至今|今))*",
    re.IGNORECASE,
)
ONE_YEAR = re.compile(YEAR)
# A number that the sign, or a letter of Thai, Lao or Khmer, stands before; elsewhere it may be a house's.
BUDDHIST = re.compile(
    r"(?P<before>(?:[©Ⓒⓒ]|\(c\)|copyright|[\u0e00-\u0eff\u1780-\u17ff]\.?)\s?)(?P<first>2[45]\d\d)(?:(?P<to>\s?[-–—]\s?)(?P<last>2[45]\d\d))?(?!\d)",
    re.IGNORECASE,
)
THAI_COUNT = re.compile(r"[พค]\.\s?ศ\.\s*")  # "Buddhist era", "Christian era"
# What a template should have filled in: {{ year }}, {year}, ${year}, [year], <?= date('Y') ?>, %Y
PLACEHOLDER = re.compile(
    r"[{\[<%$]{1,3}[^{}\[\]<>%]{0,40}(?:year|yyyy|date)[^{}\[\]<>%]{0,40}[}\]>%]{1,3}|%Y\b|\byyyy\b", re.IGNORECASE
)


def with_years(text: str, latest: int) -> str:
    """The notice with its years as Gregorian ones, and without what stands for a year in a template."""
    text = THAI_COUNT.sub("", PLACEHOLDER.sub(" ", plain_digits(text)))
    return BUDDHIST.sub(lambda found: _gregorian(found, latest), text)


def read_years(text: str, latest: int) -> str | None:
    """The first year or years, as shown; null when one of them is still to come."""
    for found in YEARS.finditer(text):
        years = [int(year) for year in ONE_YEAR.findall(found.group())]
        return squeeze(found.group()) if max(years) <= latest else None
    return None


def _gregorian(found: re.Match[str], latest: int) -> str:
    first, last = (int(year) - BUDDHIST_AHEAD for year in (found["first"], found["last"] or found["first"]))
    if last > latest:
        return found.group()
    return f"{found['before']}{first}{found['to'] or ''}{last if found['last'] else ''}"
