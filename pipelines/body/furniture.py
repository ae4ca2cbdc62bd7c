"""Which chosen lines are any site's? Buttons, neighbours, tags, trails and menus at the ends; "Read also" anywhere.

The block model sees where a line stands and no word of it; these words are the same on sites that share nothing else.
"""

from __future__ import annotations

import re
from itertools import dropwhile, zip_longest
from typing import TYPE_CHECKING

from pipelines.body.furniture_words import BUTTONS, LABELS, NEIGHBOURS, POINTERS, TRAILS
from pipelines.byline_labels import AUTHOR
from pipelines.dates.label_words import PUBLISHED, UPDATED
from pipelines.patterns import any_of
from pipelines.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from pipelines.lines import Line

LONGEST = 200  # characters: a neighbour's title
LONGEST_NAME = 60  # characters
LINKS = 3  # of a menu
TEXTS = {"text", "texte", "texto", "testo", "текст", "文", "글", "redaktion"}
MARKS = r"[\W_]*"
# Behind a Chinese, Japanese or Korean button the next one may stand without a blank. Nothing is tried twice (`(?>`, `++`):
# one button may begin as another does, and a row of two hundred would be read in endless ways.
BUTTON = re.compile(rf"{MARKS}(?>(?:{any_of(BUTTONS)})(?:[\W_]+|(?<=[^\x00-\u2fff])|$))++")
NEIGHBOUR = re.compile(
    rf"{MARKS}(?:{any_of(NEIGHBOURS)})(?:\s*(?:$|[:\uff1a>»→<«←\[\u3010(\uff08|])|(?<=[^\x00-\u2fff])\s)"
)
LABEL = re.compile(rf"{MARKS}(?:{any_of(LABELS)})\s*[:\uff1a]")
POINTER = re.compile(rf"{MARKS}(?:{any_of(POINTERS)})\s*(?:$|[:\uff1a»→>|])[\W_]*")
TRAIL = re.compile(rf"{MARKS}(?:{any_of(TRAILS)})\s*(?:$|[:\uff1a>»])")

# In an element of its own, as a box below an article has them; what names its text as well is a heading of one.
AUTHOR_LABEL = re.compile(rf"(?:{any_of(set(AUTHOR) - TEXTS)}){MARKS}")
DATE_LABEL = re.compile(rf"(?:{any_of((*PUBLISHED, *UPDATED))}){MARKS}")


def without_furniture(lines: Sequence[Line], chosen: list[int]) -> list[int]:
    """The chosen lines without such ones at either end, and without pointers to other articles between them.

    Args:
        lines: The page's.
        chosen: Their numbers, in order; all of them stay where no others would be left.
    """
    begun = list(dropwhile(lambda number: _stands_above(lines[number]), chosen))
    ended = begun
    while (shorter := _without_end(lines, ended)) != ended:
        ended = shorter
    return list(_without_pointers(lines, ended)) or chosen


def _without_end(lines: Sequence[Line], chosen: list[int]) -> list[int]:
    """The lines without the last ones, where these are any site's, or a label and what it names: who wrote this."""
    ended = list(dropwhile(lambda number: _stands_below(lines[number]), reversed(chosen)))[::-1]
    labelled = len(ended) > 1 and len(lines[ended[-1]].text) <= LONGEST_NAME
    if labelled and AUTHOR_LABEL.fullmatch(folded(lines[ended[-2]].text)):
        return ended[:-2]
    return ended


def _without_pointers(lines: Sequence[Line], chosen: list[int]) -> Iterator[int]:
    points = False  # whether the lines before say "Read also", and this one may be what to read
    for number, following in zip_longest(chosen, chosen[1:]):
        line = lines[number]
        if _is_pointer(line, None if following is None else lines[following]):
            points = _says(_unlinked(line))  # where the words are a link, that is all they point to
            continue
        points = points and _leads_away(line)
        if not points:
            yield number


def _leads_away(line: Line) -> bool:
    """Whether a line says nothing outside links, and is no heading that links to itself."""
    is_own = any(link is not None and (link.get("href") or "").startswith("#") for link, _ in _parts(line))
    return not is_own and not _says(_unlinked(line))


def _is_pointer(line: Line, following: Line | None) -> bool:
    """Whether a line says what to read, or only that what follows is to be read, where that leads to it."""
    words = folded(line.text)
    if not POINTER.match(words):
        return False
    if POINTER.fullmatch(words):
        return following is None or _leads_away(following)
    unlinked = _unlinked(line)
    return not _says(unlinked) or POINTER.fullmatch(folded(unlinked)) is not None


def _stands_above(line: Line) -> bool:
    return _is_furniture(line, TRAIL)


def _stands_below(line: Line) -> bool:
    return _is_furniture(line, NEIGHBOUR, LABEL) or DATE_LABEL.fullmatch(folded(line.text)) is not None


def _is_furniture(line: Line, *places: re.Pattern[str]) -> bool:
    if len(line.text) > LONGEST:
        return False
    words = folded(line.text)
    return any(place.match(words) for place in places) or BUTTON.fullmatch(words) is not None or _is_menu(line)


def _is_menu(line: Line) -> bool:
    """Whether a line is a row of links, with nothing but bars between them."""
    return len(list(_texts(line, linked=True))) >= LINKS and not _says(_unlinked(line))


def _unlinked(line: Line) -> str:
    return " ".join(_texts(line, linked=False))


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))


def _texts(line: Line, *, linked: bool) -> Iterator[str]:
    """A line's texts inside links, or those outside."""
    return (text for link, text in _parts(line) if (link is not None) is linked)


def _parts(line: Line) -> Iterator[tuple[_Element | None, str]]:
    """A line's texts, each with the link that it stands in."""
    for element, is_tail in line.pieces:
        holder = element.getparent() if is_tail else element
        text = element.tail if is_tail else element.text
        if text and holder is not None:
            yield holder if holder.tag == "a" else next(holder.iterancestors("a"), None), text
