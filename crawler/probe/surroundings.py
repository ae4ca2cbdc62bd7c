"""What stands around an element that may hold a field? The words that label it, and whether people are named there."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from crawler.listings.anchors import ancestors
from pipelines.crumb_words import PERSON
from pipelines.dates.words import find_date
from pipelines.text import squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST = 100  # characters of a date or a byline
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


def names_people(element: HtmlElement) -> bool:
    """Whether an element is named for people or leads to one, and stands beside the title or a date."""
    return _says_person(element) and _is_near(element)


def words_before(element: HtmlElement) -> str:
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
