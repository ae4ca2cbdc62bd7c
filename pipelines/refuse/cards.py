"""Which lines of a page stand in cards, or at its foot?

A card is a headline that links to another page of the site, and a few words on it.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.marks import HEADINGS
from pipelines.refuse.headlines import headlines_of
from pipelines.refuse.prose import link_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.refuse.headlines import Headline

LEVELS = 6  # elements around a teaser and its headline
MOST_LINKS = 3  # addresses in a card: its headline's, its section's, its author's
BETWEEN = 4  # elements of a teaser that stands beside its headline, with nothing around both
MOST_H1 = 4
PROMINENT = frozenset((*HEADINGS, "b", "strong", "dt", "th"))
FOOT = re.compile(r"(?:^|[\s_-])(?:foot|footer|copyright|bottom)(?:$|[\s_-])", re.IGNORECASE)


class Cards:
    """The cards of a page; nothing is looked for until it is asked.

    Args:
        document: The page.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._is_foot: dict[_Element, bool] = {}
        self._is_prominent: dict[_Element, bool] = {}

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The other pages that headlines lead to."""
        return frozenset(headline.address for held in self._held.values() for headline in held.values())

    def around(self, number: int) -> _Element | None:
        """The card that a line stands in: a box with no more headlines than a card has, or the headline before it."""
        element = self._document.lines[number].element
        near = next((one for one in (element, *boxes_around(element)) if one in self._held), None)
        if near is None or len(self._held[near]) > MOST_LINKS:
            return self._headline_before(number, near)
        return None if near in self._titled else near

    def around_link(self, number: int) -> _Element | None:
        """The link that a line stands in, where it is a headline's with more lines than this one."""
        link = link_around(self._document.lines[number].element)
        held = self._held.get(link) if link is not None else None
        return link if held and all(headline.number != number for headline in held.values()) else None

    def is_open(self, card: _Element, number: int) -> bool:
        """Whether a line's card is no box around it, but the headline before it."""
        element = self._document.lines[number].element
        return card not in (element, *boxes_around(element))

    def starts(self, card: _Element) -> int:
        """The number of the line in which a card's first headline stands."""
        return min(headline.number for headline in self._held[card].values())

    def is_foot(self, element: _Element) -> bool:
        """Whether a line stands in a box that is named as the page's foot, where the site's address is."""
        return any(map(self._ends_page, (element, *boxes_around(element))))

    def _ends_page(self, box: _Element) -> bool:
        if box not in self._is_foot:
            named = FOOT.search(f"{box.get('class') or ''} {box.get('id') or ''}")
            self._is_foot[box] = named is not None and next(box.iter("h1", "h2"), None) is None
        return self._is_foot[box]

    @cached_property
    def _held(self) -> dict[_Element, dict[str, Headline]]:
        """The elements around headlines, with what they hold."""
        held: dict[_Element, dict[str, Headline]] = {}
        for headline, link in headlines_of(self._document):
            for one in (link, *boxes_around(link)):
                held.setdefault(one, {}).setdefault(headline.address, headline)
        return held

    @cached_property
    def _titled(self) -> frozenset[_Element]:
        """The elements around the page's own headline, in which its article stands."""
        for one in self._document.marks.tagged("h1")[:MOST_H1]:
            if one not in self._held and link_around(one) is None:
                return frozenset(boxes_around(one))
        return frozenset()

    def _headline_before(self, number: int, box: _Element | None) -> _Element | None:
        """The headline before a line with nothing around both, and neither another nor a heading between them."""
        element = self._document.lines[number].element
        if element is box:  # a text between line breaks
            link = link_around(self._document.lines[number - 1].element) if number else None
            return link if link is not None and link in self._held and link.getparent() is box else None
        inside = (
            one
            for one in (element, *boxes_around(element))
            if one.getparent() is box or (box is None and _is_top(one))
        )
        at = next(inside, None)
        befores = islice(at.itersiblings(preceding=True), BETWEEN) if at is not None else ()
        for place, before in enumerate(befores):
            if before in self._held:
                fits = len(self._held[before]) <= MOST_LINKS and self._stands_out(before, is_next=not place)
                return before if fits else None
            if before.tag in HEADINGS:
                return None
        return None

    def _stands_out(self, element: _Element, *, is_next: bool) -> bool:
        """Whether an element looks like a headline, or is a link alone that stands right before the line."""
        if element not in self._is_prominent:
            self._is_prominent[element] = next(element.iter(*PROMINENT), None) is not None
        alone = is_next and (
            element.tag == "a" or (len(element) == 1 and element[0].tag == "a" and not _says(element))
        )
        return alone or self._is_prominent[element]


def boxes_around(element: _Element) -> Iterator[_Element]:
    """The elements around one, up to those of the whole page; a few of them."""
    at = element.getparent()
    for _ in range(LEVELS):
        if at is None or at.tag in {"body", "main", "html"}:
            return
        yield at
        at = at.getparent()


def _is_top(element: _Element) -> bool:
    above = element.getparent()
    return above is not None and above.tag in {"body", "main"}


def _says(element: _Element) -> bool:
    """Whether an element says something beside its only link."""
    return bool((element.text or "").strip() or (element[0].tail or "").strip())
