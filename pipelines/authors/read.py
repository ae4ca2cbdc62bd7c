"""Who wrote the article? Those whom its metadata or its byline names as authors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from output.records import Author, Evidence, Refusal
from pipelines.authors.bylines import shown
from pipelines.authors.name_shapes import fault, is_account, is_body, is_person
from pipelines.authors.names import names_in
from pipelines.authors.nodes import Named, authors_of
from pipelines.document import ARTICLE_TYPES
from pipelines.jsonld import texts, types
from pipelines.reading import Reading
from pipelines.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

META = (
    "citation_author", "citation_authors", "author", "article:author", "dc.creator", "dcterms.creator",
    "parsely-author", "sailthru.author", "byl",
)  # fmt: skip
# As Google Scholar's guidelines allow, these may write "Smith, John".
SCHOLARLY = frozenset(("citation_author", "dc.creator", "dcterms.creator"))
WRITTEN_BY = frozenset(
    ("written by", "verfasst von", "geschrieben von", "écrit par", "escrito por", "scritto da", "door", "author")
)
MOST_AUTHORS = 200
MOST_REFUSALS = 5
MOST_RAW = 200  # characters of a refusal's words
MOST_META = 200  # contents of one name
SURE = 0.7  # a place less sure says less than metadata that names a person as the site is named
OWN_NAME = "the site's own name"


@dataclass(frozen=True, slots=True)
class _Source:
    """A place that names authors; `stated` is what JSON-LD says of their kind."""

    method: str
    where: str
    confidence: float
    authors: list[Author]
    stated: Named = field(default_factory=lambda: Named([], frozenset(), frozenset()))


def read_authors(document: Document) -> Reading[tuple[Author, ...]]:
    """The authors in the page's order; empty when it names none that can be believed."""
    own = _own_names(document)
    refusals: dict[str, Refusal] = {}
    namesakes: list[tuple[Author, _Source]] = []
    bodies: set[str] = set()
    for source in _sources(document):
        if namesakes and source.confidence < SURE:
            break
        bodies |= source.stated.bodies
        kept: dict[str, Author] = {}
        for author in source.authors[:MOST_AUTHORS]:
            if not (reason := _doubt(author, source, own, document)):
                kept.setdefault(folded(author.name), author)
                continue
            refusals.setdefault(author.raw, Refusal("authors", reason, author.raw[:MOST_RAW]))
            if reason == OWN_NAME and author.name not in bodies and _may_be_namesake(author, source):
                namesakes.append((author, source))
        if kept:
            return _read(_distinct(list(kept.values())), source, source.confidence)
    for author, source in namesakes[:1]:
        return _read([author], source, 0.5)
    return Reading(refusals=tuple(islice(refusals.values(), MOST_REFUSALS)))


def _read(authors: list[Author], source: _Source, confidence: float) -> Reading[tuple[Author, ...]]:
    raw = "; ".join(author.raw for author in authors)
    return Reading(tuple(authors), (Evidence("authors", source.method, source.where, raw, confidence),))


def _distinct(authors: list[Author]) -> list[Author]:
    """Without those whose words all stand in a longer name: "Ann" beside "Ann Lee"."""
    words = [set(folded(author.name).split()) for author in authors]
    return [one for one, own in zip(authors, words, strict=True) if not any(own < other for other in words)]


def _doubt(author: Author, source: _Source, own: set[str], document: Document) -> str | None:
    """Why a candidate is not believed; null when it is."""
    if reason := fault(author.name):
        return reason
    if source.method in {"json-ld", "meta"} and is_account(author.name) and not _is_shown(author.name, document):
        return "an account's name that the page does not show"
    return OWN_NAME if source.method != "selector" and _letters(author.name) in own else None


def _may_be_namesake(author: Author, source: _Source) -> bool:
    """Whether it is a person whose site has the same name: JSON-LD says so, or the name is shaped like a person's."""
    if is_body(author.name):
        return False
    return author.name in source.stated.persons or (is_person(author.name) and " " in author.name)


def _is_shown(name: str, document: Document) -> bool:
    return any(name in line.text for line in document.lines)


def _own_names(document: Document) -> set[str]:
    """The site's names, their letters alone: what it calls itself, its publisher and its host."""
    names = [name for _, name in document.declared("og:site_name", "application-name", "apple-mobile-web-app-title")]
    names += texts(document.article.get("publisher"))
    names += [name for node in document.nodes if "WebSite" in types(node) for name in texts(node.get("name"))]
    host = (urlsplit(document.page.url).hostname or "").removeprefix("www.")
    return {_letters(name) for name in (*names, host, *host.split(".")[:-1])}


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", folded(name))


def _sources(document: Document) -> Iterator[_Source]:
    """Where authors may stand, the most trustworthy place first."""
    if chosen := document.selected("authors"):
        yield _Source("selector", chosen[0], 1.0, names_in(chosen[1]))
    articles = [node for node in document.nodes if any(map(ARTICLE_TYPES.search, types(node)))]
    for stated in authors_of(articles, document.nodes):
        yield _Source("json-ld", "author", 0.95, stated.authors, stated)
    for name in META:
        said = [words for _, words in islice(document.declared(name), MOST_META)]
        turned = map(_first_name_first, said) if name in SCHOLARLY else said
        yield _Source("meta", name, 0.85, [author for words in turned for author in names_in(words)])
    for label, value in zip(document.declared("twitter:label1"), document.declared("twitter:data1"), strict=False):
        if folded(label[1]) in WRITTEN_BY:
            yield _Source("meta", "twitter:data1", 0.85, names_in(value[1]))
    for one in shown(document):
        yield _Source("byline", one.where, one.confidence, one.authors)
    for stated in authors_of(document.nodes, document.nodes):
        yield _Source("json-ld", "author of the page", 0.6, stated.authors, stated)


def _first_name_first(name: str) -> str:
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first else name
