"""Where on a page may its dates stand, and how much does each place prove?

Here are the places whose markup says so; those whose words do are in `lines.py`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from output.records import Evidence
from pipelines.asides import is_of_others
from pipelines.dates.labels import META, META_LIKE, UPDATED_WORDS, VAGUE_META
from pipelines.dates.lines import LONGEST_DATED, LONGEST_RELATIVE, lines_with_dates
from pipelines.dates.words import find_date, find_relative
from pipelines.jsonld import texts
from pipelines.lines import is_aside, words_of
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

NODE = {"published": "datePublished", "updated": "dateModified"}
# How much a place proves, from what was found on labelled pages: see docs/extraction.md.
SURE, STATED, MARKED, VAGUE, ADDRESS, ALONE, FIRST = 0.95, 0.9, 0.75, 0.62, 0.6, 0.55, 0.5
DATED = frozenset(
    listed("""
    date | datum | fecha | data | published | posted | postedon | pub | datetime | timestamp | dateline | publication | time
    pubdate | postdate | publishdate | publisheddate | publicationdate | entrydate | articledate | newsdate | createdate
    createddate | creationdate | releasedate | blogdate | itemdate | storydate | updatedate | updateddate | modifieddate
    datepublished | datemodified | datecreated | postdatum | pubtime | addtime | posttime | publishtime | publicationtime
    """)
)
# The day of the visit, or of a meeting.
TODAY = re.compile(
    r"(?:^|[-_\s])(?:header|current|today|todays|now|clock|event|events|weather|hours|opening)(?:$|[-_\s])"
)
# /2012/12/08/, /2012-12-08-, /20121208/ in an address, or the month alone: /2012/12/
IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?:([-/_]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)|/(0[1-9]|1[0-2])/)"
)


def candidates(document: Document, title: str | None) -> dict[str, list[Evidence]]:
    """The places that may hold a date, by field, each with its words and how much it proves, the surest first.

    Args:
        document: The page.
        title: The article's title, around which a date without a label is the article's. Null when unknown.
    """
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    markup = chain(
        _handed_over(document),
        _declared(document),
        _microdata(document),
        _marked(document),
        _vague(document),
        _in_address(document),
    )
    for evidence in chain(markup, lines_with_dates(document, title)):
        found[evidence.field].append(evidence)
    return {field: sorted(some, key=lambda one: -one.confidence) for field, some in found.items()}


def _declared(document: Document) -> Iterator[Evidence]:
    """What selectors, JSON-LD and metadata say."""
    for field, name in NODE.items():
        if chosen := document.selected(field):
            yield Evidence(field, "selector", chosen[0], chosen[1], 1.0)
        for text in texts(document.article.get(name)):
            yield Evidence(field, "json-ld", name, text, SURE)
        for node in document.nodes:
            for text in texts(node.get(name)):
                yield Evidence(field, "json-ld", f"{name} of the page", text, ALONE)
        for where, content in document.declared(*META[field]):
            yield Evidence(field, "meta", where, content, STATED)


def _handed_over(document: Document) -> Iterator[Evidence]:
    """What a feed or a sitemap states; a sitemap's day is often that of a rebuild."""
    for stated in document.page.hints.stated_dates:
        confidence = ALONE if stated.method == "sitemap" else STATED
        yield Evidence(stated.field, stated.method, None, stated.raw, confidence)


def _microdata(document: Document) -> Iterator[Evidence]:
    for field, name in NODE.items():
        for element in document.marks.marked.get(name.lower(), ()):
            if element.tag != "meta" and (text := _said(element)):
                yield Evidence(field, "microdata", name, text, STATED)


def _vague(document: Document) -> Iterator[Evidence]:
    """Metadata whose name may mean another date of the page."""
    for where, contents in document.marks.meta.items():
        like = META_LIKE.search(where) and where not in META["published"] and not UPDATED_WORDS.search(where)
        if like or where in VAGUE_META:
            yield Evidence("published", "meta", where, contents[0], VAGUE)


def _said(element: _Element) -> str:
    """What an element says of its date: its attribute for machines, else its words."""
    written = element.get("datetime") or element.get("content") or find_date(element.get("title") or "", start=True)
    words = words_of(element)[:LONGEST_DATED]
    return written or find_date(words) or (find_relative(words) if len(words) <= LONGEST_RELATIVE else None) or ""


def _marked(document: Document) -> Iterator[Evidence]:
    """Elements whose tag or class says that they are a date.

    One date proves much; of several the first proves less, for the others may be those of other articles; what
    stands aside counts only where it is the only one.
    """
    own: dict[tuple[str, str], Evidence] = {}
    beside: dict[tuple[str, str], Evidence] = {}
    for named, element in _dated_elements(document):
        words = _said(element)
        if words and not is_of_others(element):
            field = "updated" if UPDATED_WORDS.search(named) else "published"
            place = named.strip() or str(element.tag)
            chosen = beside if is_aside(element) else own
            chosen.setdefault((field, words), Evidence(field, "date element", place, words, MARKED))
    for field in NODE:
        shown = [evidence for (of, _), evidence in own.items() if of == field]
        yield from (replace(one, confidence=FIRST) if len(shown) > 1 else one for one in shown[:1])
        shown = [evidence for (of, _), evidence in beside.items() if of == field]
        yield from (replace(one, confidence=FIRST) for one in shown if len(shown) == 1)


def _dated_elements(document: Document) -> Iterator[tuple[str, _Element]]:
    times = list(document.tree.iter("time"))
    around = {one for element in times for one in element.iterancestors()}  # the `time` inside speaks for these
    for element in times:
        yield f"{element.get('class') or ''} {element.get('id') or ''}".lower(), element
    for named, element in document.marks.named_by(DATED):
        if element.tag != "time" and element not in around and not TODAY.search(named):
            yield named, element


def _in_address(document: Document) -> Iterator[Evidence]:
    if found := IN_ADDRESS.search(urlsplit(document.page.url).path):
        year, _, month, day, month_alone = found.groups()
        if day:
            yield Evidence("published", "address", found.group(), f"{year}-{month}-{day}", ADDRESS)
        else:
            yield Evidence("published", "address", found.group(), f"{year}-{month_alone}", FIRST)
