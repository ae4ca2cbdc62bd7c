"""Which articles does a feed name? RSS of any version, Atom and JSON Feed, broken or not; and the pages that go on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from crawler.listings import xml_tree
from crawler.listings.anchors import resolve
from crawler.listings.counting import counted_up
from crawler.listings.record import Link, Listing, Turn, stated
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MOST_ITEMS = 5_000
ROOTS = {"rss", "feed", "rdf"}
PUBLISHED = ("pubdate", "published", "issued", "date")
UPDATED = ("updated", "modified")


def read(body: bytes, url: str) -> Listing | None:
    """The articles of a feed, in its order; null when it is no feed.

    Args:
        body: The feed, gzipped or not.
        url: Its address.
    """
    plain = xml_tree.unzipped(body) or b""
    if (said := _json(plain)) is not None:
        return _of_json(said, url)
    root = xml_tree.tree_of(plain)
    if root is None or xml_tree.name(root) not in ROOTS:
        return None
    items = [element for element in root.iter() if xml_tree.name(element) in {"item", "entry"}]
    links = {link.url: link for item in reversed(items[:MOST_ITEMS]) if (link := _link(item, url))}
    further = [*map(Turn, _declared(root, url)), *(_numbered(root, url) if items else ())]
    cut = len(items) > MOST_ITEMS
    return Listing(tuple(reversed(links.values())), tuple(further[:1]), kind="feed", cut=cut)


def _link(item: _Element, url: str) -> Link | None:
    target = next((found for href in _addresses(item) if (found := resolve(url, href))), None)
    if target is None:
        return None
    title = squeeze(xml_tree.text(item, "title") or "")
    return Link(target, title, stated=stated("feed", xml_tree.text(item, *PUBLISHED), xml_tree.text(item, *UPDATED)))


def _addresses(item: _Element) -> Iterator[str | None]:
    """Where an item may say that its article is, the likeliest first."""
    yield xml_tree.text(item, "origlink")  # a feed service's own links count visitors, and lead on
    links = list(xml_tree.children(item, "link"))
    for link in links:
        if link.get("href") and (link.get("rel") or "alternate") == "alternate":
            yield link.get("href")
    for link in links:
        yield (link.text or "").strip() or None
    for guid in xml_tree.children(item, "guid"):
        if (guid.get("isPermaLink") or "true").lower() == "true":
            yield (guid.text or "").strip()
    yield from (str(value) for key, value in item.attrib.items() if str(key).endswith("}about"))  # RSS 1.0


def _declared(root: _Element, url: str) -> Iterator[str]:
    """The next page by RFC 5005."""
    for link in root.iter():
        if xml_tree.name(link) == "link" and link.get("rel") == "next" and (target := resolve(url, link.get("href"))):
            yield target


def _numbered(root: _Element, url: str) -> Iterator[Turn]:
    """The next page of a WordPress feed, which takes ``paged`` and says nothing of it; the last one answers 404."""
    generators = (
        element.text or element.get("uri") or "" for element in root.iter() if xml_tree.name(element) == "generator"
    )
    if any("wordpress" in said.lower() for said in generators):
        yield Turn(counted_up(url, "paged"), assumed=True)


def _json(body: bytes) -> dict[str, Any] | None:
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) and "jsonfeed.org" in str(said.get("version")) else None


def _of_json(said: dict[str, Any], url: str) -> Listing:
    items = found if isinstance(found := said.get("items"), list) else []
    links: dict[str, Link] = {}
    for item in items[:MOST_ITEMS]:
        if not isinstance(item, dict):
            continue
        target = resolve(url, str(item.get("url") or item.get("external_url") or ""))
        dates = stated("feed", *(_text(item.get(key)) for key in ("date_published", "date_modified")))
        if target:
            links.setdefault(target, Link(target, squeeze(_text(item.get("title")) or ""), stated=dates))
    further = resolve(url, _text(said.get("next_url")))
    cut = len(items) > MOST_ITEMS
    return Listing(tuple(links.values()), (Turn(further),) if further else (), kind="feed", cut=cut)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
