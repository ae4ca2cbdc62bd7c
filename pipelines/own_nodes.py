"""Which objects of a page's JSON-LD speak of its own article? Many pages describe the articles they link to as well."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from pipelines.jsonld import texts, types
from pipelines.text import letters
from pipelines.titles import titles_of, ways_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pipelines.marks import Marks
    from pipelines.page import Page

    Node = dict[str, Any]
    Path = tuple[str, str]

# schema.org's Article and the types below it that sites use, and the older ones that mean the same.
ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|ScholarlyWork|Analysis|Review|Thesis|CreativeWork)$")
# Types that are an article's only where they name the page: a fact check is a ClaimReview, a reader's opinion a Review.
LOOSE_TYPES = re.compile(r"(?:Review|CreativeWork)$")
# What an article holds or is about; its author and date are not the article's.
OTHER_WORKS = re.compile(r"(?:Comments?|Book|Movie|VideoObject|AudioObject|ImageObject|ItemList)$")
# Types of the page and the site, which speak for the article where it says nothing itself.
PAGES = frozenset(("WebPage", "WebSite", "ItemPage", "WPFooter"))
ADDRESSES = ("url", "@id", "mainEntityOfPage")
CUT = 60  # letters of a headline that may be a title's beginning: some objects hold no more than 110 characters
LONGEST = 500  # characters of a headline that are compared
MOST = 20  # addresses of a page, and of an object, that are compared


def is_article(node: Node) -> bool:
    """Whether an object describes an article, this page's or another."""
    return any(map(ARTICLE_TYPES.search, types(node)))


def of_page(article: Node, nodes: Iterable[Node]) -> list[Node]:
    """The object of the article, then those of the page and the site."""
    return [article, *(node for node in nodes if PAGES.intersection(types(node)))]


def own_nodes(nodes: list[Node], page: Page, marks: Marks) -> Iterator[Node]:
    """The objects without those of other articles, of what readers wrote and of what the article holds."""
    articles = [node for node in nodes if is_article(node)]
    own = {id(node) for node in _own_articles(articles, page, marks)} if articles else set()
    for node in nodes:
        if id(node) in own if is_article(node) else not any(map(OTHER_WORKS.search, types(node))):
            yield node


def _own_articles(articles: list[Node], page: Page, marks: Marks) -> list[Node]:
    """Those that have the page's address or headline; where none does, those that have none that is another's."""
    paths = _paths_of(page, marks)
    titles = {_letters(way) for title in titles_of(marks) for way in ways_of(title[:LONGEST])}
    named = [node for node in articles if not paths.isdisjoint(_paths(node, page)) or _is_headed(node, titles)]
    strict = [node for node in articles if not all(map(LOOSE_TYPES.search, types(node)))]
    if named:
        return [node for node in named if any(node is one for one in strict)] or named
    silent = [node for node in strict if not any(_paths(node, page))]
    return [node for node in silent if len(strict) == 1 or not node.get("headline")]


def _paths_of(page: Page, marks: Marks) -> set[Path]:
    """The page's addresses, each with its query and without."""
    links = [one.get("href") or "" for one in marks.marked.get("canonical", ())[:MOST]]
    said = (page.url, *page.via, *links, *marks.meta.get("og:url", ())[:MOST])
    own = {path for address in said for path in _path(address, page)}
    return own | {(path, "") for path, _ in own}


def _paths(node: Node, page: Page) -> Iterator[Path]:
    return (path for address in _addresses(node) for path in _path(address, page))


def _addresses(node: Node) -> Iterator[str]:
    for key in ADDRESSES:
        said = node.get(key)
        for one in said[:MOST] if isinstance(said, list) else [said]:
            address = one.get("@id") or one.get("url") if isinstance(one, dict) else one
            if isinstance(address, str):
                yield address


def _path(address: str, page: Page) -> Iterator[Path]:
    """What tells an address from the site's others; nothing for the site's own, which says nothing of the article."""
    try:
        parts = urlsplit(urljoin(page.url, address.strip()))
    except ValueError:
        return
    path = unquote(parts.path).rstrip("/").lower()
    if address.strip().startswith(("http://", "https://", "/")) and (path or parts.query):
        yield path, parts.query


def _is_headed(node: Node, titles: Collection[str]) -> bool:
    """Whether its headline is a title of the page, but for the site's name beside it, or the beginning of a long one."""
    for headline in filter(None, map(_letters, texts(node.get("headline")))):
        if headline in titles or (len(headline) >= CUT and any(title.startswith(headline) for title in titles)):
            return True
    return False


def _letters(text: str) -> str:
    return letters(unescape(text[:LONGEST]))
