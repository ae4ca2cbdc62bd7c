"""Which dates stand beside the title, and in the dateline that the text begins with?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from output.records import Evidence
from pipelines.dates.lines import LONGEST_DATED, is_update
from pipelines.dates.proof import NEAR, UNLIKELY
from pipelines.dates.words import find_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document
    from pipelines.lines import Line

MOST_LINKED = 4  # characters beside the date in a link
MOST_TITLE = 60  # characters of the title that a line must begin with
BEFORE, AFTER = 4, 8  # lines around the title in which an unlabelled date is the article's
DIGIT = re.compile(r"\d")
# "Karlsruhe, (12.11.2021). The church …": press releases begin with a place and a date.
DATELINE = re.compile(r"^(?:[^\W\d_a-zß-ÿ][^\d.:;]{1,40}?[\s,(–—-]+)?(?=\S)")
DATELINE_END = re.compile(r"\s*\)?\s*[.:|–—-]")


def beside_title(document: Document, title: str | None) -> Iterator[Evidence]:
    """Lines around the title that are a date and little else, and the dateline that the text begins with."""
    for number, line in enumerate(document.lines):
        if title and line.text.startswith(title[:MOST_TITLE]) and not line.aside:
            after = document.lines[number + 1 : number + 1 + AFTER]
            before = document.lines[max(0, number - BEFORE) : number][::-1]
            for near in (*after, *before):
                found = _alone(near) or _dateline(near.text)
                if found and not is_update(near.text, found):
                    confidence = NEAR if len(DIGIT.findall(found)) > len("2019") else UNLIKELY
                    yield Evidence("published", "beside the heading", str(near.element.tag), found, confidence)
                    break


def _alone(line: Line) -> str | None:
    """The date in a line that says little else; a link says nothing else, for it may lead to another article."""
    found = find_date(line.text) if len(line.text) <= LONGEST_DATED and line.element.tag != "blockquote" else None
    return found if found and (line.element.tag != "a" or len(line.text) - len(found) <= MOST_LINKED) else None


def _dateline(text: str) -> str | None:
    """The date at the very beginning of a paragraph, perhaps behind a place."""
    place = DATELINE.match(text[:LONGEST_DATED])
    for begins in (0, place.end() if place else 0):
        found = find_date(text[begins : begins + LONGEST_DATED], start=True)
        if found and DATELINE_END.match(text, text.index(found, begins) + len(found)):
            return found
    return None
