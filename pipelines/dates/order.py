"""Does a page write the day first, or the month? Told by its own dates: those that have but one reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from output.records import Evidence
from pipelines.dates.numeric import MONTHS
from pipelines.jsonld import texts
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.document import Document

BESIDE_LINK = "the date beside the link"
LEAST_VOTES = 3  # dates of other pages that show an order; one may be a slip
COUNTRY = 2  # letters of a country's ending
MONTH_FIRST_LANGUAGES = frozenset(("en-us", "en-ph", "es-us"))
MONTH_FIRST_HOSTS = frozenset(("us", "gov", "mil", "ph"))  # where the month comes first (Unicode CLDR)
# Endings that anybody may use, and countries that write the month first, the year first, or both ways.
NO_COUNTRY = frozenset(
    listed("""
    io | co | ai | me | tv | cc | ly | to | fm | gg | eu | ca | za | ke | gh | cn | jp | kr | tw | hu | lt | mn
    ws | nu | la | sh | st
    """)
)
MOST_LINES = 2_000  # looked at; a page shows its dates near its top
_NUMBERS = re.compile(
    r"(?<![\d/-])(?P<one>\d{1,2})(?P<mark>[/-])(?P<two>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d{2})(?!\d)"
)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")


def settled_order(document: Document, language: str | None, listed: tuple[int, int, int] | None) -> Evidence | None:
    """The order of bare numbers on a page, ``"DMY"`` or ``"MDY"`` as `raw`, with what settles it; null when nothing does.

    Args:
        document: The page.
        language: Its language. Null when unknown.
        listed: Year, month and day of the date beside the link that led here. Null when unknown.
    """
    hints, host = document.page.hints, urlsplit(document.page.url).hostname or ""
    for where, order, confidence in (
        ("the page's other dates", _order_on(document), 0.9),
        (BESIDE_LINK, _order_beside(document, listed), 0.85),
        ("the source's other pages", hints.learned_order, 0.8),
        ("the country of the address", _order_of_host(host), 0.7),
        ("the page's language", _order_of_language(hints.language or language), 0.7),
    ):
        if order:
            return Evidence("published", "date order", where, order, confidence)
    return None


def order_of(words: Iterable[str]) -> str | None:
    """The order that a source's dates show; null when too few have but one reading, or they contradict each other."""
    votes = [vote for date in words for vote in _votes(date, set())]
    return votes[0] if len(votes) >= LEAST_VOTES and len(set(votes)) == 1 else None


def _order_on(document: Document) -> str | None:
    """The order in which a page's own dates have but one reading, or name a day that its metadata names."""
    return _only(_votes_of(document, set(_machine_days(document))))


def _order_beside(document: Document, listed: tuple[int, int, int] | None) -> str | None:
    """The order in which the page names the day beside its link, or that date itself has but one reading."""
    votes = _votes_of(document, {listed}) if listed else set()
    return _only(votes | set(_votes(document.page.hints.date_raw or "", set())))


def _votes_of(document: Document, days: set[tuple[int, int, int]]) -> set[str]:
    return {vote for line in document.lines[:MOST_LINES] for vote in _votes(line.text, days)}


def _only(votes: set[str]) -> str | None:
    return votes.pop() if len(votes) == 1 else None


def _order_of_host(host: str) -> str | None:
    """The order in the country that a host ends in; null when it ends in none, or that country writes both."""
    ending = host.rpartition(".")[2]
    if ending in MONTH_FIRST_HOSTS:
        return "MDY"
    return "DMY" if len(ending) == COUNTRY and ending not in NO_COUNTRY else None


def _order_of_language(language: str | None) -> str | None:
    """The order of bare numbers in a language, where it is plain (Unicode CLDR's short date patterns).

    English alone says nothing: the United States write the month first, the others the day.
    """
    if language is None or language.lower() == "en":
        return None
    return "MDY" if language.lower() in MONTH_FIRST_LANGUAGES else "DMY"


def _votes(text: str, days: set[tuple[int, int, int]]) -> Iterator[str]:
    for found in _NUMBERS.finditer(text):
        one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
        day_first = one > MONTHS or (two <= MONTHS and (year, two, one) in days)
        month_first = two > MONTHS or (one <= MONTHS and (year, one, two) in days)
        if day_first != month_first:
            yield "DMY" if day_first else "MDY"


def _machine_days(document: Document) -> Iterator[tuple[int, int, int]]:
    """Days that the page names in a form for machines: year, month, day."""
    said = [
        document.page.url.replace("/", "-"),
        *(content for contents in document.marks.meta.values() for content in contents),
    ]
    said += [element.get("datetime") or "" for element in document.marks.tagged("time")]
    said += [text for node in document.nodes for value in node.values() for text in texts(value)]
    for text in said:
        for year, month, day in _ISO.findall(text):
            yield int(year), int(month), int(day)
