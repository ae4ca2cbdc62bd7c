"""Which links lead to footnotes, and where do the notes begin? By label, target and order, in every usual shape.

WordPress, Markdown's converters, Wikipedia and Word all write a short link to a place further down, which links back.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

LABEL = re.compile(r"(?P<open>[\[(]?)\s*(?P<label>\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§]{1,3})\s*[\])]?")
# Words in the names of notes: fn1, _ftn1, _edn1, footnote-1, cite_note-1, easy-footnote-bottom-1, noteref.
NAMES = re.compile(r"fn|ftn|edn|note|cite|ref(?![a-z])")
LONGEST = 20  # characters of a link back
PIECES = 8  # texts of a link that are read


class Notes(NamedTuple):
    """The footnotes of a page.

    Attributes:
        references: The links to notes, each with its note's label in Markdown and the one it shows.
        targets: The elements that notes begin at, with the same labels.
        returns: The links from a note back into the text.
    """

    references: dict[_Element, tuple[str, str]]
    targets: dict[_Element, tuple[str, str]]
    returns: frozenset[_Element]


NONE = Notes({}, {}, frozenset())


class Jump(NamedTuple):
    """A link inside the page: its place in it, its element, and what it names as its target."""

    place: int
    link: _Element
    name: str


def notes_of(document: Document, chosen: Collection[_Element], known: Collection[str]) -> Notes:
    """The footnotes of a page whose notes are in the body.

    Args:
        document: The page.
        chosen: The elements that hold a chosen text.
        known: The labels that earlier pages of the article use.
    """
    jumps = list(_jumps(document))
    if not jumps:
        return NONE
    places = _places(document, {jump.name for jump in jumps})
    references: dict[_Element, tuple[str, str]] = {}
    targets: dict[_Element, tuple[str, str]] = {}
    taken = set(known)
    names: set[str] = set()
    for jump in jumps:
        place, target = places.get(jump.name, (0, jump.link))
        label = _label(jump, target)
        if place > jump.place and label and _is_chosen(target, chosen):
            targets.setdefault(target, (_unique(label, taken), label))
            references[jump.link] = targets[target]
            names |= _names(jump.link)
    returns = (jump for jump in jumps if jump.link not in references and jump.name in names)
    back = frozenset(jump.link for jump in returns if len(_words(jump.link)) <= LONGEST)
    return Notes(references, targets, back) if references else NONE


def _jumps(document: Document) -> Iterator[Jump]:
    own = document.page.url.partition("#")[0]
    for place, link, href in document.marks.links:
        if "#" in href:
            address, _, name = href.strip().partition("#")
            if name and (not address or address == own):
                yield Jump(place, link, unquote(name))


def _places(document: Document, names: set[str]) -> dict[str, tuple[int, _Element]]:
    """Where in the page each of these names is given, as an id or as the name of a link."""
    places: dict[str, tuple[int, _Element]] = {}
    for name in names:
        for place, key, element in document.marks.named.get(name.lower(), ()):
            if key == "id" and element.get("id") == name:
                places.setdefault(name, (place, element))
    for place, link in document.marks.tags.get("a", ()):
        if (given := link.get("name")) and given in names:
            places.setdefault(given, (place, link))
    return places


def _label(jump: Jump, target: _Element) -> str | None:
    """What a link shows, if it looks like the mark of a note."""
    shown = LABEL.fullmatch(_words(jump.link))
    if shown is None:
        return None
    near = [jump.link, *islice(jump.link.iterancestors(), 2)]
    raised = any(one.tag == "sup" for one in near) or next(jump.link.iter("sup"), None) is not None
    named = (str(value) for one in (jump.link, target) for value in one.values())
    says = raised or shown["open"] or any(NAMES.search(value.lower()) for value in (jump.name, *named))
    return shown["label"] if says else None


def _words(link: _Element) -> str:
    return squeeze("".join(str(text) for text in islice(link.itertext("*"), PIECES)))


def _is_chosen(target: _Element, chosen: Collection[_Element]) -> bool:
    above = target.getparent()
    return target in chosen or (not len(target) and not target.text and above is not None and above in chosen)


def _unique(label: str, taken: set[str]) -> str:
    unique = label if label.isalnum() and label not in taken else f"note{len(taken) + 1}"
    taken.add(unique)
    return unique


def _names(link: _Element) -> set[str]:
    """What a link back may name: the link itself, or the elements directly around it."""
    near = (link, *islice(link.iterancestors(), 2), *islice(link.iterdescendants(), 2))
    return {name for one in near for key in ("id", "name") if (name := one.get(key))}
