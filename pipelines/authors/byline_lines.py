"""Which lines of a page say who wrote it? "By Ann Lee", "2 May 2020 by Ann Lee", "Ann Lee | Senior Writer"."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pipelines.asides import is_of_others
from pipelines.authors.credits import LONGEST, credited, full
from pipelines.authors.name_shapes import fault, is_person
from pipelines.authors.names import names_in, unlabelled
from pipelines.authors.words import BAR, BY, GLUED, PREPOSITION
from pipelines.dates.words import find_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

    from output.records import Author
    from pipelines.lines import Line

NEAR = 12  # lines from a title in which a mere "by" is believed; further away it may speak of a book
MOST_TITLES = 20  # of a page
LEVELS = 4  # between a title and its words


def byline_lines(lines: Sequence[Line], headings: Iterable[_Element]) -> Iterator[tuple[str, list[Author]]]:
    """What such a line begins with and whom it names; lines with a mere "by" count only near the title."""
    inside = {one for heading in headings for one in heading.iter()}
    within = (place for place, line in enumerate(lines) if line.element in inside and _is_title(line.element))
    titles = list(islice(within, MOST_TITLES))
    near = {place + far for place in titles for far in range(-NEAR, NEAR + 1)}
    for place, line in enumerate(lines):
        if len(line.text) > LONGEST or line.aside:
            continue
        start = BY.match(line.text) or GLUED.match(line.text)
        label, authors = "line near the title", []
        if start:
            label = start.group().strip()
            authors = _begun(line.text, start.group(), near=not titles or place in near)
        elif place in near:
            authors = _inside(line.text)
        if authors and not is_of_others(line.element):
            yield label, authors


def _begun(words: str, label: str, *, near: bool) -> list[Author]:
    """The authors in a line that begins with a label."""
    mere = PREPOSITION.fullmatch(label) or GLUED.match(words)
    bare = unlabelled(words)
    if bare == words or (mere and not near):
        return []
    found = credited([bare])
    return full(found) if mere else found


def _inside(words: str) -> list[Author]:
    """The author behind a date and a "by", or before a role."""
    if date := find_date(words):
        behind = words.partition(date)[2].strip(" ,|·•–-")
        if unlabelled(behind) != behind:
            return full(credited([behind]))
    first, *others = BAR.split(words)
    return (
        names_in(first) if others and is_person(first) and not fault(first) and fault(others[0]) == "a role" else []
    )


def _is_title(element: _Element) -> bool:
    return element.tag == "h1" or any(one.tag == "h1" for one in islice(element.iterancestors(), LEVELS))
