"""Where on the site does the article stand, and what is it about? Section, topics and summary, as it says."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from output.records import Evidence
from pipelines.jsonld import texts, types
from pipelines.lines import words_of
from pipelines.reading import Reading
from pipelines.text import folded, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

CRUMBS = frozenset(
    listed(
        "breadcrumb | breadcrumbs | bread-crumb | bread-crumbs | crumb | crumbs | place | location | position | weizhi | dqwz"
    )
)
TRAIL = re.compile("crumb", re.IGNORECASE)
CRUMB_WORDS = re.compile(
    r"^(?:current location|current position|location|you are here|当前位置|您的位置|現在位置|目前位置)\s*[:：]",
    re.IGNORECASE,
)
HOME = frozenset(
    listed("""
    home | homepage | 首页 | 主页 | 首頁 | ホーム | 홈 | главная | startseite | accueil | inicio | início | start
    """)
)
LONGEST = 80  # characters of a section's name
MOST_CRUMBS = 8  # a trail is short


def read_section(document: Document, title: str | None) -> Reading[str]:
    """The section's name; null when the page names none.

    Args:
        document: The page.
        title: The article's title, which the last crumb often repeats.
    """
    for method, where, words, confidence in _sections(document):
        if 0 < len(words) <= LONGEST and folded(words) not in HOME and words != title:
            return Reading(words, (Evidence("section", method, where, words, confidence),))
    return Reading()


def read_topics(document: Document) -> Reading[tuple[str, ...]]:
    """Keywords and tags in the page's order, each once; empty when it has none."""
    found: dict[str, str] = {}
    where = ""
    for place, words in _topics(document):
        for word in re.split(r"\s*[,;，、]\s*", words):
            if 0 < len(word) <= LONGEST:
                where = where or place
                found.setdefault(folded(word), word)
    evidence = (Evidence("topics", where, None, "; ".join(found.values()), 0.8),) if found else ()
    return Reading(tuple(found.values()), evidence)


def read_summary(document: Document) -> Reading[str]:
    """The page's own summary; null when it has none."""
    for where, words in document.declared("description", "og:description", "dcterms.abstract", "twitter:description"):
        return Reading(words, (Evidence("summary", "meta", where, words, 0.8),))
    for words in texts(document.article.get("description")):
        return Reading(words, (Evidence("summary", "json-ld", "description", words, 0.8),))
    return Reading()


def _sections(document: Document) -> Iterator[tuple[str, str, str, float]]:
    if chosen := document.selected("section"):
        yield "selector", *chosen, 1.0
    for words in texts(document.article.get("articleSection")):
        yield "json-ld", "articleSection", words, 0.95
    for where, words in document.declared("article:section", "citation_section"):
        yield "meta", where, words, 0.9
    for node in document.nodes:
        if "BreadcrumbList" in types(node):
            yield from (("json-ld", "BreadcrumbList", words, 0.85) for words in _listed_crumbs(node))
    for crumbs in _breadcrumbs(document):
        for link in reversed(list(crumbs.iter("a"))):
            yield "breadcrumb", crumbs.get("class") or crumbs.tag, words_of(link), 0.85


def _listed_crumbs(node: dict[str, object]) -> list[str]:
    """The crumbs above the last one, which is the page itself, the nearest first."""
    items = node.get("itemListElement")
    named = (
        [next(texts(item.get("name") or item.get("item")), "") for item in items if isinstance(item, dict)]
        if isinstance(items, list)
        else []
    )
    return named[:-1][::-1]


def _breadcrumbs(document: Document) -> Iterator[_Element]:
    said = [element for element in document.tree.iter("nav", "ol") if TRAIL.search(element.get("aria-label") or "")]
    for element in (*said, *(element for _, element in document.marks.named_by(CRUMBS))):
        if 0 < len(list(islice(element.iter("a"), MOST_CRUMBS))) < MOST_CRUMBS:
            yield element
    for line in document.lines:
        if CRUMB_WORDS.match(line.text):
            yield line.element


def _topics(document: Document) -> Iterator[tuple[str, str]]:
    for words in texts(document.article.get("keywords")):
        yield "json-ld", words
    for _, words in document.declared("article:tag", "citation_keywords", "keywords", "news_keywords"):
        yield "meta", words
    for element in document.tree.iter("a"):
        if "tag" in (element.get("rel") or "").lower().split():
            yield "rel=tag", words_of(element)
