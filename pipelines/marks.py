"""Which elements does a page mark, and as what? By class and id, by itemprop, property and rel, and in its `meta`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from lxml import etree

from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element, _ElementUnicodeResult

META_KEYS = ("name", "property", "itemprop", "http-equiv")

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
        named: Its classes and ids, each with its places in the page.
        words: All words in these.
    """

    meta: dict[str, tuple[str, ...]]
    marked: dict[str, list[_Element]]
    named: dict[str, list[tuple[int, _ElementUnicodeResult]]]
    words: frozenset[str]

    def named_by(self, words: frozenset[str]) -> list[tuple[str, _Element]]:
        """The elements with one of these words in their class or id, which come with them, in the page's order.

        Args:
            words: Whole names, or parts of them between hyphens and underscores: ``"post-date"``, ``"date"``.
        """
        known = words & self.words
        if not known:
            return []
        likely = {name for name in self.named for word in known if word in name}
        names = [name for name in likely if not known.isdisjoint(_words(name))]
        named: dict[_Element, str] = {}
        for _, said in sorted(place for name in names for place in self.named[name]):
            named.setdefault(cast("_Element", said.getparent()), said.lower())
        return [(name, element) for element, name in named.items()]


def marks_of(tree: _Element) -> Marks:
    """The marked elements of a page."""
    marked: defaultdict[str, list[_Element]] = defaultdict(list)
    for said in _marking(tree):
        for mark in said.lower().split():
            marked[mark.rpartition(":")[2]].append(cast("_Element", said.getparent()))
    named: defaultdict[str, list[tuple[int, _ElementUnicodeResult]]] = defaultdict(list)
    for place, name in enumerate(_naming(tree)):
        named[name.lower()].append((place, name))
    return Marks(_meta(tree), marked, named, _words(" ".join(named)))


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
