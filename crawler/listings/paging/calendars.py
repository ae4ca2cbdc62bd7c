"""Does a row of numbers belong to a calendar? Its days lead to events, without end."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from crawler.listings.anchors import ancestors
from pipelines.text import squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAMED = re.compile(
    r"calendar|kalender|calendrier|calendario|datepicker|tribe-|fc-|(?:^|[-_\s])(?:cal|agenda)(?:$|[-_\s])",
    re.IGNORECASE,
)
DAYS = 27  # so many numbers up to 31 together are days
LAST_DAY = 31
MOST_CELLS = 100
ARTICLES = re.compile(
    r"(?:^|[-_\s])(?:post-navigation|post-nav|article-nav\w*|entry-nav\w*|single-nav\w*|adjacent|carousel|slider|slick|"
    r"swiper|slideshow|gallery)(?:$|[-_\s])",
    re.IGNORECASE,
)


def in_calendar(element: HtmlElement) -> bool:
    """Whether an element stands in a calendar: named as one, or a table of the days of a month."""
    return is_calendar(element) or has_days(element)


def is_calendar(element: HtmlElement) -> bool:
    """Whether an element, or one around it, is named a calendar."""
    return any(NAMED.search(_names(one)) for one in (element, *ancestors(element, 6)))


def has_days(element: HtmlElement) -> bool:
    """Whether an element stands in a table of the days of a month."""
    table = next((one for one in (element, *ancestors(element, 6)) if one.tag == "table"), None)
    if table is None:
        return False
    cells = (squeeze("".join(islice(cell.itertext(), 5))) for cell in islice(table.iter("td"), MOST_CELLS))
    return are_days({int(text) for text in cells if text.isdecimal() and len(text) < 3})  # noqa: PLR2004  (no day has three digits)


def in_slider(element: HtmlElement) -> bool:
    """Whether an element stands where "next" means the next picture or the next article."""
    return any(ARTICLES.search(_names(one)) for one in (element, *ancestors(element, 5)))


def are_days(numbers: set[int]) -> bool:
    """Whether numbers are the days of a month."""
    return len(numbers) >= DAYS and max(numbers) <= LAST_DAY


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
