"""Which archives of years and months does a listing page link? Told by the period in the address, and by the words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.listings.paging.addresses import ENDING, INDEX, changed, is_page_name
from crawler.listings.paging.calendars import in_calendar, in_slider
from crawler.listings.paging.steps import said_by, steps
from pipelines.text import plain_digits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

MOST = 400  # thirty years of months
YEAR, MONTH = r"(?P<year>(?:19|20)\d\d)", r"(?P<month>0?[1-9]|1[0-2])"
IN_PATH = re.compile(rf"(?P<base>.*?)[/_.-]{YEAR}(?:[/_.-]?{MONTH})?")
IN_VALUE = re.compile(rf"{YEAR}(?:[-/.]?{MONTH})?(?:[-/.]?0?[01])?")  # "2023-05-01" begins a month
NAMES = re.compile(
    r"^(?:.*[\W_])?(?:year|yr|y|jahr|ann[eé]e|a[nñ]o|ano|anno|jaar|rok|god|yil|nian|archive|archives|m|month|date|ym|period|created)"
    r"(?:[\W_].*)?$",
    re.IGNORECASE,
)
ALL = {"", "all", "any", "0", "_none"}  # what a form says where nothing is chosen
# What may stand between the listing and the period.
BETWEEN = re.compile(
    r"(?:[/_.-](?:archives?|archivo?|arquivos?|archivio|archief|arkiv|arkisto|years?|by-year|date|month|monthly))*"
)
EVENTS = re.compile(
    r"[/_-](?:events?|calendar|kalender|termine?|veranstaltung(?:en)?|agenda|eventos?|eventi|evenements?|evenementen|"
    r"schedules?|seminars?|huodong|etkinlik(?:ler)?|wydarzenia|sobytiya)(?=$|[/_.-])",
    re.IGNORECASE,
)
# A listing of one section: the archives of the whole site hold more than it.
SECTION = re.compile(
    r"/(?:category|categories|tags?|topics?|themes?|authors?|kategorie|rubrik|section)(?:/|$)", re.IGNORECASE
)
COUNT = re.compile(r"[(\[（]\s?\d{1,6}\s?[)\]）]")
LONGEST = 40  # characters of a link to a period
SHOWN = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-/.年]\s?(0?[1-9]|1[0-2])(?!\d))?")


class Period(NamedTuple):
    """A year, or a month of one; 0 stands for the whole year."""

    year: int
    month: int


class _Told(NamedTuple):
    period: Period
    base: str


def archives(tree: HtmlElement, url: str, shown: Iterable[str | None]) -> tuple[str, ...]:
    """The addresses of archives of this listing, the newest first; a month is left out where its year is there.

    Args:
        tree: The listing page.
        url: Its address.
        shown: The dates beside its articles. What is later than all of them is a calendar's, which has no end.
    """
    own = _told(url)
    if EVENTS.search(urlsplit(url).path):
        return ()
    newest = max((date for text in shown if text for date in _dates(text)), default=None)
    found: dict[Period, str] = {}
    for step in steps(tree, url):
        told = _told(step.url)
        if not told or told == own or _is_later(told.period, newest) or not _is_own(told, own, url, step.url):
            continue
        if _says(step.element, told.period) and not in_calendar(step.element) and not in_slider(step.element):
            found.setdefault(told.period, step.url)
    years = {period.year for period in found if not period.month}
    kept = [period for period in found if not period.month or period.year not in years]
    return tuple(found[period] for period in sorted(kept, reverse=True))[:MOST]


def _told(url: str) -> _Told | None:
    """The period that an address ends in, and the address without it."""
    parts = urlsplit(url)
    path = ENDING.sub("", INDEX.sub("", unquote(parts.path)).rstrip("/"))
    if inside := IN_PATH.fullmatch(path):
        return _Told(_period(inside), inside["base"])
    for name, value in parse_qsl(parts.query):
        if NAMES.fullmatch(name) and (inside := IN_VALUE.fullmatch(value)):
            return _Told(_period(inside), path)
    return None


def _period(found: re.Match[str]) -> Period:
    return Period(int(found["year"]), int(found["month"] or 0))


def _is_own(told: _Told, own: _Told | None, url: str, target: str) -> bool:
    """Whether a period's address belongs to this listing, and asks for nothing else than another one does."""
    path = ENDING.sub("", INDEX.sub("", unquote(urlsplit(url).path)).rstrip("/"))
    base = own.base if own else path
    whole = not told.base and not SECTION.search(f"{path}/")  # the site's own, as WordPress has them
    if EVENTS.search(told.base) or not (
        whole or (told.base.startswith(base) and BETWEEN.fullmatch(told.base[len(base) :]))
    ):
        return False
    after = dict(parse_qsl(urlsplit(target).query, keep_blank_values=True))
    others = [name for name in changed(url, target) if not is_page_name(name) and not NAMES.fullmatch(name)]
    before = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    return all(name not in before and after.get(name, "").lower() in ALL for name in others)


def _says(element: HtmlElement, period: Period) -> bool:
    """Whether a link's words are a year, or the name of a month, with a count behind them at most."""
    said = COUNT.sub("", plain_digits(said_by(element)))
    if not said or len(said) > LONGEST:
        return False
    named = str(period.year) in said
    rest = re.sub(r"[\d\W_]+|[年月년월]", " ", said).split()
    words = [word for word in rest if not BETWEEN.fullmatch(f"/{word.lower()}")]
    if period.month:
        return len(words) <= 1 + named and (
            named or bool(words) or said.strip(" .月월") in {str(period.month), f"{period.month:02}"}
        )
    return named and not words


def _dates(text: str) -> list[Period]:
    found = [Period(int(year), int(month or 0)) for year, month in SHOWN.findall(plain_digits(text))]
    return [Period(one.year, one.month or 12) for one in found]


def _is_later(period: Period, newest: Period | None) -> bool:
    return newest is not None and (period.year, period.month or 1) > newest
