"""Does a page hold its article's body as data, for its own program? Where it shows none, or no more than a teaser.

The body that is shown wins otherwise: measured on pages that have both, articleBody is the worse one.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from pipelines.body.data_bodies import bodies_in
from pipelines.body.json_scripts import values_of
from pipelines.body.own_data import OwnArticle
from pipelines.body.rich_text import html_of
from pipelines.document import with_body
from pipelines.jsonld import types
from pipelines.text import letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

HOLDERS = frozenset(("script", "noscript"))
PROSE = 200  # characters inside `noscript`; less is a request for another browser, or one picture
TEASER = 1_500  # characters; a body that is longer is no teaser
SHORTEST = 40  # letters of a body that is taken from data
LONGER = 1.3  # times the teaser
BEGINNING = 60  # letters of the teaser that the body must begin with
MOST_CANDIDATES = 100
LONGEST = 10_000_000  # characters of all candidates together
ONE_LINE = 0.8  # what a body without paragraphs is worth beside one that has them
WORD = re.compile(r"[^\W_]{1,12}")
REQUEST = re.compile(r"java ?script", re.IGNORECASE)  # in `noscript`: to allow it, in any language
BLANKS = re.compile(r"\{\{|<%|\$\{|\{%")  # what a template leaves open: it is of many things, not of this article
ARTICLE = re.compile(r"(?:post|entry|article|story|node)[-_]*(?:body|content|text)", re.IGNORECASE)
TEMPLATES = frozenset(("text/template", "text/x-template", "text/html", "text/x-handlebars-template"))


class Embedded(NamedTuple):
    """A body that a page holds as data.

    Attributes:
        document: The page with that body as its tree and its lines.
        method: What kind of data it is.
        where: The place in it.
    """

    document: Document
    method: str
    where: str


class _Candidate(NamedTuple):
    value: Any
    method: str
    where: str


def embedded(document: Document, shown: str) -> Embedded | None:
    """The body; null when there is none, when it isn't this article's, or when it says no more than what is shown.

    Args:
        document: The page.
        shown: The body that the page shows; empty when it shows none.
    """
    is_selected = document.selected("body") is not None
    if len(shown) > TEASER or is_selected or not HOLDERS & document.marks.tags.keys():
        return None
    teaser = letters(shown)[:BEGINNING]
    best, most, read = None, max(SHORTEST, LONGER * len(letters(shown))), 0
    for candidate in islice(_candidates(document, _longest_word(shown)), MOST_CANDIDATES):
        html = html_of(candidate.value)
        read += len(html)
        body = with_body(document, html) if html.strip() and read < LONGEST else None
        said = letters(" ".join(line.text for line in body.lines)) if body else ""
        worth = len(said) * (ONE_LINE if body and len(body.lines) == 1 else 1)
        if body and worth > most and teaser in said[: len(said) // 2]:
            best, most = Embedded(body, candidate.method, candidate.where), worth
    return best


def _longest_word(shown: str) -> str:
    """A word that a body with this beginning must have: the cheapest question first."""
    return max(WORD.findall(shown[:BEGINNING]), key=len, default="")


def _candidates(document: Document, word: str) -> Iterator[_Candidate]:
    """The values that may be the body, the linked data's first; of objects that are this article alone.

    Args:
        document: The page.
        word: What the body must have; empty when nothing is known of it.
    """
    pages = (node for node in document.nodes if "WebPage" in types(node))
    for node in (document.article, *pages):
        for key in ("articleBody", "text"):
            if isinstance(body := node.get(key), str):
                yield _Candidate(body, "json-ld", key)
    yield from _unshown(document)
    own = OwnArticle(document)
    for name, value in values_of(document, word):
        for body in bodies_in(value, name, own):
            yield _Candidate(body.value, "embedded json", body.path)


def _unshown(document: Document) -> Iterator[_Candidate]:
    """What stands in a template or in `noscript` where an article's text belongs; elsewhere it is a box of the site's."""
    for element in document.marks.tagged("script", "noscript"):
        if element.tag == "noscript":
            method = "noscript"
            inner = "".join((element.text or "", *(etree.tostring(one, encoding="unicode") for one in element)))
            if REQUEST.search("".join(map(str, element.itertext()))[:PROSE]):
                continue
        elif (element.get("type") or "").lower() in TEMPLATES:
            method, inner = "template", element.text or ""
        else:
            continue
        if len(inner) >= PROSE and not BLANKS.search(inner) and any(map(_is_article, element.iterancestors())):
            yield _Candidate(inner, method, element.getroottree().getpath(element))


def _is_article(element: _Element) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
    return element.tag in {"article", "main"} or ARTICLE.search(named) is not None
