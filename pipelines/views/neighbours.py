"""Which number belongs to a label that stands alone? The one beside it, where no other may be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.views.places import block_of
from pipelines.views.words import Stated, is_label, is_number, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from pipelines.lines import Line

LONGEST_LABEL = 40
LONGEST_NUMBER = 16


def neighbours(
    lines: Sequence[Line], numbered: Mapping[int, str], *, blocks: bool
) -> Iterator[tuple[_Element, Stated]]:
    """A label and the number beside it, each alone in its line; not where two numbers or labels stand side by side.

    Args:
        lines: Lines, or pieces of one, in reading order.
        numbered: The texts of those that have a digit, by their places.
        blocks: Whether they are blocks, which have to stand side by side.
    """
    numbers = {place: text for place, text in numbered.items() if len(text) <= LONGEST_NUMBER and is_number(text)}
    beside = {place + step for place in numbers for step in (-1, 1)}.difference(numbers)
    for place in sorted(beside.intersection(range(len(lines)))):
        if len(lines[place].text) > LONGEST_LABEL:
            continue
        element, text = lines[place].element, plain(lines[place].text)
        found = [
            numbers[other]
            for other, beyond, before in ((place + 1, place + 2, True), (place - 1, place - 2, False))
            if other in numbers
            and beyond not in numbers
            and (not blocks or _side_by_side(element, lines[other].element))
            and is_label(text, before=before)
        ]
        if len(found) == 1:
            yield element, Stated(text.rstrip(" :："), found[0])


def _side_by_side(one: _Element, other: _Element) -> bool:
    return block_of(one).getparent() is block_of(other).getparent()
