"""Which links does a page have? Each with its address, its words and its place in the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from crawler.address import site_of
from pipelines.text import printable, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ANCHORS = 10_000
MOST_TEXT = 500  # characters of one link's words
# Characters of an address as it is written. No server takes half of it: what is cut here is told, and never asked. Each
# step would copy a longer one, and `urlsplit` keep it.
MOST_ADDRESS = 5_000
FILES = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|csv|zip|rar|7z|gz|epub|jpe?g|png|gif|svg|webp|mp3|mp4|m4a|avi|mov|ics|xml|rss)$",
    re.IGNORECASE,
)
# What a script does that follows a link.
SCRIPTED = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.assign\(|window\.open\()\s*(['\"])(?P<address>[^'\"]+)\1"
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Anchor:
    """One `a` element, or another that a script makes a link.

    Attributes:
        element: Where it stands.
        url: Absolute, http or https, without a fragment.
        text: Its words, or those of the picture in it; empty when it has none.
    """

    element: HtmlElement
    url: str
    text: str


def parse(html: str) -> HtmlElement | None:
    """The page's tree; null when there is nothing in it."""
    try:
        return document_fromstring(
            printable(html.encode("utf-8", "replace")), parser=HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (etree.LxmlError, ValueError):
        return None


def anchors(tree: HtmlElement, url: str, sites: frozenset[str] = frozenset()) -> list[Anchor]:
    """The page's links to pages of its own host and of some sites, in order; files and the page itself are left out."""
    base = base_url(tree, url)
    found = []
    for element in tree.iter(etree.Element):
        target = resolve(base, _href(element))
        if (
            target
            and target != urldefrag(url)[0]
            and (same_host(target, url) or site_of(target) in sites)
            and not FILES.search(urlsplit(target).path)
        ):
            found.append(Anchor(element, target, words(element)))
            if len(found) == MOST_ANCHORS:
                break
    return found


def _href(element: HtmlElement) -> str | None:
    """Where an element leads, by itself or by a script."""
    said = None if element.tag == "a" else SCRIPTED.search(element.get("onclick") or "")
    href: str | None = said["address"] if said else element.get("href" if element.tag == "a" else "data-href")
    return href


def base_url(tree: HtmlElement, url: str) -> str:
    """What the page's relative addresses are relative to."""
    for element in tree.iter("base"):
        return resolve(url, element.get("href")) or url
    return url


def resolve(base: str, href: str | None) -> str | None:
    """The absolute address a link leads to; null when it leads to no page."""
    if not href or href.lstrip()[:1] == "#":
        return None
    try:
        target = urldefrag(urljoin(base, href.strip()[:MOST_ADDRESS]))[0]
        parts = urlsplit(target)
        target.encode()  # half a character, as JSON can name one, is in no address
        is_page = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # no port is a word, or over 65,535
        return None
    return target if is_page else None


def same_host(url: str, other: str) -> bool:
    """Whether two addresses name one host and port, with or without www."""
    return urlsplit(url).netloc.lower().removeprefix("www.") == urlsplit(other).netloc.lower().removeprefix("www.")


def words(element: HtmlElement) -> str:
    """An element's words: of the heading in it if there is one, else its own, else its picture's."""
    for heading in element.iter(*HEADINGS):
        if text := squeeze(heading.text_content()):
            return text[:MOST_TEXT]
    if text := squeeze(element.text_content()):
        return text[:MOST_TEXT]
    named = (image.get("alt") or "" for image in element.iter("img"))
    return squeeze(element.get("title") or next(named, ""))[:MOST_TEXT]


def ancestors(element: HtmlElement, most: int = 40) -> Iterator[HtmlElement]:
    """An element's ancestors from the nearest up, a bounded number of them."""
    for count, parent in enumerate(element.iterancestors()):
        if count == most:
            return
        yield parent
