"""Which elements does a page mark, and as what? By tag, by class and id, by itemprop, property and rel, and in `meta`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.text import squeeze, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

META_KEYS = ("name", "property", "itemprop", "http-equiv")
NAMING = frozenset(("class", "id"))
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MARKING = frozenset(("itemprop", "property", "rel"))
PART = "\0"  # stands in no attribute


@dataclass(frozen=True, slots=True)
class Marks:
    """The marked elements of a page; all names in lower case, all elements in the page's order.

    Attributes:
        tags: Its elements of each tag, each with its place in the page.
        links: Its `a` elements that name an address, each with its place and the address.
        meta: The contents of its `meta` elements by name, property or itemprop.
        marked: Its elements by each word of their itemprop, property and rel, without a prefix: ``"author"``.
        named: Its elements by their whole class and by their id, each with its place in the page and which it is.
        names: All these classes and ids, one after the other.
        words: All words in them.
    """

    tags: dict[str, list[tuple[int, _Element]]]
    links: list[tuple[int, _Element, str]]
    meta: dict[str, tuple[str, ...]]
    marked: dict[str, list[_Element]]
    named: dict[str, list[tuple[int, str, _Element]]]
    names: str
    words: frozenset[str]

    def tagged(self, *tags: str) -> list[_Element]:
        """The elements of these tags."""
        places = [place for tag in tags for place in self.tags.get(tag, ())]
        return [element for _, element in (places if len(tags) == 1 else sorted(places))]

    def place_of(self, element: _Element) -> int:
        """An element's place in the page; 0 when it is none of the page's."""
        return next((place for place, one in self.tags.get(element.tag, ()) if one is element), 0)

    def named_by(self, words: frozenset[str]) -> list[tuple[str, _Element]]:
        """The elements with one of these words in their class or id, which come with them.

        Args:
            words: Whole names, or parts of them between hyphens and underscores: ``"post-date"``, ``"date"``.
        """
        known = words & self.words
        if not known:
            return []
        likely = {name for word in known for name in self._with(word)}
        names = [name for name in likely if not known.isdisjoint(_words(name))]
        named: dict[int, tuple[str, _Element]] = {}
        places = sorted((place, key, name, one) for name in names for place, key, one in self.named[name])
        for place, _, name, element in places:
            named.setdefault(place, (name, element))
        return list(named.values())

    def _with(self, word: str) -> Iterator[str]:
        """The classes and ids that hold a word, even within another."""
        at = self.names.find(word)
        while at >= 0:
            end = self.names.find(PART, at)
            yield self.names[self.names.rfind(PART, 0, at) + 1 : end]
            at = self.names.find(word, end)


def marks_of(tree: _Element) -> Marks:
    """The marked elements of a page."""
    # One walk for all of them: a page has a thousand elements, and a search for each attribute costs as much as this.
    tags: defaultdict[str, list[tuple[int, _Element]]] = defaultdict(list)
    marked: defaultdict[str, list[_Element]] = defaultdict(list)
    named: defaultdict[str, list[tuple[int, str, _Element]]] = defaultdict(list)
    elements: Iterator[Any] = tree.iter()
    for place, element in enumerate(elements):
        tags[element.tag].append((place, element))
        for key, said in element.items():
            if key in NAMING:
                named[said.lower()].append((place, key, element))
            elif key in MARKING:
                for mark in said.lower().split():
                    marked[mark.rpartition(":")[2]].append(element)
    links = [(place, one, href) for place, one in tags.get("a", ()) if (href := one.get("href")) is not None]
    meta = _meta(element for _, element in tags["meta"])
    names = PART.join((*named, ""))
    return Marks(tags, links, meta, marked, named, names, _words(names.replace(PART, " ")))


def _words(name: str) -> frozenset[str]:
    """The names in a class attribute, and the words that hyphens and underscores join in them."""
    return frozenset((*name.split(), *name.replace("-", " ").replace("_", " ").split()))


def _meta(elements: Iterable[_Element]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for element in elements:
        content = squeeze(visible(element.get("content") or ""))
        for key in META_KEYS:
            if content and (name := element.get(key)):
                found[name.strip().lower()].append(content)
    return {name: tuple(contents) for name, contents in found.items()}
