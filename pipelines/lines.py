"""How does a page read line by line? As a reader sees it: a block, or a `br`, begins a new line."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from pipelines.asides import swallows_article
from pipelines.text import listed, squeeze

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element

    Piece = tuple[_Element, bool]

HIDDEN = frozenset(
    ("script", "style", "noscript", "template", "head", "svg", "iframe", "select", "textarea", "object", "math")
)
INLINE = frozenset(
    listed("""
    a | abbr | acronym | b | bdi | bdo | big | cite | code | data | del | dfn | em | font | i | img | ins | kbd | label
    mark | math | nobr | q | rb | rp | rt | ruby | s | samp | small | span | strike | strong | sub | sup | time | tt | u
    var | wbr | script | noscript | style | svg | template
    """)
)
MOST_LINES = 50_000
LABEL = re.compile(r"[^\W\d_][^\W_]{0,11}(?: [^\W_]{1,12}){0,2}\s?[:：]")
ENOUGH = 2_000  # characters of an element's words: what is asked of them is short


class Line(NamedTuple):
    """One line of text.

    Attributes:
        text: Its words, white space squeezed.
        element: The element that its first words stand in.
        aside: Whether it stands beside the article, as `asides` says.
        pieces: The texts it is made of, in the order they are read: each an element with whether it is its tail.
        chars: How many characters these have.
        linked: Those inside links.
    """

    text: str
    element: _Element
    aside: bool
    pieces: tuple[Piece, ...] = ()
    chars: int = 0
    linked: int = 0


def words_of(element: _Element) -> str:
    """The words inside an element as a reader sees them, a blank where a new line begins; a bounded number."""
    if not len(element):
        return squeeze(element.text or "")
    words: list[str] = []
    length = 0
    for line in lines_of(element, ()):
        words.append(line.text)
        length += len(line.text)
        if length > ENOUGH:
            break
    return " ".join(words)


def lines_of(tree: _Element, asides: Collection[_Element]) -> Iterator[Line]:
    """The lines of a page in reading order, the empty ones left out; a bounded number of them.

    Args:
        tree: The page.
        asides: Where places beside the article begin.
    """
    return islice(_lines(tree, asides), MOST_LINES)


def _lines(tree: _Element, asides: Collection[_Element]) -> Iterator[Line]:
    # One loop over all nodes: a page has a thousand of them, and a call for each would cost as much as the rest.
    parts: list[str] = []
    pieces: list[Piece] = []
    first: tuple[_Element, bool] | None = None
    outermost: _Element | None = None  # the place beside the article that is open
    links, linked, chars = 0, 0, 0  # how many are open; the open line's characters in them, and all of its
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in HIDDEN and not swallows_article(element):
                walk.skip_subtree()
                continue
            if outermost is None and element in asides:
                outermost = element
            links += tag == "a"
            text, breaks = element.text, tag not in INLINE
        else:
            if element is tree:  # what stands behind it is not its own
                break
            if element is outermost:
                outermost = None
            links -= tag == "a"
            text, breaks = element.tail, event == "end" and tag not in INLINE
        if breaks and first:
            yield Line(_words(parts), *first, tuple(pieces), chars, linked)
            parts, pieces, first, linked, chars = [], [], None, 0, 0
        if text and (first or not text.isspace()):
            first = first or (element if event == "start" else element.getparent(), outermost is not None)
            parts.append(text)
            pieces.append((element, event != "start"))
            chars += len(text)
            linked += len(text) if links else 0
    if first:
        yield Line(_words(parts), *first, tuple(pieces), chars, linked)


def _words(parts: list[str]) -> str:
    if len(parts) == 1:
        return squeeze(parts[0])
    words = parts[:1]
    for before, text in pairwise(parts):
        words += (" ", text) if begins_label(before, text) else (text,)
    return squeeze("".join(words))


def begins_label(before: str, text: str) -> bool:
    """Whether a text in an element of its own begins with a label that stands at another word without a blank.

    Pages part such entries by their style sheet: `<span>By Ann Lee</span><span>Updated: 2 May</span>`.
    """
    return before[-1].isalnum() and not text[0].islower() and LABEL.match(text) is not None
