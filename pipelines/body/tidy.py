"""Which lines come or go with those around them? Siblings, cells of a table, menus and headings at the body's ends.

The model looks at lines one by one; a reader wants whole tables, and no menu above the text.
"""

from __future__ import annotations

from itertools import dropwhile
from typing import TYPE_CHECKING

import numpy as np

from pipelines.body.ends import with_ends
from pipelines.marks import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from numpy.typing import NDArray

    from pipelines.body.places import Places

    Marked = NDArray[np.bool_]
    Numbers = NDArray[np.float64]

# Of their letters: where so much of the prose in elements of one kind below one parent is chosen, all of it is.
SIBLINGS = 0.7
TABLE = 0.5  # of a table's letters: chosen as a whole, or not at all
LIST = 0.5  # of a list's letters: where so much is chosen, all of it is
LAYOUT = 0.6  # of the page's letters: a table that holds more lays the page out
LINKED = 0.7  # of a line's letters: a menu, with bars between its links
MENU = 3  # words at least
OUTSIDE = -1  # of any table or list


def tidied(chosen: Marked, columns: Mapping[str, Numbers], places: Places) -> Marked:
    """Which lines are the body's, once those around them are looked at.

    Args:
        chosen: For each line whether the model chose it.
        columns: The lines' features.
        places: Where they stand.
    """
    whole = _whole_lists(_with_siblings(chosen, columns, places), columns, places)
    return with_ends(_trimmed(_whole_tables(whole, columns, places), columns, places), columns, places)


def _with_siblings(chosen: Marked, columns: Mapping[str, Numbers], places: Places) -> Marked:
    """Also the other prose in elements of the same tag and class below the same parent: a long text is lost in parts."""
    prose = np.flatnonzero(columns["good"])
    blocks = places.block[prose]
    kinds = [
        (parent, places.tags[block], places.names[block])
        for parent, block in zip(places.parent[blocks].tolist(), blocks.tolist(), strict=True)
    ]
    found = chosen.copy()
    found[prose] |= _mostly(kinds, chosen[prose], columns["good"][prose], SIBLINGS)
    return found


def _whole_lists(chosen: Marked, columns: Mapping[str, Numbers], places: Places) -> Marked:
    """Also the other items of a list: its last ones look like what follows it."""
    lists = _inside(places, frozenset(("ul", "ol", "dl")), outermost=False)
    if not lists:
        return chosen
    held = [lists.get(block, OUTSIDE) for block in places.block.tolist()]
    found: Marked = chosen | ((np.array(held) != OUTSIDE) & _mostly(held, chosen, columns["length"], LIST))
    return found


def _whole_tables(chosen: Marked, columns: Mapping[str, Numbers], places: Places) -> Marked:
    tables = _inside(places, frozenset(("table",)), outermost=True)
    if not tables:
        return chosen
    held = [tables.get(block, OUTSIDE) for block in places.block.tolist()]
    letters = columns["length"]
    layouts = _mostly(held, np.ones(len(letters), np.bool_), letters, LAYOUT, of=float(letters.sum()))
    by_itself = layouts | (np.array(held) == OUTSIDE)
    return np.where(by_itself, chosen, _mostly(held, chosen, letters, TABLE))


def _inside(places: Places, tags: frozenset[str], *, outermost: bool) -> dict[int, int]:
    """For each place inside an element of these tags the place of the outermost or of the nearest one."""
    inside: dict[int, int] = {}
    if tags.isdisjoint(places.tags):
        return inside
    for place, (tag, parent) in enumerate(zip(places.tags, places.parent.tolist(), strict=True)):
        around = inside.get(parent)
        if tag in tags and (around is None or not outermost):
            inside[place] = place
        elif around is not None:
            inside[place] = around
    return inside


def _mostly(
    groups: Iterable[Hashable], chosen: Marked, letters: Numbers, share: float, of: float | None = None
) -> Marked:
    """For each line whether its group has this share of its letters, or of all letters, chosen."""
    known: dict[Hashable, int] = {}
    numbers = np.array([known.setdefault(group, len(known)) for group in groups], np.intp)
    whole, part = np.bincount(numbers, letters), np.bincount(numbers, letters * chosen)
    least = share * (whole if of is None else of)
    found: Marked = ((part >= least) & (least > 0))[numbers]
    return found


def _trimmed(chosen: Marked, columns: Mapping[str, Numbers], places: Places) -> Marked:
    """Without menus at either end, and without headings at the end: they head what is not chosen."""
    menu = (columns["link"] >= LINKED) & (columns["words"] >= MENU) & (columns["ends"] == 0)

    def is_menu(number: int) -> bool:
        return bool(menu[number])

    def is_heading(number: int) -> bool:
        return places.tags[places.block[number]] in HEADINGS

    kept = np.flatnonzero(chosen).tolist()
    for is_dropped in (is_menu, is_heading):
        kept = _without_end(kept, is_dropped)
    kept = list(dropwhile(is_menu, kept))
    trimmed = np.zeros(len(chosen), np.bool_)
    trimmed[kept] = True
    return trimmed


def _without_end(numbers: list[int], is_dropped: Callable[[int], bool]) -> list[int]:
    return list(dropwhile(is_dropped, reversed(numbers)))[::-1]
