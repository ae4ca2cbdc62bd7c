"""Which elements say by their tag or class that they are a date?"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from output.records import Evidence
from pipelines.dates.cards import heading_behind_text, is_in_card
from pipelines.dates.labels import UPDATED_WORDS, label_before
from pipelines.dates.lines import LONGEST_DATED, LONGEST_RELATIVE
from pipelines.dates.proof import FIRST, MARKED
from pipelines.dates.relative import find_relative
from pipelines.dates.strangers import is_strange
from pipelines.dates.words import find_date
from pipelines.lines import words_of
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

DATED = frozenset(
    listed("""
    date | datum | fecha | data | published | posted | postedon | pub | datetime | timestamp | dateline | publication | time
    pubdate | postdate | publishdate | publisheddate | publicationdate | entrydate | articledate | newsdate | createdate
    createddate | creationdate | releasedate | blogdate | itemdate | storydate | updatedate | updateddate | modifieddate
    datepublished | datemodified | datecreated | postdatum | pubtime | addtime | posttime | publishtime | publicationtime
    """)
)
MOST_LOOKED_AT = 1_000  # elements; for each the headings above it are looked for
MOST_DATES = 20  # different ones; a page of more is a list
# The day of the visit, or of a meeting.
TODAY = re.compile(r"(?:^|[-_\s])(?:header|current|now|clock|weather|hours|opening)(?:$|[-_\s])")


def dated_elements(document: Document) -> Iterator[Evidence]:
    """Elements whose tag or class says that they are a date.

    One date proves much; of several the first proves less, for the others may be those of other articles; what
    stands aside counts only where it is the only one.
    """
    own: dict[tuple[str, str], Evidence] = {}
    beside: dict[tuple[str, str], Evidence] = {}
    for named, element in islice(_likely(document), MOST_LOOKED_AT):
        words = said_date(element)
        if words and not document.is_of_others(element):
            field = "updated" if _is_updates(named, element) else "published"
            place = named.strip() or str(element.tag)
            chosen = beside if document.is_aside(element) else own
            if (field, words) in chosen or len(chosen) >= MOST_DATES or is_strange(document, element, words):
                continue
            heading = heading_behind_text(document, element)
            if heading is None or not is_in_card(element, heading):
                proof = MARKED if heading is None else FIRST
                chosen[field, words] = Evidence(field, "date element", place, words, proof)
    for field in ("published", "updated"):
        shown = [evidence for (of, _), evidence in own.items() if of == field]
        yield from (replace(one, confidence=FIRST) if len(shown) > 1 else one for one in shown[:1])
        shown = [evidence for (of, _), evidence in beside.items() if of == field]
        yield from (replace(one, confidence=FIRST) for one in shown if len(shown) == 1)


def _is_updates(named: str, element: _Element) -> bool:
    """Whether the name of an element, its own label or the one before it says that its date is the update's."""
    if UPDATED_WORDS.search(named):
        return "publish" not in named
    own, previous = words_of(element)[:LONGEST_DATED], element.getprevious()
    date = find_date(own)
    before = (previous.tail or "").strip() or words_of(previous)[-LONGEST_DATED:] if previous is not None else ""
    label = label_before(own.partition(date)[0] if date else own) or label_before(before)
    return label is not None and label[0] == "updated"


def _likely(document: Document) -> Iterator[tuple[str, _Element]]:
    times = document.marks.tagged("time")
    around = {one for element in times for one in element.iterancestors()}  # the `time` inside speaks for these
    for element in times:
        yield f"{element.get('class') or ''} {element.get('id') or ''}".lower(), element
    for named, element in document.marks.named_by(DATED):
        if element.tag != "time" and element not in around and not TODAY.search(named):
            yield named, element


def said_date(element: _Element) -> str:
    """What an element says of its date: its attribute for machines, else its words."""
    written = element.get("datetime") or element.get("content") or find_date(element.get("title") or "", start=True)
    words = words_of(element)[:LONGEST_DATED]
    return written or find_date(words) or (find_relative(words) if len(words) <= LONGEST_RELATIVE else None) or ""
