"""Is the date of an element another one: of a card, of an event, of a sentence, or the day of the visit?"""

from __future__ import annotations

import re
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from pipelines.dates.labels import label_before
from pipelines.dates.moment import Reader
from pipelines.dates.words import find_date
from pipelines.lines import INLINE, lines_of, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipelines.document import Document

EVENTS = re.compile(r"(?:^|[-_\s])(?:events?|todays?)(?:$|[-_\s])", re.IGNORECASE)
MOST_BESIDE = 5  # words in the same entry: "Posted by Ann Lee on"
ENTRY = re.compile(r"[|·•/,;]|\s[–—-]\s")
NEAREST = 2  # elements around a date whose names speak of it; those further out name the whole page
DASH = re.compile(r"\s*[-–—~～至到]\s*")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WHOLE = frozenset(("html", "body", "main", "article"))
LEAST_PROSE = 150  # characters of a paragraph that is text, and no byline or standfirst
MOST_PARAGRAPHS = 20  # looked at in a box
NEXT_DAY = 1  # the visitor's day, in a zone ahead or behind


def is_strange(document: Document, element: _Element, said: str) -> bool:
    """Whether what an element says of a day is none of the article's."""
    return (
        _is_span(element)
        or _is_in_sentence(element)
        or _is_in_card(document, element)
        or is_elsewhere(document, element, said)
    )


def is_elsewhere(document: Document, element: _Element, said: str) -> bool:
    """Whether it stands in the box of an event, or above the article and names the day of the visit."""
    return _is_of_event(element) or _is_visit(document, element, said)


def has_many_words(before: str, behind: str) -> bool:
    """Whether more words stand beside a date than an entry has."""
    beside = f"{ENTRY.split(before)[-1]} {ENTRY.split(behind)[0]}"
    return len(beside.split()) > MOST_BESIDE


def is_below_text(document: Document, element: _Element) -> bool:
    """Whether it stands under a heading behind the text, where an article's own date is rare."""
    return _last_heading(document, element) is not None


def _is_span(element: _Element) -> bool:
    """Whether it is one end of a meeting: "10:00 – 12:00"."""
    behind, before = element.getnext(), element.getprevious()
    return (behind is not None and behind.tag == element.tag and bool(DASH.fullmatch(element.tail or ""))) or (
        before is not None and before.tag == element.tag and bool(DASH.fullmatch(before.tail or ""))
    )


def _is_of_event(element: _Element) -> bool:
    around = [one for one in (element, *element.iterancestors())[: NEAREST + 1] if one.tag not in WHOLE]
    return any(EVENTS.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in around)


def _is_in_sentence(element: _Element) -> bool:
    """Whether the line that it stands in goes on behind it as a sentence does."""
    if element.tag != "time" or not find_date(words := words_of(element)):
        return False
    block = next((one for one in element.iterancestors() if one.tag not in INLINE), element)
    line = next((line.text for line in lines_of(block, ()) if words in line.text), "")
    before, _, behind = line.partition(words)
    goes_on = before[-1:] == " " and before[-2:-1].isalpha() and behind.lstrip(" ,")[:1].islower()
    return goes_on and not label_before(before) and has_many_words(before, behind)


def _is_in_card(document: Document, element: _Element) -> bool:
    """Whether, behind the text, it stands in a link or under one that is the heading of its box."""
    heading = _last_heading(document, element)
    if heading is None:
        return False
    around = set(element.iterancestors())
    if any(one.tag == "a" for one in around):
        return True
    linked = next(chain(heading.iter("a"), heading.iterancestors("a")), None) is not None
    box = next((one for one in heading.iterancestors() if one in around), None)
    return linked and box is not None and not any(map(_is_prose, islice(box.iter("p"), MOST_PARAGRAPHS)))


def _last_heading(document: Document, element: _Element) -> _Element | None:
    """The last heading above it where the text stands between the page's own and that one."""
    tags = document.marks.tags
    place = next((place for place, one in tags[element.tag] if one is element), 0)
    above = sorted(
        (heading for tag in HEADINGS for heading in tags.get(tag, ()) if heading[0] < place), key=itemgetter(0)
    )
    if not above:
        return None
    first = max((at for at, one in above if one.tag == "h1"), default=above[0][0])
    last, heading = above[-1]
    return heading if any(first < at < last and _is_prose(one) for at, one in tags.get("p", ())) else None


def _is_prose(paragraph: _Element) -> bool:
    return len(words_of(paragraph)) >= LEAST_PROSE


def _is_visit(document: Document, element: _Element, said: str) -> bool:
    """Whether it stands above the page's heading, outside the article, and names the day of the fetch."""
    fetched = document.page.fetched_at
    if str(fetched.year) not in said or any(one.tag in {"article", "main"} for one in element.iterancestors()):
        return False
    moment = Reader.of(document.page, None).readable(said)
    if moment is None or moment.day is None or abs((moment.day - fetched.date()).days) > NEXT_DAY:
        return False
    heading = next(iter(document.marks.tagged("h1")), None)
    return (
        heading is not None
        and next(one for one in document.tree.iter(heading.tag, element.tag) if one is heading or one is element)
        is element
    )
