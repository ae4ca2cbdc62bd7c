"""Where does a page show who wrote it? In elements marked as a byline with those beside them, then in lines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.authors.byline_lines import byline_lines
from pipelines.authors.byline_marks import MOST_ELEMENTS, byline_marks, is_own
from pipelines.authors.credits import LONGEST, credited, surest
from pipelines.authors.parts import is_of_other_things
from pipelines.authors.profiles import is_longer, short
from pipelines.authors.words import OTHER_BEFORE
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from output.records import Author
    from pipelines.document import Document

LONGEST_LIST = 400  # characters of an element that holds several bylines
MOST_PIECES = 40
LEVELS = 4  # above a byline at which others may stand beside it


@dataclass(frozen=True, slots=True)
class Shown:
    """Names that a page shows: where, how sure that is, and who."""

    where: str
    confidence: float
    authors: list[Author]


def shown(document: Document) -> Iterator[Shown]:
    """The bylines of a page, the surest mark first; within a mark those beside the article last."""
    for where, confidence, elements in byline_marks(document):
        usable = [(one, document.is_aside(one)) for one in islice(elements, MOST_ELEMENTS)]
        main = [one for one, aside in usable if not aside]
        beside = [one for one, aside in usable if aside and is_own(document, one)]
        if authors := _first_byline(document, main) or _first_byline(document, beside):
            yield Shown(where, confidence, authors)
    for label, authors in byline_lines(document):
        yield Shown(label, 0.6, authors)


def _first_byline(document: Document, elements: list[_Element]) -> list[Author]:
    """The names of the first element that has any, and of those marked alike beside it."""
    for place, first in enumerate(elements):
        if (authors := _byline(first)) and not is_of_other_things(document, first):
            around = _around(first)
            after = (one for one in elements[place + 1 :] if _is_inside(one, around))
            beside = [one for one in after if not is_of_other_things(document, one)]
            return surest([*authors, *(author for one in beside for author in _byline(one))])
    return []


def _is_inside(element: _Element, around: _Element | None) -> bool:
    return any(one is around for one in islice(element.iterancestors(), LEVELS))


def _byline(element: _Element) -> list[Author]:
    """The names in an element marked as a byline; none when it says that others did another work."""
    if OTHER_BEFORE.search(_before(element)):
        return []
    pieces: list[str] = []
    length = 0
    for text in [element.get("content", "")] if element.tag == "meta" else element.itertext():
        if piece := squeeze(str(text)):
            pieces.append(piece)
            length += len(piece)
            if len(pieces) > MOST_PIECES or length > LONGEST_LIST:
                break
    return credited(pieces)


def _before(element: _Element) -> str:
    """The last words before an element."""
    for one in (element, *islice(element.iterancestors(), LEVELS - 1)):
        previous, above = one.getprevious(), one.getparent()
        text = previous.tail if previous is not None else above.text if above is not None else None
        if words := squeeze(text or "") or short(previous):
            return words[-LONGEST:]
    return ""


def _around(element: _Element) -> _Element | None:
    """The largest element around it that holds hardly more than bylines."""
    largest = None
    for one in islice(element.iterancestors(), LEVELS):
        if is_longer(one, LONGEST_LIST):
            break
        largest = one
    return largest
