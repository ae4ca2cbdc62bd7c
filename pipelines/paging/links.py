"""Which links of a page may lead to other pages of its article? Told by their addresses, words and places."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from urllib.parse import urldefrag, urljoin, urlsplit

from pipelines.asides import WHOLE
from pipelines.document import ROOTED, SITE
from pipelines.paging.addresses import readings, stem_of
from pipelines.paging.labels import Label, label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.paging.addresses import Numbered

Family: TypeAlias = tuple[str, str]  # what the addresses of one row share: their stem, and how they write the number
MOST_PAGES = 50  # of one article; a longer row is a listing's, or never ends
MOST_LINKS = 2_000  # of a page that are looked at
RELATIVE = frozenset(".?0123456789")  # what an address relative to the page begins with: "?page=2", "2/", "./2.html"
NUMBERED = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.[A-Za-z]{3,5})?/?(?:[&#?]|$)")
# Names of places where other people's words, other articles or pictures are paged.
OTHERS = re.compile(
    r"comment|kommentar|repl(?:y|ies)|review|respon[ds]|discuss|disqus|pinglun|guestbook|forum|thread|related|"
    r"calendar|teaser|slide|carousel",
    re.IGNORECASE,
)
GALLERIES = re.compile(r"galler|galeri|slideshow", re.IGNORECASE)  # also as the name of a whole page
PAGER_TAGS = frozenset(("nav", "footer"))  # places beside the article where rows of pages stand as well
FRAGMENT_OF_OTHERS = re.compile(r"#.*(?:comment|respond|review)", re.IGNORECASE)


class Link(NamedTuple):
    """A link to what may be a page of the same article.

    Attributes:
        value: The number in its address; null in one without a number, which is that of page 1.
    """

    element: _Element
    url: str
    label: Label
    value: int | None


def own_readings(url: str) -> dict[Family, Numbered | None]:
    """The ways to read the page's own address, by stem and style, null without a number; none for the home page."""
    parts = urlsplit(url)
    if not url or (not parts.path.strip("/") and not parts.query):
        return {}
    numbered = {(one.stem, one.style): one for one in readings(url) if one.number <= MOST_PAGES}
    return {(stem_of(url), ""): None, **numbered}


def links_to(document: Document, own: dict[Family, Numbered | None]) -> dict[Family, list[Link]]:
    """The links that may lead to pages of this article, by stem and style."""
    bare = next(iter(own))[0]
    found: defaultdict[Family, list[Link]] = defaultdict(list)
    for element, target in _likely(document, own):
        if (label := label_of(element)) is None:  # most links: their words cost less than their addresses
            continue
        said = {(one.stem, one.style): one.number for one in readings(target)}
        stem = stem_of(target)
        first = {key: None for key in own if key[1] and key[0] == stem}
        fitting = {key: value for key, value in (first | said).items() if key in own or key[0] == bare}
        if fitting and _is_place(document, element):
            for key, value in fitting.items():
                found[key].append(Link(element, target, label, value))
    return found


def _likely(document: Document, own: dict[Family, Numbered | None]) -> Iterator[tuple[_Element, str]]:
    """The links whose address may belong to one of these stems; the cheapest question first."""
    url = document.page.url
    base = document.base if _resolved(url, document.base) else url
    names = _names(document.page.url, own)
    is_first = len(own) == 1  # by its address it is no other page: then all others have a number
    for _, element, href in document.marks.links[:MOST_LINKS]:
        if not href or not (href[0] in RELATIVE or any(map(href.__contains__, names))):
            continue
        if (is_first and not NUMBERED.search(href)) or FRAGMENT_OF_OTHERS.search(href):
            continue
        if target := _resolved(base, href):
            yield element, target
    for element in document.marks.marked.get("next", ()):
        if element.tag == "link" and (target := _resolved(base, element.get("href") or "")):
            yield element, target


def _names(url: str, own: dict[Family, Numbered | None]) -> set[str]:
    """What an address must hold to have one of these stems: its last part, as it is read and as it is written."""
    stems = (stem for stem, _ in own)
    lasts = (re.split("[.?]", last.rpartition("/")[2])[0] for last in (url.rstrip("/"), *stems))
    return {name for name in lasts if name}


def _is_place(document: Document, element: _Element) -> bool:
    """Whether a link stands neither among readers' comments or pictures nor beside the article."""
    whole = document.marks.tags.get("body", ()) if element.tag == "link" else ()
    for one in (element, *element.iterancestors(), *(body for _, body in whole)):
        if one in document.others or (one in document.asides and one.tag not in PAGER_TAGS):
            return False
        names = f"{one.get('class') or ''} {one.get('id') or ''}"
        if GALLERIES.search(names) or (one.tag not in WHOLE and OTHERS.search(names)):
            return False
    return True


def _resolved(base: str, href: str) -> str | None:
    """The absolute address of a link to the same host, without fragment; null when it leads elsewhere."""
    if ROOTED.fullmatch(href) and (site := SITE.match(base)):
        return f"{site.group()}{href}"
    try:
        target = urldefrag(urljoin(base, href.strip()))[0]
        parts, own = urlsplit(target), urlsplit(base)
    except ValueError:
        return None
    same = parts.netloc.lower().removeprefix("www.") == own.netloc.lower().removeprefix("www.")
    return target if same and parts.scheme in {"http", "https"} else None
