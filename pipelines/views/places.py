"""Where does a view count stand? The element, the block around it, and the words right before it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from output.records import Evidence
from pipelines.lines import INLINE, words_of
from pipelines.text import squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipelines.views.words import Stated

LOOKED_BACK = 5  # neighbours that may be empty, an icon or an anchor


@dataclass(frozen=True, slots=True)
class Candidate:
    """A count that may be the article's, and the element it stands in."""

    element: _Element
    evidence: Evidence


def labelled(element: _Element, one: Stated) -> Candidate:
    """The candidate that a label and its number make."""
    return Candidate(element, Evidence("views", "label", one.label, one.number, 0.85))


def block_of(element: _Element) -> _Element:
    """The block an element stands in: itself, or what is around its inline parents."""
    while element.tag in INLINE and (parent := element.getparent()) is not None:
        element = parent
    return element


def words_before(element: _Element) -> str:
    """The words right before an element, in its own parent or, where there are none, further out or before."""
    for _ in range(3):
        for previous in islice(element.itersiblings(preceding=True), LOOKED_BACK):
            own = words_of(previous) if isinstance(previous.tag, str) else ""
            if said := squeeze(previous.tail or "") or own:
                return said
        parent = element.getparent()
        if parent is None:
            return ""
        if said := squeeze(parent.text or ""):
            return said
        element = parent
    return ""
