"""Which archives of years and months does a listing page link? Told by the period in the address, and by the words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from crawler.listings.paging.addresses import changed
from crawler.listings.paging.calendars import in_calendar, in_slider
from crawler.listings.paging.names import is_page_name
from crawler.listings.paging.steps import said_by, steps
from crawler.listings.period import NAMES, Period, Told, is_later, periods, place, told
from pipelines.text import plain_digits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

MOST = 400  # thirty years of months
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


def archives(tree: HtmlElement, url: str, shown: Iterable[str | None]) -> tuple[str, ...]:
    """The addresses of archives of this listing, the newest first; a month is left out where its year is there.

    Args:
        tree: The listing page.
        url: Its address.
        shown: The dates beside its articles. What is later than all of them is a calendar's, which has no end.
    """
    own = told(url)
    if EVENTS.search(urlsplit(url).path):
        return ()
    newest = max((date for text in shown if text for date in periods(text)), default=None)
    found: dict[Period, str] = {}
    for step in steps(tree, url):
        other = told(step.url)
        if not other or other == own or is_later(other.period, newest) or not _is_own(other, own, url, step.url):
            continue
        if _says(step.element, other.period) and not in_calendar(step.element) and not in_slider(step.element):
            found.setdefault(other.period, step.url)
    years = {period.year for period in found if not period.month}
    kept = [period for period in found if not period.month or period.year not in years]
    return tuple(found[period] for period in sorted(kept, reverse=True))[:MOST]


def _is_own(other: Told, own: Told | None, url: str, target: str) -> bool:
    """Whether a period's address belongs to this listing, and asks for nothing else than another one does."""
    path = place(url)
    base = own.base if own else path
    whole = not other.base and not SECTION.search(f"{path}/")  # the site's own, as WordPress has them
    if EVENTS.search(other.base) or not (
        whole or (other.base.startswith(base) and BETWEEN.fullmatch(other.base[len(base) :]))
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
