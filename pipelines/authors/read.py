"""Who wrote the article? Those whom its metadata or its byline names as authors."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from output.records import Author, Evidence, Refusal
from pipelines.authors.name_shapes import fault, is_account, is_body, is_person
from pipelines.authors.sources import MACHINES, Source, sources_of
from pipelines.reading import Reading
from pipelines.site import has_kind
from pipelines.text import folded

if TYPE_CHECKING:
    from pipelines.document import Document
    from pipelines.site import Site

MOST_AUTHORS = 200
MOST_REFUSALS = 5
MOST_RAW = 200  # characters of a refusal's words
SURE = 0.7  # a place less sure says less than metadata that names a person as the site is named
NAMESAKE = 0.5  # how much a person is believed whose site has the same name
LINK = "link to an author"  # it may stand in a card of another article
OWN_NAME = "the site's own name"


@dataclass(slots=True)
class _Candidates:
    """What is not taken at once: the refused, and bodies and namesakes of the site, before which persons are believed."""

    refusals: dict[str, Refusal] = field(default_factory=dict)
    waiting: list[tuple[Source, list[Author]]] = field(default_factory=list)
    bodies: set[str] = field(default_factory=set)


def read_authors(document: Document) -> Reading[tuple[Author, ...]]:
    """The authors in the page's order; empty when it names none that can be believed."""
    site = document.site
    seen = _Candidates()
    for source in sources_of(document):
        if any(one.confidence == NAMESAKE for one, _ in seen.waiting) and source.confidence < SURE:
            break
        found = _believed(source, site, document, seen)
        if not found:
            continue
        if _are_persons(found, source, first=not seen.waiting):
            return _read(found, source)
        seen.waiting.append((source, found))
    if seen.waiting:
        source, found = max(seen.waiting, key=lambda one: one[0].confidence)
        return _read(found, source)
    return Reading(refusals=tuple(islice(seen.refusals.values(), MOST_REFUSALS)))


def _believed(source: Source, site: Site, document: Document, seen: _Candidates) -> list[Author]:
    """The authors of a source that are believed; the others are noted."""
    seen.bodies |= source.stated.bodies
    kept: dict[str, Author] = {}
    for author in source.authors[:MOST_AUTHORS]:
        reason = _doubt(author, source, site, document)
        if reason is None:
            kept.setdefault(folded(author.name), author)
            continue
        seen.refusals.setdefault(author.raw, Refusal("authors", reason, author.raw[:MOST_RAW]))
        if reason == OWN_NAME and author.name not in seen.bodies and _may_be_namesake(author, source):
            seen.waiting.append((replace(source, confidence=NAMESAKE), [author]))
    return _distinct(list(kept.values()))


def _are_persons(authors: list[Author], source: Source, *, first: bool) -> bool:
    """Whether no machine names a body among authors; behind a body, only those shown as persons are believed."""
    if first and source.method not in MACHINES:
        return True
    if first:
        return not any(is_body(author.name) or author.name in source.stated.bodies for author in authors)
    weak = source.method in MACHINES or source.where == LINK or is_body(source.where.strip(" :："))
    return not weak and all(is_person(author.name) for author in authors)


def _read(authors: list[Author], source: Source) -> Reading[tuple[Author, ...]]:
    raw = "; ".join(author.raw for author in authors)
    return Reading(tuple(authors), (Evidence("authors", source.method, source.where, raw, source.confidence),))


def _distinct(authors: list[Author]) -> list[Author]:
    """Without those whose words all stand in a longer name: "Ann" beside "Ann Lee"."""
    words = [set(folded(author.name).split()) for author in authors]
    return [one for one, own in zip(authors, words, strict=True) if not any(own < other for other in words)]


def _doubt(author: Author, source: Source, site: Site, document: Document) -> str | None:
    """Why a candidate is not believed; null when it is."""
    if reason := fault(author.name):
        return reason
    if source.method in MACHINES and is_account(author.name) and not _is_shown(author.name, document):
        return "an account's name that the page does not show"
    return OWN_NAME if source.method != "selector" and site.is_called(author.name) else None


def _may_be_namesake(author: Author, source: Source) -> bool:
    """Whether it is a person whose site has the same name: JSON-LD says so, or the name is shaped like a person's."""
    if is_body(author.name) or has_kind(author.name):
        return False
    return author.name in source.stated.persons or (is_person(author.name) and " " in author.name)


def _is_shown(name: str, document: Document) -> bool:
    return any(name in line.text for line in document.lines)
