"""Which pages does a sitemap name, and when did they last change? Plain, gzipped, split, for news, or as text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from crawler.listings import xml_tree
from crawler.listings.anchors import resolve
from crawler.listings.builds import told_apart
from crawler.listings.record import Link, Listing, stated
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MOST_ENTRIES = 50_000  # of one sitemap, as sitemaps.org allows


def read(body: bytes, url: str) -> Listing | None:
    """What a sitemap names, in its order, each address once; null when it is none. An index names its parts.

    Args:
        body: The sitemap, gzipped or not.
        url: Its address; relative ones are read against it, though none should be.
    """
    root = xml_tree.tree_of(body)
    kind = xml_tree.name(root) if root is not None else ""
    if root is not None and kind == "sitemapindex":
        return Listing(parts=_links(root, "sitemap", url), kind="sitemap", cut=len(root) > MOST_ENTRIES)
    if root is not None and kind == "urlset":
        return Listing(told_apart(_links(root, "url", url)), kind="sitemap", cut=len(root) > MOST_ENTRIES)
    return _of_text(body, url)


def _links(root: _Element, name: str, url: str) -> tuple[Link, ...]:
    links: dict[str, Link] = {}
    for target, entry in _entries(root, name, url):
        links.setdefault(target, _link(target, entry))
    return tuple(links.values())


def _entries(root: _Element, name: str, url: str) -> Iterator[tuple[str, _Element]]:
    for count, entry in enumerate(xml_tree.children(root, name)):
        if count == MOST_ENTRIES:
            return
        if target := resolve(url, xml_tree.text(entry, "loc")):
            yield target, entry


def _link(target: str, entry: _Element) -> Link:
    """A page; a news sitemap gives its title and its date as well."""
    news = next(xml_tree.children(entry, "news"), None)
    title, published = (
        (news is not None and xml_tree.text(news, name)) or None for name in ("title", "publication_date")
    )
    return Link(target, squeeze(title or ""), stated=stated("sitemap", published, xml_tree.text(entry, "lastmod")))


def _of_text(body: bytes, url: str) -> Listing | None:
    """A sitemap of plain lines, each an address and nothing else."""
    plain = xml_tree.unzipped(body)
    lines = [line.strip() for line in (plain or b"").decode("utf-8-sig", "replace").splitlines() if line.strip()]
    if not lines or not all(line.startswith(("http://", "https://")) and " " not in line for line in lines):
        return None
    targets = dict.fromkeys(urldefrag(target)[0] for line in lines[:MOST_ENTRIES] if (target := resolve(url, line)))
    links = tuple(Link(target, "") for target in targets)
    return Listing(links, kind="sitemap", cut=len(lines) > MOST_ENTRIES)
