"""Which places of a page name authors? Its selector, JSON-LD, metadata and bylines, the most trustworthy first."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.authors.bylines import shown
from pipelines.authors.names import names_in
from pipelines.authors.nodes import Named, authors_of
from pipelines.byline_labels import AUTHOR, WROTE
from pipelines.own_nodes import is_article
from pipelines.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.records import Author
    from pipelines.document import Document

META = (
    "citation_author", "citation_authors", "author", "article:author", "dc.creator", "dcterms.creator",
    "parsely-author", "sailthru.author", "byl",
)  # fmt: skip
# As Google Scholar's guidelines allow, these may write "Smith, John".
SCHOLARLY = frozenset(("citation_author", "dc.creator", "dcterms.creator"))
WRITTEN_BY = frozenset((*WROTE, *AUTHOR))
MOST_META = 200  # contents of one name
MACHINES = frozenset(("json-ld", "meta"))  # methods that read what a reader does not see


@dataclass(frozen=True, slots=True)
class Source:
    """A place that names authors; `stated` is what JSON-LD says of their kind."""

    method: str
    where: str
    confidence: float
    authors: list[Author]
    stated: Named = field(default_factory=lambda: Named([], frozenset(), frozenset()))


def sources_of(document: Document) -> Iterator[Source]:
    """Where authors may stand, the most trustworthy place first."""
    if chosen := document.selected("authors"):
        yield Source("selector", chosen[0], 1.0, names_in(chosen[1]))
    for stated in authors_of(filter(is_article, document.nodes), document.nodes):
        yield Source("json-ld", "author", 0.95, stated.authors, stated)
    for name in META:
        said = [words for _, words in islice(document.declared(name), MOST_META)]
        turned = map(_first_name_first, said) if name in SCHOLARLY else said
        yield Source("meta", name, 0.85, [author for words in turned for author in names_in(words)])
    for label, value in zip(document.declared("twitter:label1"), document.declared("twitter:data1"), strict=False):
        if folded(label[1]) in WRITTEN_BY:
            yield Source("meta", "twitter:data1", 0.85, names_in(value[1]))
    for one in shown(document):
        yield Source("byline", one.where, one.confidence, one.authors)
    for stated in authors_of(document.nodes, document.nodes):
        yield Source("json-ld", "author of the page", 0.6, stated.authors, stated)


def _first_name_first(name: str) -> str:
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first else name
