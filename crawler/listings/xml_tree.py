"""How is a feed's or a sitemap's XML read? Broken or not, without fetching or expanding what it names."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 50 * 1024 * 1024  # uncompressed: what sitemaps.org allows one sitemap
MOST_TEXT = 5_000  # characters of one piece of a field: no title is longer, and no address that can be asked
GZIP = b"\x1f\x8b"


def tree_of(body: bytes) -> etree._Element | None:
    """The root of an XML document, gzipped or not; null when it is none, or too large."""
    plain = unzipped(body)
    if plain is None:
        return None
    # Nothing is resolved: an entity that grows, or names a file, stays unread.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root: etree._Element | None = etree.fromstring(plain.lstrip(), parser)
    except (etree.LxmlError, ValueError):
        return None
    return root


def unzipped(body: bytes) -> bytes | None:
    """The bytes, uncompressed where they are gzip; null when that is broken, cut off or more than `MOST_BYTES`."""
    if not body.startswith(GZIP):
        return body if len(body) <= MOST_BYTES else None
    undo = zlib.decompressobj(wbits=31)
    try:
        plain = undo.decompress(body, MOST_BYTES)
    except zlib.error:
        return None
    return plain if undo.eof else None  # a sitemap that is cut off names only some of its pages


def name(element: etree._Element) -> str:
    """An element's name without its namespace, in lower case; empty for a comment."""
    tag = element.tag
    return str(tag).rpartition("}")[2].lower() if isinstance(tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children of these names, whatever their namespace."""
    return (child for child in element if name(child) in names)


def text(element: etree._Element, *names: str) -> str | None:
    """The words of the first child of one of these names, in the order of the names; null when there are none."""
    for wanted in names:
        for child in children(element, wanted):
            if said := "".join(str(part)[:MOST_TEXT] for part in child.itertext()).strip():
                return said
    return None
