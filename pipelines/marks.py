"""Which elements does a page mark, and as what? By class and id, by itemprop, property and rel, and in its `meta`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from lxml import etree

from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element, _ElementUnicodeResult

META_KEYS = ("name", "property", "itemprop", "http-equiv")
REMEMBERED = 16_384  # the classes of an element; the pages of a site, and of systems, repeat them

# Attributes by XPath rather than by element: a page has a thousand elements, and few of them are ever asked for.
_marking = cast(
    "Callable[[_Element], list[_ElementUnicodeResult]]", etree.XPath("//@itemprop | //@property | //@rel")
)
_naming = cast("Callable[[_Element], list[_ElementUnicodeResult]]", etree.XPath("//@class | //@id"))


@dataclass(frozen=True, slots=True)
class Marks:
    """The marked elements of a page; all names in lower case.

    Attributes:
        meta: The contents of its `meta` elements by name, property or itemprop.
        marked: Its elements by each word of their itemprop, property and rel, without a prefix: ``"author"``.
        named: Its classes and ids as they stand in the page, each with the words in it and with its places there.
    """

    meta: dict[str, tuple[str, ...]]
    marked: dict[str, list[_Element]]
    named: tuple[tuple[frozenset[str], list[tuple[int, _ElementUnicodeResult]]], ...]

    def named_by(self, words: frozenset[str]) -> list[tuple[str, _Element]]:
        """The elements with one of these words in their class or id, which come with them, in the page's order.

        Args:
            words: Whole names, or parts of them between hyphens and underscores: ``"post-date"``, ``"date"``.
        """
        found = sorted(place for own, places in self.named if not words.isdisjoint(own) for place in places)
        named: dict[_Element, str] = {}
        for _, name in found:
            named.setdefault(cast("_Element", name.getparent()), name.lower())
        return [(name, element) for element, name in named.items()]


def marks_of(tree: _Element) -> Marks:
    """The marked elements of a page."""
    marked: defaultdict[str, list[_Element]] = defaultdict(list)
    for said in _marking(tree):
        for mark in said.lower().split():
            marked[mark.rpartition(":")[2]].append(cast("_Element", said.getparent()))
    named: defaultdict[str, list[tuple[int, _ElementUnicodeResult]]] = defaultdict(list)
    for place, name in enumerate(_naming(tree)):
        named[name].append((place, name))
    return Marks(_meta(tree), marked, tuple((_words(str(name)), places) for name, places in named.items()))


@lru_cache(maxsize=REMEMBERED)
def _words(name: str) -> frozenset[str]:
    """The names in a class attribute, and the words that hyphens and underscores join in them."""
    name = name.lower()
    words = name.split()
    if "-" in name or "_" in name:
        words += name.replace("-", " ").replace("_", " ").split()
    return frozenset(words)


def _meta(tree: _Element) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for element in tree.iter("meta"):
        content = squeeze(element.get("content") or "")
        for key in META_KEYS:
            if content and (name := element.get(key)):
                found[name.strip().lower()].append(content)
    return {name: tuple(contents) for name, contents in found.items()}
