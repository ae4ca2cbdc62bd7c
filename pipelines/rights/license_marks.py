"""What is marked as the page's licence? JSON-LD, meta data, and elements with rel or a property of that name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.lines import words_of
from pipelines.own_nodes import of_page
from pipelines.rights.copyright_words import RESERVED
from pipelines.rights.license_claims import is_foreign, is_of_a_thing, words_around
from pipelines.rights.licenses import MENTION, most_exact, of_address, of_words
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

METAS = (
    *("dcterms.license", "dcterms:license", "dc.license", "dc.rights.license", "license", "licence"),
    *("dc.rights", "dc:rights", "dcterms.rights", "dcterms:rights", "rights", "copyright"),
)
MOST_MARKED = 100  # elements; a page of many pictures marks each one's
RSL = re.compile(r"application/rsl\+xml|\brslstandard\.org|\brsl\.xml", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """A licence as one place states it; without an id it is one that was not believed, for the reason."""

    id: str | None
    method: str
    where: str
    raw: str
    url: str | None = None
    reason: str = ""


def marked_licenses(document: Document) -> Iterator[Stated]:
    """What is marked as the page's licence."""
    whole = of_page(document.article, document.nodes)
    for text in dict.fromkeys(text for node in whole for text in _texts(node.get("license"))):
        yield from _told("json-ld", "license", text)
    for name, text in document.declared(*METAS):
        if name.rpartition(".")[2] in {"license", "licence"} or MENTION.search(text) or of_address(text):
            yield from _told("meta", name, text)
    for element in document.marks.marked.get("license", [])[:MOST_MARKED]:
        if element.tag != "meta":
            yield from _marked(document, element)


def _texts(value: Any) -> Iterator[str]:
    """The texts of a JSON-LD licence: itself, or what its address or else its name says."""
    for item in value if isinstance(value, list) else [value]:
        said = item
        if isinstance(item, dict):
            said = next(
                (item[key] for key in ("@id", "url", "name", "@value") if isinstance(item.get(key), str)), None
            )
        if isinstance(said, str) and said.strip():
            yield squeeze(said)


def _told(method: str, where: str, text: str) -> Iterator[Stated]:
    """The licences in a text that is there to tell one."""
    if linked := of_address(text):
        url = text if text.startswith(("http:", "https:")) and " " not in text else None
        yield Stated(linked, method, where, text, url)
        return
    named = most_exact(name for name, _, _ in of_words(text))
    for name in named:
        yield Stated(name, method, where, text)
    if not named:
        reason = "reserved rights are no licence" if RESERVED.search(text) else "no licence known by this name"
        yield Stated(None, method, where, text, None, reason)


def _marked(document: Document, element: _Element) -> Iterator[Stated]:
    href = next((said for key in ("href", "resource", "content") if (said := element.get(key))), "")
    where = "rel=license" if element.get("rel") else "license property"
    if not href:
        return
    url = document.absolute(href) or href
    if RSL.search(f"{element.get('type') or ''} {href}"):
        yield Stated(None, "link", where, url, None, "terms for machines (RSL) are no licence to readers")
    elif is_of_a_thing(document, element) or (element.tag != "link" and is_foreign(words_around(element)[0])):
        yield Stated(None, "link", where, url, None, "the licence of something else on the page")
    else:
        yield from _told("link", where, url)
        yield from named_by(element, where, url)


def named_by(link: _Element, where: str, url: str) -> Iterator[Stated]:
    """The licences that a link's words name: another one than its address, and neither can be believed."""
    words = words_of(link)
    for name, _, _ in of_words(words):
        yield Stated(name, "link", where, words, url)
