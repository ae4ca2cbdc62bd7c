"""Is the date of an element another one: of an event, of a sentence, or the day of the visit?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.asides import WHOLE
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
NEXT_DAY = 1  # the visitor's day, in a zone ahead or behind


def is_strange(document: Document, element: _Element, said: str) -> bool:
    """Whether what an element says of a day is none of the article's."""
    return _is_span(element) or _is_in_sentence(element) or is_elsewhere(document, element, said)


def is_elsewhere(document: Document, element: _Element, said: str) -> bool:
    """Whether it stands in the box of an event, or above the article and names the day of the visit."""
    return _is_of_event(element) or _is_visit(document, element, said)


def has_many_words(before: str, behind: str) -> bool:
    """Whether more words stand beside a date than an entry has."""
    beside = f"{ENTRY.split(before)[-1]} {ENTRY.split(behind)[0]}"
    return len(beside.split()) > MOST_BESIDE


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


def _is_visit(document: Document, element: _Element, said: str) -> bool:
    """Whether it stands above the page's heading, outside the article, and names the day of the fetch."""
    fetched = document.page.fetched_at
    if str(fetched.year) not in said or any(one.tag in {"article", "main"} for one in element.iterancestors()):
        return False
    moment = Reader.of(document.page, None).readable(said)
    if moment is None or moment.day is None or abs((moment.day - fetched.date()).days) > NEXT_DAY:
        return False
    heading = next(iter(document.marks.tagged("h1")), None)
    return heading is not None and document.marks.place_of(element) <= document.marks.place_of(heading)
