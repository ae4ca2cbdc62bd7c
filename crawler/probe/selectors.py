"""Which CSS selectors may name a field that the readers find nowhere? One that picks one element a page, in one place.

A selector that only fits is a guess. What is proposed here is tried by reading the pages with it, and kept where
a field is read that was not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from crawler.listings.anchors import HEADINGS, ancestors, parse
from crawler.listings.labels import is_aside
from crawler.probe.sample import text_of
from pipelines.authors.name_shapes import is_person
from pipelines.authors.names import names_in
from pipelines.crumb_words import PERSON
from pipelines.dates.labels import label_before
from pipelines.dates.words import find_date, find_dates
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.page import Page

SELECTABLE = ("published", "authors")  # a number alone does not say what it counts, nor a word that it is a section
LONGEST = 100  # characters of a date or a byline
LEAST_PAGES = 3
MOST = 3  # selectors of a field that are tried
NAME = re.compile(r"[A-Za-z_][\w-]*")  # of a class or an id that needs no escape
NUMBERED = re.compile(r"\d{2,}")  # of one page alone, or made by a machine
WORD = re.compile(r"\w")
NO_PLACE = {*HEADINGS, "form", "select", "button", "script", "style", "option", "title"}
PEOPLE = re.compile(
    r"(?:^|[-_\s])(?:authors?|autor(?:es|en|a)?|auteurs?|by|byline|writers?|written|who|names?|person|people|experts?|"
    r"scholars?|fellows?|researchers?|contributors?|columnists?|credits?|zuozhe)(?:$|[-_\s])",
    re.IGNORECASE,
)
BLOCKS = {"p", "div", "li", "td", "th", "dd", "dt", "section", "article", "main", "body", "ul", "ol", "header"}
CELLS = {"td", "dd"}
TITLES = ("h1", "h2")
NEAR = 2  # elements between a title and its author's line
AROUND = 300  # characters of what an author's line stands in, with the title or a date


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
            place = _Place(path, words, _before(element), _says_person(element) and _is_near(element))
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


def _before(element: HtmlElement) -> str:
    """The words before an element in its block, or in the cell or the short line before that."""
    said: list[str] = []
    one: HtmlElement | None = element
    while one is not None and one.tag not in BLOCKS:
        said[:0] = _texts_before(one)
        one = one.getparent()
    if one is not None and not "".join(said).strip():
        cell = one.getprevious()
        words = squeeze(cell.text_content()) if cell is not None and isinstance(cell.tag, str) else ""
        said = [words] if words and (one.tag in CELLS or words.endswith((":", "："))) else []
    return squeeze(" ".join(said))[-LONGEST:]


def _texts_before(element: HtmlElement) -> list[str]:
    """The texts between an element and the beginning of its parent."""
    parent = element.getparent()
    texts = [parent.text or ""] if parent is not None else []
    for one in reversed(list(element.itersiblings(preceding=True))):
        texts.append(one.text_content() if isinstance(one.tag, str) else "")
        texts.append(one.tail or "")
    return texts


def _says_person(element: HtmlElement) -> bool:
    """Whether an element is named for people or leads to one: "Middle East" and "South Asia" are no authors."""
    around = [element, *ancestors(element, 1), *element.iter("a")]
    named = (f"{one.get('class') or ''} {one.get('id') or ''}" for one in around)
    return any(map(PEOPLE.search, named)) or any(PERSON.search(one.get("href") or "") for one in around)


def _is_near(element: HtmlElement) -> bool:
    """Whether an element stands beside the title or a date: words of two capitals may be anything elsewhere."""
    beside = [
        one
        for preceding in (True, False)
        for one in islice(element.itersiblings(preceding=preceding), NEAR)
        if isinstance(one.tag, str)
    ]
    if any(one.tag in TITLES or next(one.iter(*TITLES), None) is not None for one in beside):
        return True
    parent = element.getparent()
    around = squeeze(parent.text_content()[: 10 * AROUND]) if parent is not None else ""
    return len(around) <= AROUND and find_date(around) is not None
