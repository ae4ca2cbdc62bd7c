"""Where in the page's tree does each of its lines stand? The elements around the lines, as a table for numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipelines.body.kinds import Kind, kind_of
from pipelines.lines import INLINE

if TYPE_CHECKING:
    from lxml.etree import _Element
    from numpy.typing import NDArray

    from pipelines.document import Document
    from pipelines.lines import Piece

    Integers = NDArray[np.int32]

LINK, OTHERS = Kind.LINK.value, Kind.OTHERS.value  # a plain number is compared in a tenth of the time


class Places(NamedTuple):
    """The elements that hold lines, and those around them; parents stand before their children.

    Attributes:
        elements: The elements.
        parent: The place of each one's parent; the root's is its own.
        depth: How many elements are around each.
        own: What each is, as bits of `Kind`.
        kinds: What each and those around it are.
        block: Each line's place: the nearest block around its first words.
        chars: Characters of each line.
        linked: Those inside links.
    """

    elements: list[_Element]
    parent: Integers
    depth: Integers
    own: Integers
    kinds: Integers
    block: Integers
    chars: Integers
    linked: Integers


def places_of(document: Document) -> Places:
    """The places of a page's lines."""
    table = _Table(document.others)
    rows = [table.row(line.pieces) for line in document.lines]
    block, chars, linked = np.array(rows, np.int32).reshape(-1, 3).T
    parent, depth, own, kinds = np.array(table.rows, np.int32).reshape(-1, 4).T.copy()
    return Places(table.elements, parent, depth, own, kinds, block, chars, linked)


class _Table:
    """The elements met so far, each with a row: its parent, its depth, its own kinds, and those around it as well."""

    def __init__(self, others: frozenset[_Element]) -> None:
        self.elements: list[_Element] = []
        self.rows: list[tuple[int, int, int, int]] = []
        self._inline: list[bool] = []
        self._places: dict[_Element, int] = {}
        self._others = others

    def row(self, pieces: tuple[Piece, ...]) -> tuple[int, int, int]:
        """A line's block, its characters and those of them inside links."""
        first, chars, linked = -1, 0, 0
        for element, is_tail in pieces:
            text, holder = (element.tail, element.getparent()) if is_tail else (element.text, element)
            if text is None or holder is None:
                continue
            known = self._places.get(holder)
            place = self._place(holder) if known is None else known
            first = place if first < 0 else first
            chars += len(text)
            if self.rows[place][3] & LINK:
                linked += len(text)
        while self._inline[first]:
            first = self.rows[first][0]
        return first, chars, linked

    def _place(self, element: _Element) -> int:
        """The place of an element that is new, once those around it have theirs."""
        around: list[_Element] = []
        place, places = -1, self._places
        at: _Element | None = element
        while at is not None and (place := places.get(at, -1)) < 0:
            around.append(at)
            at = at.getparent()
        _, depth, _, kinds = self.rows[place] if place >= 0 else (0, -1, 0, 0)
        # In one loop, without a call for each: a page has five hundred of them.
        for one in reversed(around):
            own = kind_of(one) | (OTHERS if one in self._others else 0)
            depth, kinds = depth + 1, kinds | own
            self.rows.append((max(place, 0), depth, own, kinds))
            self._inline.append(depth > 0 and one.tag in INLINE)
            self.elements.append(one)
            places[one] = place = len(self.elements) - 1
        return place
