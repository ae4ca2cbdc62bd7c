"""Which year or month does an address end in, which do words name, and which comes later?"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.listings.paging.addresses import ENDING, INDEX, ends_in_page
from pipelines.text import plain_digits

YEAR, MONTH = r"(?P<year>(?:19|20)\d\d)", r"(?P<month>0?[1-9]|1[0-2])"
IN_PATH = re.compile(rf"(?P<base>.*?)[/_.-]{YEAR}(?:[/_.-]?{MONTH})?")
IN_VALUE = re.compile(rf"{YEAR}(?:[-/.]?{MONTH})?(?:[-/.]?0?[01])?")  # "2023-05-01" begins a month
NAMES = re.compile(
    r"^(?:.*[\W_])?(?:year|yr|y|jahr|ann[eé]e|a[nñ]o|ano|anno|jaar|rok|god|yil|nian|archive|archives|m|month|date|ym|period|created)"
    r"(?:[\W_].*)?$",
    re.IGNORECASE,
)
SHOWN = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-/.年]\s?(0?[1-9]|1[0-2])(?!\d))?")


class Period(NamedTuple):
    """A year, or a month of one; 0 stands for the whole year."""

    year: int
    month: int


class Told(NamedTuple):
    """The period that an address ends in, and the address without it."""

    period: Period
    base: str


def place(url: str) -> str:
    """An address' path without its file's name or ending."""
    return ENDING.sub("", INDEX.sub("", unquote(urlsplit(url).path)).rstrip("/"))


def told(url: str) -> Told | None:
    """The period that an address ends in, and the address without it."""
    parts = urlsplit(url)
    path = place(url)
    if (inside := IN_PATH.fullmatch(path)) and not ends_in_page(url):
        return Told(_period(inside), inside["base"])
    for name, value in parse_qsl(parts.query):
        if NAMES.fullmatch(name) and (inside := IN_VALUE.fullmatch(value)):
            return Told(_period(inside), path)
    return None


def _period(found: re.Match[str]) -> Period:
    return Period(int(found["year"]), int(found["month"] or 0))


def periods(text: str) -> list[Period]:
    """The months that a text names; a year alone counts as its last one."""
    found = [Period(int(year), int(month or 0)) for year, month in SHOWN.findall(plain_digits(text))]
    return [Period(one.year, one.month or 12) for one in found]


def is_later(period: Period, newest: Period | None) -> bool:
    """Whether a period begins after the newest one that is known."""
    return newest is not None and (period.year, period.month or 1) > newest
