"""Which CSS selectors may name a field that the readers find nowhere? One that picks one element a page, in one place.

A selector that only fits is a guess. What is proposed here is tried by reading the pages with it, and kept where
a field is read that was not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.listings.anchors import HEADINGS, ancestors, parse
from crawler.listings.labels import is_aside
from crawler.probe.sample import text_of
from crawler.probe.surroundings import LONGEST, names_people, words_before
from pipelines.authors.name_shapes import is_person
from pipelines.authors.names import names_in
from pipelines.dates.labels import label_before
from pipelines.dates.words import find_dates
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.page import Page

SELECTABLE = ("published", "authors")  # a number alone does not say what it counts, nor a word that it is a section
LEAST_PAGES = 3
MOST = 3  # selectors of a field that are tried
NAME = re.compile(r"[A-Za-z_][\w-]*")  # of a class or an id that needs no escape
NUMBERED = re.compile(r"\d{2,}")  # of one page alone, or made by a machine
WORD = re.compile(r"\w")
NO_PLACE = {*HEADINGS, "form", "select", "button", "script", "style", "option", "title"}


@dataclass(frozen=True, slots=True)
class _Place:
    """An element that a selector picks alone.

    Attributes:
        path: The tags above it.
        words: Its words.
        before: The words before it in its block, or what stands there as a label of it.
        names_people: Whether its name or a link in it says that it is a person's, and the title or a date is near.
    """

    path: tuple[str, ...]
    words: str
    before: str
    names_people: bool


def candidates(pages: Sequence[Page], field: str) -> list[str]:
    """Selectors that pick one element on each page, at the same place, whose words differ and read as the field.

    Args:
        pages: Of articles of one source.
        field: One of `SELECTABLE`.
    """
    found = [dict(_alone(tree)) for page in pages if (tree := parse(text_of(page))) is not None]
    if len(found) < LEAST_PAGES:
        return []
    shared = [css for css in found[0] if all(css in places for places in found)]
    fitting = [css for css in shared if _fits([places[css] for places in found], field)]
    return sorted(fitting, key=lambda css: (len(found[0][css].words), css.count(" "), len(css), css))[:MOST]


def _fits(places: list[_Place], field: str) -> bool:
    same_place = len({place.path for place in places}) == 1
    words = [place.words for place in places]
    if not same_place or len(set(words)) == 1 or (field == "authors" and not all(one.names_people for one in places)):
        return False
    return all(_reads_as(field, place) for place in places)


def _reads_as(field: str, place: _Place) -> bool:
    if field == "published":
        return _is_date(place, field)
    names = names_in(place.words)
    return bool(names) and all(is_person(author.name) for author in names)


def _is_date(place: _Place, field: str) -> bool:
    """Whether an element is a date and nothing else, and the words before it are none or a label that says so."""
    dates = list(find_dates(place.words))
    if len(dates) != 1:
        return False
    start, date = dates[0]
    before = f"{place.before} {place.words[:start]}"
    label = label_before(before)
    rest = place.words[start + len(date) :]
    return not WORD.search(rest) and (label[0] == field if label else not WORD.search(before))


def _alone(tree: HtmlElement) -> Iterator[tuple[str, _Place]]:
    """The elements with few words that a class or an id names alone."""
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    often = Counter(css for element in elements for css in _selectors(element))
    for element in elements:
        alone = [css for css in _selectors(element) if often[css] == 1]
        if not alone or _is_beside(element):
            continue
        words = squeeze(element.text_content()[: 10 * LONGEST])
        if 0 < len(words) <= LONGEST:
            path = tuple(str(one.tag) for one in (element, *ancestors(element)))
            place = _Place(path, words, words_before(element), names_people(element))
            yield from ((css, place) for css in alone)


def _selectors(element: HtmlElement) -> Iterator[str]:
    for name in (element.get("class") or "").split():
        if NAME.fullmatch(name) and not NUMBERED.search(name):
            yield f"{element.tag}.{name}"
    name = element.get("id") or ""
    if NAME.fullmatch(name) and not NUMBERED.search(name):
        yield f"{element.tag}#{name}"


def _is_beside(element: HtmlElement) -> bool:
    return any(one.tag in NO_PLACE or is_aside(one) for one in (element, *ancestors(element)))
