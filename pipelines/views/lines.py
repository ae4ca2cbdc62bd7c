"""Which view counts do a page's lines state? One by one, piece by piece where that is not clear, or two side by side."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from lxml import etree

from pipelines.text import squeeze
from pipelines.views.places import block_of, labelled
from pipelines.views.words import Stated, is_label, is_number, may_state, plain, stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.views.places import Candidate

Cell: TypeAlias = "tuple[_Element, str]"  # a line, or a piece of one, and the element it stands in
LONGEST_LINE = 160  # characters; a sentence that has a label's word in it is no label
LONGEST_LABEL = 40
LONGEST_NUMBER = 16
MOST_LOOKED_INTO = 20  # lines of a page that are taken apart
MOST_PIECES = 200  # of one block
_texts: Any = etree.XPath("descendant::text()[not(parent::script or parent::style or parent::noscript)]")


def in_lines(document: Document) -> Iterator[Candidate]:
    """The counts that lines state, each with a label of its own."""
    cells = [(line.element, plain(line.text)) for line in document.lines if len(line.text) <= LONGEST_LINE]
    telling = [cell for cell in cells if may_state(cell[1])]
    pieces = cache(_pieces)  # many lines may stand in one block
    for element, text in telling[:MOST_LOOKED_INTO]:
        yield from _in_line(text, pieces(block_of(element)))
    for element, text in telling[MOST_LOOKED_INTO:]:
        yield from (labelled(element, one) for one in stated(text))
    yield from (labelled(element, one) for element, one in _neighbours(cells, blocks=True))


def _in_line(text: str, pieces: Sequence[Cell]) -> Iterator[Candidate]:
    """The counts of a line. Where it says nothing clear, its pieces may: "3" and "120 views" are not 3,120 views."""
    found = [(_place(one.number, pieces), one) for one in stated(text)]
    if found and all(place is not None for place, _ in found):
        yield from (labelled(place, one) for place, one in found if place is not None)
        return
    apart = [(holder, one) for holder, piece in pieces for one in stated(piece)]
    for holder, one in apart or _neighbours(pieces, blocks=False):
        if not re.search(rf"{re.escape(one.number)}[.,]\d", text):  # the beginning of a longer number
            yield labelled(holder, one)


def _place(number: str, pieces: Sequence[Cell]) -> _Element | None:
    """The element whose own text shows this number; null when it is put together from several."""
    whole = re.compile(rf"(?<![\d.,]){re.escape(number)}(?!\d)")
    return next((holder for holder, piece in pieces if whole.search(piece)), None)


def _pieces(block: _Element) -> list[Cell]:
    """The texts inside a block, one for each node, as far as they are short."""
    texts = ((text, plain(squeeze(text))) for text in islice(_texts(block), MOST_PIECES))
    return [(_holder(text, block), piece) for text, piece in texts if piece and len(piece) <= LONGEST_LINE]


def _holder(text: Any, block: _Element) -> _Element:
    """The element around a text."""
    parent: _Element = text.getparent()
    around = parent.getparent() if text.is_tail else parent
    return block if around is None else around


def _neighbours(cells: Sequence[Cell], *, blocks: bool) -> Iterator[tuple[_Element, Stated]]:
    """A label and the number beside it, each alone in its cell; not where two numbers or labels stand side by side."""
    numbers = [len(text) <= LONGEST_NUMBER and is_number(text) for _, text in cells]
    for place, (element, text) in enumerate(cells):
        if numbers[place] or len(text) > LONGEST_LABEL or not any(numbers[max(place - 1, 0) : place + 2]):
            continue
        found = [
            other
            for other, beyond, before in ((place + 1, place + 2, True), (place - 1, place - 2, False))
            if 0 <= other < len(cells)
            and numbers[other]
            and not (0 <= beyond < len(cells) and numbers[beyond])
            and (not blocks or _side_by_side(element, cells[other][0]))
            and is_label(text, before=before)
        ]
        if len(found) == 1:
            yield element, Stated(text.rstrip(" :："), cells[found[0]][1])


def _side_by_side(one: _Element, other: _Element) -> bool:
    return block_of(one).getparent() is block_of(other).getparent()
