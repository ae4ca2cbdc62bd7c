"""Which lines of a page say who wrote it? "By Ann Lee", "2 May 2020 by Ann Lee", "Ann Lee | Senior Writer"."""

from __future__ import annotations

from itertools import dropwhile, islice, takewhile
from typing import TYPE_CHECKING

from pipelines.authors.credits import LONGEST, credited, full
from pipelines.authors.name_shapes import fault, is_person
from pipelines.authors.names import names_in
from pipelines.authors.own_words import unlabelled
from pipelines.authors.parts import is_of_other_things
from pipelines.authors.words import BAR, GLUED, INNER_LABEL, OWN_LABEL, PREPOSITION, REPORTER, STARTS
from pipelines.byline_labels import BY
from pipelines.dates.words import find_date
from pipelines.lines import INLINE
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

    from output.records import Author
    from pipelines.document import Document
    from pipelines.lines import Line

NEAR = 12  # lines from a title in which a mere "by" is believed; further away it may speak of a book
PROSE = 150  # characters of a line of the article's text
MOST_PROSE = 2  # lines of it below a title: a standfirst; behind more of it a "by" may speak of a book
MOST_PIECES = 40  # of a line's block
MOST_NAMES = 6  # pieces behind a label
MOST_TITLES = 20  # of a page
LEVELS = 4  # between a title and its words


def byline_lines(document: Document) -> Iterator[tuple[str, list[Author]]]:
    """What such a line begins with and whom it names; lines with a mere "by" count only near the title."""
    lines = document.lines
    near = _near_titles(lines, document.marks.tagged("h1"))
    likely = [place for place, line in enumerate(lines) if line.text[:2] in STARTS or _is_near(place, line, near)]
    for line, place in ((lines[place], place) for place in likely):
        if len(line.text) > LONGEST or line.aside:
            continue
        start = _label(line.text) if line.text[:2] in STARTS else None
        authors = []
        if start:
            authors = _begun(line.text, start, near=near is None or place in near) or _beside(lines, place)
        elif near is None or place in near:
            authors = _labelled(line) or (_inside(line.text) if near else [])
        if authors and not is_of_other_things(document, line.element):
            yield start or "line near the title", authors


def _near_titles(lines: Sequence[Line], headings: Iterable[_Element]) -> set[int] | None:
    """The places of the lines around a title, but behind no more prose than a standfirst; null without any title."""
    inside = {one for heading in headings for one in heading.iter()}
    within = (place for place, line in enumerate(lines) if line.element in inside and _is_title(line.element))
    titles = list(islice(within, MOST_TITLES))
    near: set[int] = set()
    for title in titles:
        near.update(range(title - NEAR, title + 1))
        prose = 0
        for place in range(title + 1, min(title + NEAR + 1, len(lines))):
            prose += len(lines[place].text) >= PROSE
            if prose > MOST_PROSE:
                break
            near.add(place)
    return near if titles else None


def _is_near(place: int, line: Line, near: set[int] | None) -> bool:
    return place in near if near is not None else ":" in line.text or "：" in line.text


def _labelled(line: Line) -> list[Author]:
    """The authors behind a label amid a line, be it in an element of its own without a blank beside it."""
    if not OWN_LABEL.search(line.text):
        return []
    around = (line.element, *line.element.iterancestors())
    block = next((one for one in around if one.tag not in INLINE), line.element)
    pieces = filter(None, (squeeze(str(text)) for text in islice(block.itertext(), MOST_PIECES)))
    behind = islice(dropwhile(lambda one: not OWN_LABEL.fullmatch(one), pieces), 1, None)
    if own := list(islice(takewhile(lambda one: not one.endswith((":", "：")), behind), MOST_NAMES)):
        return full(credited(own))
    label = INNER_LABEL.search(line.text)
    return full(credited([label.group().strip(" |·)）0123456789") + line.text[label.end() :]])) if label else []


def _label(words: str) -> str | None:
    start = BY.match(words) or GLUED.match(words)
    return start.group().strip() if start else None


def _begun(words: str, label: str, *, near: bool) -> list[Author]:
    """The authors in a line that begins with a label."""
    mere = PREPOSITION.fullmatch(label) or GLUED.match(words)
    if unlabelled(words) == words or (mere and not near):
        return []
    found = credited([words])
    return full(found) if mere else found


def _beside(lines: Sequence[Line], place: int) -> list[Author]:
    """The authors in the cell or definition behind a label that stands in one of its own."""
    label, behind = lines[place], lines[place + 1 : place + 2]
    if not behind or label.element.tag not in {"dt", "th", "td"} or not BY.fullmatch(label.text):
        return []
    return full(credited([label.text, behind[0].text]))


def _inside(words: str) -> list[Author]:
    """The author behind a date and a "by", or before a role."""
    if "@" in words or REPORTER.search(words):  # "홍길동 기자 hong@kite.example"
        found = names_in(words)
        return found if [one.raw != one.name and is_person(one.name) for one in found] == [True] else []
    if date := find_date(words):
        behind = words.partition(date)[2].strip(" ,|·•–-")
        if unlabelled(behind) != behind:
            return full(credited([behind]))
    first, *others = BAR.split(words)
    if others and is_person(first) and not fault(first) and fault(others[0]) == "a role":
        return names_in(first)
    named = (author for one in others if unlabelled(one) != one for author in credited([one]))
    return [author for author in named if is_person(author.name)]


def _is_title(element: _Element) -> bool:
    return element.tag == "h1" or any(one.tag == "h1" for one in islice(element.iterancestors(), LEVELS))
