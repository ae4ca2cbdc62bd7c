"""Does a page only list other pages? Home pages, archives, tags, search results, tables of contents."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from pipelines.jsonld import types
from pipelines.refuse.prose import letters_in, link_around
from pipelines.refuse.reasons import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.lines import Line

LEVELS = 6  # elements around a teaser and its headline
LEAST_HEADLINE = 15  # letters; shorter links are menus
MOST_LINKS = 3  # addresses in a card: its headline's, its section's, its author's
MOST_TEASED = 600  # letters; a longer text below one link is an article whose title is a link
LEAST_CARDS = 5
LEAST_HEADLINES = 12  # of a list without teasers
SENTENCE = 30  # letters; what has more prose of its own, and no sign of a listing, is an article
INTRODUCTION = 500  # letters that a page with such a sign may begin with
# Words in the class of `body` (WordPress, Drupal), types of JSON-LD, and addresses.
CLASSES = frozenset(("archive", "category", "tag", "search", "search-results", "blog", "home", "front", "front-page"))
TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ItemList", "Blog"))
ADDRESSES = re.compile(
    r"^/?(?:index\.\w{2,5}|home|[a-z]{2}(?:-[a-z]{2})?)?/?$|/page/\d+/?$|^/?(?:[\w-]+/)?(?:index|list)(?:_\d+)?\.\w{2,5}$"
    r"|/(?:tags?|category|categories|kategorie|categoria|topics?|themen?|search)(?:/[^/.]{1,30})?/?$"
    r"|/archives?(?:/(?:19|20)\d\d(?:/\d{1,2})?)?/?$",
    re.IGNORECASE,
)
FOOT = re.compile(r"(?:^|[\s_-])(?:foot|footer|copyright|bottom)(?:$|[\s_-])", re.IGNORECASE)
QUERIES = re.compile(r"(?:^|&)(?:s|q|query|search)=", re.IGNORECASE)


class Shares(NamedTuple):
    """What a page's prose belongs to.

    Attributes:
        own: Letters of prose that no card holds.
        cards: How many cards hold some: places with a headline that links to another page, and a teaser.
        headlines: How many other pages the links outside menus name.
        is_linked: Whether more of the text outside asides is links than is not.
    """

    own: float
    cards: int
    headlines: int
    is_linked: bool


def shares_of(document: Document, prose: Iterable[Line]) -> Shares:
    """How the prose divides between the page and its cards."""
    holders = _holders(document)
    teased: defaultdict[_Element, float] = defaultdict(float)
    own = 0.0
    for line in prose:
        if _is_foot(line.element):
            continue
        card = _card(line.element, holders)
        if card is None:
            own += letters_in(line.text)
        else:
            teased[card] += letters_in(line.text)
    short = [letters for letters in teased.values() if letters <= MOST_TEASED]
    named = {address for addresses in holders.values() for address in addresses}
    return Shares(own + sum(teased.values()) - sum(short), len(short), len(named), _is_linked(document))


def listing(document: Document, shares: Shares) -> Refused | None:
    """Whether cards or headlines are all there is; never on a page that is marked as an article."""
    if _is_marked(document):
        return None
    carded = shares.cards >= LEAST_CARDS and shares.own < (INTRODUCTION if _is_signed(document) else SENTENCE)
    bare = shares.is_linked and not shares.own and not shares.cards  # a table of figures is no listing
    listed = bare and shares.headlines >= LEAST_HEADLINES
    return Refused(Reason.LISTING, f"{max(shares.cards, shares.headlines)} other pages") if carded or listed else None


def _is_linked(document: Document) -> bool:
    lines = [line for line in document.lines if not line.aside]
    linked = [line for line in lines if link_around(line.element) is not None]
    return 2 * sum(letters_in(line.text) for line in linked) > sum(letters_in(line.text) for line in lines)


def _holders(document: Document) -> dict[_Element, set[str]]:
    """The elements around headlines that link to other pages of the site, with the addresses."""
    own = urlsplit(document.page.url)
    holders: defaultdict[_Element, set[str]] = defaultdict(set)
    for address, link in _headlines(document):
        parts = urlsplit(address)
        if parts.netloc.removeprefix("www.") == own.netloc.removeprefix("www.") and parts[2:4] != own[2:4]:
            for around in _around(link):
                holders[around].add(address)
    return holders


def _headlines(document: Document) -> Iterator[tuple[str, _Element]]:
    for line in document.lines:
        if not line.aside and letters_in(line.text) >= LEAST_HEADLINE:
            link = link_around(line.element)
            address = document.absolute(link.get("href") or "") if link is not None else None
            if link is not None and address:
                yield address, link


def _card(element: _Element, holders: dict[_Element, set[str]]) -> _Element | None:
    """The nearest element around a line that holds a headline, if it holds no more than a card does."""
    near = next((one for one in (element, *_around(element)) if one in holders), None)
    return near if near is not None and len(holders[near]) <= MOST_LINKS else None


def _is_foot(element: _Element) -> bool:
    """Whether a line stands in a box that is named as the page's foot, where the site's address is."""
    named = (
        one for one in (element, *_around(element)) if FOOT.search(f"{one.get('class') or ''} {one.get('id') or ''}")
    )
    return any(next(one.iter("h1", "h2"), None) is None for one in named)


def _around(element: _Element) -> Iterator[_Element]:
    at = element.getparent()
    for _ in range(LEVELS):
        if at is None or at.tag in {"body", "main", "html"}:
            return
        yield at
        at = at.getparent()


def _is_marked(document: Document) -> bool:
    """Whether a page says to machines that it is an article."""
    said = document.marks.meta
    return bool(document.article) or "article:published_time" in said or "article" in said.get("og:type", ())


def _is_signed(document: Document) -> bool:
    """Whether a page's address, its kind in JSON-LD or its class says that it lists others."""
    parts = urlsplit(document.page.url)
    classes = {word for one in document.marks.tagged("body") for word in (one.get("class") or "").lower().split()}
    named = any(not TYPES.isdisjoint(types(node)) for node in document.nodes)
    query = bool(QUERIES.search(parts.query))
    return query or named or not CLASSES.isdisjoint(classes) or bool(ADDRESSES.search(parts.path))
