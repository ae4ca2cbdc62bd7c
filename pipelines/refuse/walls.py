"""Does the article stand behind a wall? A sentence below its headline or beside its teaser says for whom it goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.refuse.headlines import LEAST_HEADLINE
from pipelines.refuse.prose import letters_in, link_around
from pipelines.refuse.reasons import Reason, Refused
from pipelines.refuse.said import LONGEST
from pipelines.refuse.wall_words import WALL
from pipelines.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.lines import Line
    from pipelines.refuse.cards import Cards

SENTENCES = re.compile(r"(?:^|(?<=[.!?。])|[,、](?=[请請]))\W*")
HIDDEN = frozenset(("modal", "popup", "dialog", "lightbox", "dropdown", "dropdown-menu", "offcanvas"))
NEAR = 8  # lines between a teaser and its wall: buttons to share it, the names of topics


def wall(document: Document, cards: Cards, numbers: Sequence[int], start: int | None) -> Refused | None:
    """The sentence, on a page that shows little prose.

    Args:
        document: The page.
        cards: Its cards; what they say is said of other articles.
        numbers: The lines of its prose.
        start: The line of the headline; null when no headline is known to stand above the prose.
    """
    first = start if start is not None else next(iter(numbers), 0)
    end = numbers[-1] + NEAR + 1 if numbers else len(document.lines)
    for number, line in enumerate(document.lines[first:end], first):
        if is_wall(line.text) and _is_own(line, document) and cards.around(number) is None:
            return Refused(Reason.LOGIN, line.text)
    return None


def is_wall(text: str) -> bool:
    """Whether a sentence of a text says so."""
    said = folded(text[:LONGEST])
    return any(WALL.match(said, start.end()) for start in SENTENCES.finditer(said))


def _is_own(line: Line, document: Document) -> bool:
    """Whether a line speaks of the page, and is no entry of a menu either."""
    if line.aside or document.is_of_others(line.element) or any(map(_is_hidden, line.element.iterancestors())):
        return False
    return link_around(line.element) is None or letters_in(line.text) >= LEAST_HEADLINE


def _is_hidden(element: _Element) -> bool:
    """Whether an element shows its words when a reader asks for them: "Please log in to continue" behind a button."""
    return element.tag == "dialog" or not HIDDEN.isdisjoint((element.get("class") or "").lower().split())
