"""Where on a page may its dates stand? In data for machines here, in its elements and lines beside."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from output.records import Evidence
from pipelines.dates.elements import dated_elements, said_date
from pipelines.dates.labels import META, META_LIKE, UPDATED_WORDS, VAGUE_META
from pipelines.dates.lines import lines_with_dates
from pipelines.dates.near_title import beside_title
from pipelines.dates.proof import ADDRESS, FIRST, PAGE, STATED, SURE, VAGUE
from pipelines.jsonld import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

NODE = {"published": "datePublished", "updated": "dateModified"}
# /2012/12/08/, /2012-12-08-, /20121208/ in an address, or the month alone: /2012/12/
# /2020/jan/20/ and /2023/october/03/, as British papers have it, and -23-01-2022-
WORDED_ADDRESS = re.compile(
    r"/((?:19|20)\d{2})/((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})/(\d{1,2})(?=/)"
    r"|(?<=[/-])(\d{2}-\d{2}-(?:19|20)\d{2})(?=[/-]|$)",
    re.IGNORECASE,
)
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
        dated_elements(document),
        _vague(document),
        _in_address(document),
    )
    for evidence in chain(markup, lines_with_dates(document), beside_title(document, title)):
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
                yield Evidence(field, "json-ld", f"{name} of the page", text, PAGE)
        for where, content in document.declared(*META[field]):
            yield Evidence(field, "meta", where, content, STATED)


def _handed_over(document: Document) -> Iterator[Evidence]:
    """What a feed or a sitemap states."""
    for stated in document.page.hints.stated_dates:
        confidence = FIRST if stated.method == "sitemap" else STATED
        yield Evidence(stated.field, stated.method, None, stated.raw, confidence)


def _microdata(document: Document) -> Iterator[Evidence]:
    for field, name in NODE.items():
        for element in document.marks.marked.get(name.lower(), ()):
            if element.tag != "meta" and (text := said_date(element)):
                yield Evidence(field, "microdata", name, text, STATED)


def _vague(document: Document) -> Iterator[Evidence]:
    """Metadata whose name may mean another date of the page."""
    for where, contents in document.marks.meta.items():
        like = META_LIKE.search(where) and where not in META["published"] and not UPDATED_WORDS.search(where)
        if like or where in VAGUE_META:
            yield Evidence("published", "meta", where, contents[0], VAGUE)


def _in_address(document: Document) -> Iterator[Evidence]:
    if found := IN_ADDRESS.search(urlsplit(document.page.url).path):
        year, _, month, day, month_alone = found.groups()
        if day:
            yield Evidence("published", "address", found.group(), f"{year}-{month}-{day}", ADDRESS)
        else:
            yield Evidence("published", "address", found.group(), f"{year}-{month_alone}", FIRST)
    elif worded := WORDED_ADDRESS.search(urlsplit(document.page.url).path):
        words = " ".join(part for part in worded.groups() if part)
        yield Evidence("published", "address", worded.group(), words, ADDRESS)
