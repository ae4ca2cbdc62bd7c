"""Which dates stand beside the title, and in the dateline that the text begins with?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from output.records import Evidence
from pipelines.dates.cards import LEAST_PROSE
from pipelines.dates.labels import label_before
from pipelines.dates.lines import LONGEST_DATED, is_update
from pipelines.dates.proof import NEAR, UNLIKELY
from pipelines.dates.strangers import has_many_words, is_elsewhere
from pipelines.dates.words import find_date
from pipelines.marks import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document
    from pipelines.lines import Line

MOST_LINKED = 4  # characters beside the date in a link
LEAST_TITLE, MOST_TITLE = 12, 60  # characters of the title that a line begins with; fewer begin other lines, too
BEFORE, AFTER = 4, 8  # lines around the title in which an unlabelled date is the article's
QUOTING = frozenset(("blockquote", "figcaption", "cite", "q"))
# Of an event, a person, a file.
OTHER = re.compile(
    r"\b(?:born|died|when|venue|version|tel|phone|fax|section|deadline|closing|until|valid|expires?|event|starts?|ends?|"
    r"geboren|gestorben|frist|bis|einsendeschluss|límite|vence|scadenza|échéance|termin)\b|^(?:on|am|le|el|il|em)\s"
    r"|今天是|会议|截止|开会|開催|締切|마감|проведения",
    re.IGNORECASE,
)
DIGIT = re.compile(r"\d")
# "Karlsruhe, (12.11.2021). The church …": press releases begin with a place and a date.
DATELINE = re.compile(r"^(?:[^\W\d_a-zß-ÿ][^\d.:;]{1,40}?[\s,(–—-]+)?(?=\S)")
DATELINE_END = re.compile(r"\s*\)?\s*[.:|–—-]")


def beside_title(document: Document, title: str | None) -> Iterator[Evidence]:
    """Lines around the title that are a date and little else, and the dateline that the text begins with."""
    start = (title or "")[:MOST_TITLE]
    for number, line in enumerate(document.lines if start else ()):
        if line.text.startswith(start) and not line.aside and (line.text == title or len(start) >= LEAST_TITLE):
            after = _in_head(document.lines[number + 1 : number + 1 + AFTER])
            for near in (*after, *_before(document.lines, number)):
                found = _alone(near) or _dateline(near.text)
                if found and not is_update(near.text, found) and not is_elsewhere(document, near.element, found):
                    confidence = NEAR if len(DIGIT.findall(found)) > len("2019") else UNLIKELY
                    yield Evidence("published", "beside the heading", str(near.element.tag), found, confidence)
                    break


def _before(lines: tuple[Line, ...], number: int) -> Iterator[Line]:
    """The lines before one, the nearest first; of dates in a row the first comes first, for an update stands behind."""
    nearest = range(number - 1, max(-1, number - 1 - BEFORE), -1)
    for near in nearest:
        first = near
        while first > max(0, number - 2 * BEFORE) and _alone(lines[first]) and _alone(lines[first - 1]):
            first -= 1
        yield lines[first]


def _in_head(lines: tuple[Line, ...]) -> Iterator[Line]:
    """The lines up to the first heading behind the text: what follows may be a box of other articles."""
    is_text = False
    for line in lines:
        if is_text and not {line.element.tag, getattr(line.element.getparent(), "tag", "")}.isdisjoint(HEADINGS):
            return
        is_text = is_text or len(line.text) >= LEAST_PROSE
        yield line


def _alone(line: Line) -> str | None:
    """The date in a line that says little else; a link says nothing else, for it may lead to another article."""
    text, tag = line.text, line.element.tag
    found = find_date(text) if len(text) <= LONGEST_DATED and tag not in QUOTING else None
    if not found or (tag == "a" and len(text) - len(found) > MOST_LINKED) or _is_of_another(text, found):
        return None
    return found


def _is_of_another(text: str, found: str) -> bool:
    """Whether the words beside a date say that it is another: a label of another kind, or a sentence's."""
    before, _, behind = text.partition(found)
    if label_before(before):
        return False
    return before.rstrip().endswith((":", "：")) or bool(OTHER.search(text)) or has_many_words(before, behind)


def _dateline(text: str) -> str | None:
    """The date at the very beginning of a paragraph, perhaps behind a place."""
    place = DATELINE.match(text[:LONGEST_DATED])
    for begins in (0, place.end() if place else 0):
        found = find_date(text[begins : begins + LONGEST_DATED], start=True)
        if found and DATELINE_END.match(text, text.index(found, begins) + len(found)):
            return found
    return None
