"""What belongs to a body right above its lines, and right behind its last? A heading; tables and lists.

The model knows lines by those around them, and at the ends of a short text there are few: its only table looks like one
of the site's. Where it stands in the element that holds the text, and links nowhere, it is the article's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipelines.body.kinds import Kind
from pipelines.marks import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from pipelines.body.places import Places

    Marked = NDArray[np.bool_]
    Numbers = NDArray[np.float64]

WHOLES = frozenset(("table", "ul", "ol", "dl"))
SECTIONS = frozenset(HEADINGS) - {"h1"}
NEAR = 3  # elements between the text's first block and what holds its heading as well
MOSTLY = 0.7  # of the prose in an element, which then holds the text
MOST_LINKED = 0.35  # of a table's or a list's letters
BETWEEN = 1  # lines between the text and a table: its heading, or its caption
OTHER = (
    Kind.FORM | Kind.BESIDE | Kind.SHARE | Kind.RELATED | Kind.COMMENT | Kind.ABOUT | Kind.PROMO | Kind.FRAME
    | Kind.HIDDEN | Kind.OTHERS
).value  # fmt: skip


def with_ends(chosen: Marked, columns: Mapping[str, Numbers], places: Places) -> Marked:
    """Which lines are the body's, those at its ends too.

    Args:
        chosen: For each line whether it was chosen.
        columns: The lines' features.
        places: Where they stand.
    """
    numbers = np.flatnonzero(chosen & (columns["good"] > 0)).tolist()
    if not numbers:
        return chosen
    found = chosen.copy()
    found[list(_behind(numbers[-1], chosen, columns, places))] = True
    above = np.flatnonzero(chosen[1:] & ~chosen[:-1]).tolist()
    found[[number for number in above if _heads(number, columns, places)]] = True
    return found


def _heads(number: int, columns: Mapping[str, Numbers], places: Places) -> bool:
    """Whether a line is the heading of the one behind it."""
    block = int(places.block[number])
    if places.tags[block] not in SECTIONS or columns["link"][number] or places.kinds[block] & OTHER:
        return False
    holder, at = int(places.parent[block]), int(places.block[number + 1])
    for _ in range(NEAR):
        at = int(places.parent[at])
        if at == holder:
            return True
    return False


def _behind(last: int, chosen: Marked, columns: Mapping[str, Numbers], places: Places) -> Iterator[int]:
    """The lines of tables and lists that follow the last prose in the element that holds it."""
    below = _children(int(places.parent[places.block[last]]), places)
    children = [below.get(block) for block in places.block.tolist()]
    inside = np.array([child is not None for child in children])
    prose = columns["good"] * inside
    if (prose * chosen).sum() < MOSTLY * prose.sum():
        return
    waiting: list[int] = []
    number = last + 1
    while number < len(children) and (child := children[number]) is not None:
        end = next((at for at in range(number, len(children)) if children[at] != child), len(children))
        if _is_whole(child, number, end, columns, places):
            yield from (*waiting, *range(number, end))
            waiting = []
        elif not chosen[number:end].all():
            waiting += range(number, end)
            if len(waiting) > BETWEEN:
                return
        number = end


def _children(holder: int, places: Places) -> dict[int, int]:
    """For each place inside an element the child of that element which it stands in."""
    inside: dict[int, int] = {}
    for place, parent in enumerate(
        places.parent[holder + 1 :].tolist(), holder + 1
    ):  # parents stand before their children
        if parent == holder:
            inside[place] = place
        elif parent in inside:
            inside[place] = inside[parent]
    return inside


def _is_whole(child: int, start: int, end: int, columns: Mapping[str, Numbers], places: Places) -> bool:
    """Whether an element is a table or a list of the article's own."""
    if places.tags[child] not in WHOLES or places.own[child] & OTHER:
        return False
    letters = columns["length"][start:end]
    linked = float((letters * columns["link"][start:end]).sum())
    return linked < MOST_LINKED * float(letters.sum())
