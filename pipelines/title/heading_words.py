"""Which words of a heading are the title's? All but the date and the author that stand in it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pipelines.authors.name_shapes import is_person
from pipelines.authors.own_words import unlabelled
from pipelines.dates.words import find_date
from pipelines.lines import lines_of, words_of
from pipelines.text import squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PIECES = 20  # of a heading


def heading_words(element: _Element) -> str:
    """A heading's words, without the date or the author that stands in it."""
    if not len(element):
        return squeeze(element.text or "")
    if element.find("br") is not None:
        lines = [line.text for line in lines_of(element, ())]
        return lines[0] if any(map(find_date, lines[1:])) else " ".join(lines)
    own = [one for one in islice(element, MOST_PIECES) if _is_byline(words_of(one))]
    if not own:
        return words_of(element)
    texts = (element.text or "", *(f"{'' if one in own else words_of(one)} {one.tail or ''}" for one in element))
    return squeeze(" ".join(texts)) or words_of(element)


def _is_byline(words: str) -> bool:
    """Whether words in a heading name its author, or are a date and nothing else."""
    bare = unlabelled(words)
    return (bare != words and is_person(bare)) or (bool(words) and find_date(words) == words)
