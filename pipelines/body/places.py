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

    Integers = NDArray[np.int32]

OTHERS = Kind.OTHERS.value  # a plain number is compared in a tenth of the time


class Places(NamedTuple):
    """The blocks that hold lines, and the elements around them; parents stand before their children.

    Attributes:
        tags: Each one's tag.
        names: Its class.
        parent: The place of each one's parent; the root's is its own.
        depth: How many elements are around each.
        own: What each is, as bits of `Kind`.
        kinds: What each and those around it are.
        block: Each line's place: the nearest block around its first words.
        chars: Characters of each line.
        linked: Those inside links.
    """

    tags: list[str]
    names: list[str | None]
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
    lines = [(table.block(line.element), line.chars, line.linked) for line in document.lines]
    places = (table.parent, table.depth, table.own, table.kinds)
    return Places(table.tags, table.names, *np.array(places, np.int32), *np.array(lines, np.int32).reshape(-1, 3).T)


class _Table:
    """The elements met so far, each with its class, its parent, its depth, its own kinds, and those around it as well."""

    def __init__(self, others: frozenset[_Element]) -> None:
        self.tags: list[str] = []
        self.names: list[str | None] = []
        self.parent: list[int] = []
        self.depth: list[int] = []
        self.own: list[int] = []
        self.kinds: list[int] = []
        self._places: dict[_Element, int] = {}
        self._others = others

    def block(self, element: _Element) -> int:
        """The place of the nearest block around a line's first words; what is within the line needs none."""
        while element.tag in INLINE and (around := element.getparent()) is not None:
            element = around
        known = self._places.get(element)
        return self._place(element) if known is None else known

    def _place(self, element: _Element) -> int:
        """The place of an element that is new, once those around it have theirs."""
        around: list[_Element] = []
        place, places = -1, self._places
        at: _Element | None = element
        while at is not None and (place := places.get(at, -1)) < 0:
            around.append(at)
            at = at.getparent()
        depth, kinds = (self.depth[place], self.kinds[place]) if place >= 0 else (-1, 0)
        # In one loop, without a call for each: a page has five hundred of them.
        for one in reversed(around):
            own = kind_of(one) | (OTHERS if one in self._others else 0)
            depth, kinds = depth + 1, kinds | own
            self.parent.append(max(place, 0))
            self.depth.append(depth)
            self.own.append(own)
            self.kinds.append(kinds)
            self.names.append(one.get("class"))
            places[one] = place = len(self.tags)
            self.tags.append(one.tag)
        return place
