"""Which elements does a page mark, and as what? By class and id, by itemprop, property and rel, and in its `meta`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from pipelines.text import squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element

META_KEYS = ("name", "property", "itemprop", "http-equiv")
MARKED_BY = ("itemprop", "property", "rel")
REMEMBERED = 16_384  # the classes of an element; the pages of a site, and of systems, repeat them


@dataclass(frozen=True, slots=True)
class Marks:
    """The marked elements of a page; all names in lower case.

    Attributes:
        meta: The contents of its `meta` elements by name, property or itemprop.
        marked: Its elements by each word of their itemprop, property and rel, without a prefix: ``"author"``.
        named: Its elements by their class and id: the words in these, both together, and each element with its place.
    """

    meta: dict[str, tuple[str, ...]]
    marked: dict[str, list[_Element]]
    named: tuple[tuple[frozenset[str], str, list[tuple[int, _Element]]], ...]

    def named_by(self, words: frozenset[str]) -> list[tuple[str, _Element]]:
        """The elements with one of these words in their class or id, which come with them, in the page's order.

        Args:
            words: Whole names, or parts of them between hyphens and underscores: ``"post-date"``, ``"date"``.
        """
        names = [(name, some) for own, name, some in self.named if not words.isdisjoint(own)]
        found = sorted((place, name, element) for name, some in names for place, element in some)
        return [(name, element) for _, name, element in found]


def marks_of(tree: _Element) -> Marks:
    """The marked elements of a page."""
    marked: defaultdict[str, list[_Element]] = defaultdict(list)
    named: defaultdict[str, list[tuple[int, _Element]]] = defaultdict(list)
    for place, element in enumerate(tree.iter(etree.Element)):
        name, identity = element.get("class"), element.get("id")
        if name or identity:
            named[f"{name or ''} {identity or ''}".lower()].append((place, element))
        for key in MARKED_BY:
            if said := element.get(key):
                for mark in said.lower().split():
                    marked[mark.rpartition(":")[2]].append(element)
    return Marks(_meta(tree), marked, tuple((_words(name), name, some) for name, some in named.items()))


@lru_cache(maxsize=REMEMBERED)
def _words(name: str) -> frozenset[str]:
    """The names in a class attribute, and the words that hyphens and underscores join in them."""
    return frozenset((*name.split(), *name.replace("-", " ").replace("_", " ").split()))


def _meta(tree: _Element) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for element in tree.iter("meta"):
        content = squeeze(element.get("content") or "")
        for key in META_KEYS:
            if content and (name := element.get(key)):
                found[name.strip().lower()].append(content)
    return {name: tuple(contents) for name, contents in found.items()}
