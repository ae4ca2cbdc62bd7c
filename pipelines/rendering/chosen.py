"""Which texts and elements of a page hold its chosen lines?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipelines.lines import INLINE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.lines import Piece


class Chosen(NamedTuple):
    """The texts that the chosen lines are made of.

    Attributes:
        texts: The elements whose own text is one.
        tails: The elements with one behind them.
        holders: The elements that any of these stands in.
        last: The last of them, as lines have it.
        top: The deepest block that holds them all.
    """

    texts: frozenset[_Element]
    tails: frozenset[_Element]
    holders: frozenset[_Element]
    last: Piece
    top: _Element


def chosen(document: Document, numbers: Collection[int]) -> Chosen | None:
    """The texts of the chosen lines; null when there are none.

    Args:
        document: The page.
        numbers: Of its lines.
    """
    pieces = [piece for number in sorted(numbers) for piece in document.lines[number].pieces]
    if not pieces:
        return None
    texts = frozenset([element for element, is_tail in pieces if not is_tail])
    tails = frozenset([element for element, is_tail in pieces if is_tail])
    direct = texts.union([parent for element in tails if (parent := element.getparent()) is not None])
    holders = _with_ancestors(direct)
    return Chosen(texts, tails, holders, pieces[-1], _deepest(document.tree, direct, holders))


def _with_ancestors(elements: Iterable[_Element]) -> frozenset[_Element]:
    found: set[_Element] = set()
    for element in elements:
        above: _Element | None = element
        while above is not None and above not in found:
            found.add(above)
            above = above.getparent()
    return frozenset(found)


def _deepest(top: _Element, direct: Collection[_Element], holders: Collection[_Element]) -> _Element:
    """The deepest element that holds all the others, and begins a line of its own."""
    while top not in direct:
        inside = [child for child in top if child in holders]
        if len(inside) != 1:
            break
        top = inside[0]
    above = top.getparent()
    while above is not None and (top.tag in INLINE or above.tag == "pre"):
        top, above = above, above.getparent()
    return top
