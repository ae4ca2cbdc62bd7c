"""Does a page write the day first, or the month? Told by its own dates: those that have but one reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.jsonld import texts
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

MONTHS = 12
COUNTRY = 2  # letters of a country's ending
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


def order_on(document: Document) -> str | None:
    """``"DMY"`` or ``"MDY"``; null when the page's dates don't tell, or contradict each other."""
    days = set(_machine_days(document))
    votes = {vote for line in document.lines[:MOST_LINES] for vote in _votes(line.text, days)}
    return votes.pop() if len(votes) == 1 else None


def order_of_host(url: str) -> str | None:
    """The order in the country that an address ends in; null when it ends in none, or that country writes both."""
    ending = (urlsplit(url).hostname or "").rpartition(".")[2]
    if ending in MONTH_FIRST_HOSTS:
        return "MDY"
    return "DMY" if len(ending) == COUNTRY and ending not in NO_COUNTRY else None


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
    said += [element.get("datetime") or "" for element in document.tree.iter("time")]
    said += [text for node in document.nodes for value in node.values() for text in texts(value)]
    for text in said:
        for year, month, day in _ISO.findall(text):
            yield int(year), int(month), int(day)
