"""What does a page declare, and how does it read line by line? Its tree, metadata and lines, made once a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin, urlsplit

from lxml.cssselect import CSSSelector

from pipelines.asides import asides_of, others_of
from pipelines.bounds import without_files
from pipelines.decode import in_utf8
from pipelines.jsonld import nodes_of
from pipelines.lines import Line, lines_of, words_of
from pipelines.marks import marks_of
from pipelines.own_nodes import is_article, own_nodes
from pipelines.parse import Parsed, parsed, show
from pipelines.site import Site, site_of
from pipelines.text import printable, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from pipelines.marks import Marks
    from pipelines.page import Page

# An address that stays as it is, whatever page it stands on.
PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[!$-:=@-Z_a-z~]*)?(?:\?[!$-:=?@-Z_a-z~]+)?")
# One that stays as it is behind the site's, and the site of most pages' addresses.
ROOTED = re.compile(r"(?:/[!$-\-0-9:=@-Z_a-z~][!$-.0-:=@-Z_a-z~]*)+/?(?:\?[!$-:=?@-Z_a-z~]+)?")
SITE = re.compile(r"https?://[A-Za-z0-9-][A-Za-z0-9.-]*(?=/|$)")


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page.

    Attributes:
        page: What it was parsed from.
        base: What its relative addresses are relative to.
        tree: Its root element.
        marks: Its elements and metadata by what they are marked as.
        nodes: Its JSON-LD objects, flattened, without those of other articles.
        article: The one of them that describes the article; empty when there is none.
        site: What its site is called.
        asides: Where its places beside the article begin.
        others: Where its readers' comments and its cards of other articles begin.
        lines: Its text as lines, as a reader sees them.
        whole: Whether that is all of the page: elements nested too deep end the parser's work.
        picked: The elements that each of the source's CSS selectors picks, in the page's order.
    """

    page: Page
    base: str
    tree: _Element
    marks: Marks
    nodes: tuple[dict[str, Any], ...]
    article: dict[str, Any]
    site: Site
    asides: frozenset[_Element]
    others: frozenset[_Element]
    lines: tuple[Line, ...]
    whole: bool
    picked: Mapping[str, list[_Element]]

    def declared(self, *names: str) -> Iterator[tuple[str, str]]:
        """The name and content of each of these `meta` elements that is there, in this order."""
        for name in names:
            for content in self.marks.meta.get(name, ()):
                yield name, content

    def selected(self, field: str) -> tuple[str, str] | None:
        """The source's own selector for a field and the words it picks; null when it has none or picks nothing."""
        for name, css in self.page.hints.selectors:
            if name == field:
                for element in self.picked[css]:
                    if words := squeeze(element.get("datetime") or "") or words_of(element):
                        return css, words
        return None

    def is_aside(self, element: _Element) -> bool:
        """Whether an element stands beside the article."""
        return not self.asides.isdisjoint(element.iterancestors())

    def is_of_others(self, element: _Element) -> bool:
        """Whether an element stands among readers' comments, or in a card of another article."""
        return not self.others.isdisjoint(element.iterancestors())

    def absolute(self, href: str) -> str | None:
        """The absolute http(s) address of a link; null when it leads to none."""
        if PLAIN.fullmatch(href):
            return href
        if ROOTED.fullmatch(href) and (site := SITE.match(self.base)):
            return f"{site.group()}{href}"
        try:
            target = urljoin(self.base, href.strip())
            parts = urlsplit(target)
        except ValueError:
            return None
        return target if parts.scheme in {"http", "https"} and parts.hostname else None


def tree_of(page: Page) -> _Element | None:
    """The page's root element; null when there is no text in it."""
    tree = _parsed(page).tree
    if tree is not None:
        show(tree)
    return tree


def document(page: Page) -> Document | None:
    """The parsed page; null when there is no text in it."""
    tree, whole = _parsed(page)
    if tree is None:
        return None
    picked = {css: cast("list[_Element]", CSSSelector(css)(tree)) for _, css in page.hints.selectors}
    show(tree)
    marks = marks_of(tree)
    nodes = tuple(own_nodes(list(nodes_of(marks.tagged("script"))), page, marks))
    article = next(filter(is_article, nodes), {})
    site = site_of(page.url, marks, nodes, article)
    asides = asides_of(marks)
    lines = tuple(lines_of(tree, asides))
    return Document(
        page,
        _base(page.url, marks),
        tree,
        marks,
        nodes,
        article,
        site,
        asides,
        others_of(marks),
        lines,
        whole,
        picked,
    )


def with_body(page: Document, html: str) -> Document | None:
    """A page with this body in place of its own; null when there is no text in it."""
    tree = parsed(printable(f"<html><body>{html}</body></html>".encode("utf-8", "replace"))).tree
    if tree is None:
        return None
    show(tree)
    marks = marks_of(tree)
    asides = asides_of(marks)
    lines = tuple(lines_of(tree, asides))
    return replace(page, tree=tree, marks=marks, asides=asides, others=others_of(marks), lines=lines)


def _base(url: str, marks: Marks) -> str:
    href = next((one.get("href") for one in marks.tagged("base")), None) or ""
    try:
        return urljoin(url, href.strip())
    except ValueError:
        return url


def _parsed(page: Page) -> Parsed:
    return parsed(printable(without_files(in_utf8(page.body, page.header("content-type")))))
