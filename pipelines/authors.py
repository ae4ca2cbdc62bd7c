"""Who wrote the article? Those whom its metadata or its byline names as authors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from output.records import Author, Evidence
from pipelines.document import texts, types
from pipelines.lines import words_of
from pipelines.reading import Reading
from pipelines.text import folded, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

META = ("citation_author", "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl")
LONGEST = 80  # characters of a name
# Names that publishing systems put in when nobody is named.
NOBODY = frozenset(
    {"admin", "administrator", "editor", "editors", "staff", "webmaster", "root", "user", "guest", "team"}
)
TITLES = re.compile(r"(?:ph\.?d|m\.?d|m\.?a|m\.?sc|jr|sr|esq|ii|iii|iv|mba|msc|llm)\.?$", re.IGNORECASE)


def read_authors(document: Document) -> Reading[tuple[Author, ...]]:
    """The authors in the page's order; empty when it names none that can be believed."""
    site = {folded(name) for _, name in document.declared("og:site_name", "application-name")}
    site |= {folded(name) for name in texts(document.article.get("publisher"))}
    for method, where, confidence, named in _sources(document):
        authors = [author for author in named if _is_name(author.name) and folded(author.name) not in site]
        if authors:
            kept = tuple({folded(author.name): author for author in reversed(authors)}.values())[::-1]
            raw = "; ".join(author.raw for author in kept)
            return Reading(kept, (Evidence("authors", method, where, raw, confidence),))
    return Reading(())


def _sources(document: Document) -> Iterator[tuple[str, str, float, list[Author]]]:
    """Where authors may stand, the most trustworthy place first."""
    if chosen := document.selected("authors"):
        yield "selector", chosen[0], 1.0, _names(chosen[1])
    yield "json-ld", "author", 0.95, list(_people(document.article.get("author")))
    for name in META:
        said = [words for _, words in document.declared(name)]
        yield "meta", name, 0.85, [author for words in said for author in _names(words)]
    marked = document.found("//a[contains(concat(' ', @rel, ' '), ' author ')]")
    yield "byline", "rel=author", 0.8, [author for one in marked for author in _names(words_of(one))]


def _people(said: Any) -> Iterator[Author]:
    for one in said if isinstance(said, list) else [said]:
        if isinstance(one, str):
            yield from _names(squeeze(one))
        elif isinstance(one, dict) and not any("Organization" in kind for kind in types(one)):
            place = next(texts(one.get("affiliation") or one.get("worksFor")), None)
            for name in list(texts(one.get("name")))[:1]:
                yield Author(name, place, name)


def _names(words: str) -> list[Author]:
    """The names in a line of several; "John Q. Smith, PhD" is one."""
    parts = re.split(
        r"\s*[;|、，]\s*|\s+(?:and|und|et|y|e|&)\s+",
        re.sub(r"^(?:by|von|par|por)\s+", "", words, flags=re.IGNORECASE),
    )
    names: list[str] = []
    for part in parts:
        pieces = re.split(r"\s*,\s*", part)
        whole = all(" " in piece for piece in pieces)  # "Smith, John" is one name, "Ann Lee, Bo Ek" are two
        names.extend(pieces if whole else [", ".join(pieces)])
    return [Author(re.sub(r",\s*[^,]+$", "", name) if TITLES.search(name) else name, None, name) for name in names]


def _is_name(name: str) -> bool:
    if not 1 < len(name) <= LONGEST or re.search(r"https?:|www\.|@|\d{2}|[<>{}]", name):
        return False
    return folded(name) not in NOBODY and bool(re.search(r"[^\W\d_]{2}", name))
