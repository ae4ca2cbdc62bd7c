"""What does a page declare, and how does it read line by line? Its tree, metadata and lines, made once a page."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.cssselect import CSSSelector

from pipelines.decode import decoded
from pipelines.lines import Line, lines_of, words_of
from pipelines.text import printable, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.page import Page

# schema.org's Article and the types below it that sites use, and the older ones that mean the same.
ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|ScholarlyWork|Analysis|Review|Thesis|CreativeWork)$")
MARKS = ("itemprop", "property", "rel")
MOST_NODES = 500  # of JSON-LD


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page.

    Attributes:
        page: What it was parsed from.
        tree: Its root element.
        meta: The contents of its `meta` elements by name, property or itemprop in lower case.
        nodes: Its JSON-LD objects, flattened.
        lines: Its text as lines, as a reader sees them.
        named: Its elements that have a class or an id, with their place in the page, by both in lower case.
        marks: Its elements by what itemprop, property and rel say of them, in lower case: ``"author"``.
    """

    page: Page
    tree: _Element
    meta: dict[str, tuple[str, ...]]
    nodes: tuple[dict[str, Any], ...]
    lines: tuple[Line, ...]
    named: dict[str, list[tuple[int, _Element]]]
    marks: dict[str, list[_Element]]

    @property
    def article(self) -> dict[str, Any]:
        """The JSON-LD object that describes the article; empty when there is none."""
        return next((node for node in self.nodes if any(map(ARTICLE_TYPES.search, types(node)))), {})

    def declared(self, *names: str) -> Iterator[tuple[str, str]]:
        """The name and content of each of these `meta` elements that is there, in this order."""
        for name in names:
            for content in self.meta.get(name, ()):
                yield name, content

    def elements_named(self, pattern: re.Pattern[str]) -> list[tuple[str, _Element]]:
        """The elements whose class or id a pattern finds, with both in lower case, in the page's order."""
        found = ((place, name, one) for name in self.named if pattern.search(name) for place, one in self.named[name])
        return [(name, element) for _, name, element in sorted(found, key=lambda each: each[0])]

    def selected(self, field: str) -> tuple[str, str] | None:
        """The source's own selector for a field and the words it picks; null when it has none or picks nothing."""
        for name, css in self.page.hints.selectors:
            if name == field:
                for element in self.elements(css):
                    if words := squeeze(element.get("datetime") or "") or words_of(element):
                        return css, words
        return None

    def elements(self, css: str) -> list[_Element]:
        """The elements that a CSS selector picks, in the page's order."""
        return cast("list[_Element]", CSSSelector(css)(self.tree))

    def absolute(self, href: str) -> str | None:
        """The absolute http(s) address of a link; null when it leads to none."""
        try:
            target = urljoin(self.page.url, href.strip())
            parts = urlsplit(target)
        except ValueError:
            return None
        return target if parts.scheme in {"http", "https"} and parts.hostname else None


def document(page: Page) -> Document | None:
    """The parsed page; null when there is no text in it."""
    html = printable(decoded(page.body, page.header("content-type")))
    try:
        tree = etree.fromstring(html, parser=etree.HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.LxmlError, ValueError):
        return None
    if tree is None:
        return None
    return Document(page, tree, _meta(tree), tuple(_nodes(tree)), tuple(lines_of(tree)), _named(tree), _marks(tree))


def types(node: dict[str, Any]) -> list[str]:
    """A JSON-LD object's types."""
    said = node.get("@type")
    return [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, str)]


def texts(value: Any) -> Iterator[str]:
    """The texts a JSON-LD value holds: itself, its items, or its `name` or `@value`."""
    if isinstance(value, str) and value.strip():
        yield squeeze(value)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        yield from texts(value.get("name") or value.get("@value") or value.get("@id"))


def _meta(tree: _Element) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for element in tree.iter("meta"):
        content = squeeze(element.get("content") or "")
        for key in ("name", "property", "itemprop", "http-equiv"):
            if content and (name := element.get(key)):
                found[name.strip().lower()].append(content)
    return {name: tuple(contents) for name, contents in found.items()}


def _named(tree: _Element) -> dict[str, list[tuple[int, _Element]]]:
    found: defaultdict[str, list[tuple[int, _Element]]] = defaultdict(list)
    for place, element in enumerate(_having(tree, "//*[@class or @id]")):
        found[f"{element.get('class') or ''} {element.get('id') or ''}".lower()].append((place, element))
    return found


def _marks(tree: _Element) -> dict[str, list[_Element]]:
    found: defaultdict[str, list[_Element]] = defaultdict(list)
    for element in _having(tree, "//*[@itemprop or @property or @rel]"):
        for name in MARKS:
            if said := element.get(name):
                for mark in said.lower().split():
                    found[mark.rpartition(":")[2]].append(element)
    return found


def _having(tree: _Element, path: str) -> list[_Element]:
    return cast("list[_Element]", tree.xpath(path))


def _nodes(tree: _Element) -> Iterator[dict[str, Any]]:
    count = 0
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            for node in _objects(_json(script.text or "")):
                yield node
                count += 1
                if count == MOST_NODES:
                    return


def _json(text: str) -> Any:
    try:
        # What stands behind the first value is left out: a closing bracket too many is the commonest mistake.
        return json.JSONDecoder(strict=False).raw_decode(text.strip().removeprefix("<!--").lstrip())[0]
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD block: those at the top, and those of a graph."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            yield from _objects(item.get("@graph"))
            yield from _objects(item.get("mainEntity"))
