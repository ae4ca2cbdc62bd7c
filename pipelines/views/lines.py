"""Which view counts do a page's lines state? One by one, piece by piece where that is not clear, or two side by side."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.views.neighbours import neighbours
from pipelines.views.pieces import LONGEST_LINE, holder_of, pieces_of
from pipelines.views.places import block_of, labelled
from pipelines.views.words import DIGIT, has_label_word, plain, stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.document import Document
    from pipelines.lines import Line
    from pipelines.views.places import Candidate

MOST_LOOKED_INTO = 20  # lines of a page that are taken apart


def in_lines(document: Document) -> Iterator[Candidate]:
    """The counts that lines state, each with a label of its own."""
    lines = document.lines
    # One line of four has a digit, and all that costs more is asked of these.
    numbered = {
        place: plain(line.text)
        for place, line in enumerate(lines)
        if len(line.text) <= LONGEST_LINE and DIGIT.search(line.text)
    }
    telling = [(lines[place].element, text) for place, text in numbered.items() if has_label_word(text)]
    pieces = cache(pieces_of)  # many lines may stand in one block
    for element, text in telling[:MOST_LOOKED_INTO]:
        if len(block := block_of(element)):
            yield from _in_line(text, pieces(block))
        else:
            yield from (labelled(block, one) for one in stated(text))
    for element, text in telling[MOST_LOOKED_INTO:]:
        yield from (labelled(element, one) for one in stated(text))
    yield from (labelled(element, one) for element, one in neighbours(lines, numbered, blocks=True))


def _in_line(text: str, pieces: Sequence[Line]) -> Iterator[Candidate]:
    """The counts of a line. Where it says nothing clear, its pieces may: "3" and "120 views" are not 3,120 views."""
    found = [(holder_of(one.number, pieces), one) for one in stated(text)]
    if found and all(place is not None for place, _ in found):
        yield from (labelled(place, one) for place, one in found if place is not None)
        return
    apart = [(piece.element, one) for piece in pieces for one in stated(piece.text)]
    numbered = {place: piece.text for place, piece in enumerate(pieces) if DIGIT.search(piece.text)}
    for holder, one in apart or neighbours(pieces, numbered, blocks=False):
        if not re.search(rf"{re.escape(one.number)}[.,]\d", text):  # the beginning of a longer number
            yield labelled(holder, one)
