"""How does a page read line by line? As a reader sees it: a block, or a `br`, begins a new line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pipelines.asides import begins_aside
from pipelines.text import listed, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

HIDDEN = frozenset(
    ("script", "style", "noscript", "template", "head", "svg", "iframe", "select", "textarea", "object", "math")
)
INLINE = frozenset(
    listed("""
    a | abbr | b | bdi | bdo | big | cite | code | data | del | dfn | em | font | i | img | ins | kbd | label
    mark | q | s | samp | small | span | strike | strong | sub | sup | time | tt | u | var | wbr | script
    noscript | svg
    """)
)
MOST_LINES = 50_000

_string = etree.XPath("string()", smart_strings=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text.

    Attributes:
        text: Its words, white space squeezed.
        element: The element that its first words stand in.
        aside: Whether it stands beside the article, as `asides` says.
    """

    text: str
    element: _Element
    aside: bool


def words_of(element: _Element) -> str:
    """All words inside an element, white space squeezed."""
    return squeeze(str(_string(element)))


def is_aside(element: _Element) -> bool:
    """Whether an element stands beside the article, as `asides` says."""
    return any(map(begins_aside, element.iterancestors()))


def lines_of(tree: _Element) -> Iterator[Line]:
    """The lines of a page in reading order, the empty ones left out; a bounded number of them."""
    parts: list[str] = []
    first: tuple[_Element, bool] | None = None
    count = 0
    for element, text, breaks, aside in _pieces(tree):
        if breaks and first:
            yield Line(squeeze("".join(parts)), *first)
            parts, first, count = [], None, count + 1
            if count == MOST_LINES:
                return
        if text and (first or not text.isspace()):
            first = first or (element, aside)
            parts.append(text)
    if first:
        yield Line(squeeze("".join(parts)), *first)


def _pieces(tree: _Element) -> Iterator[tuple[_Element, str | None, bool, bool]]:
    """Each piece of text with its element, whether a new line begins before it, and whether it stands aside."""
    aside = [False]  # of each element that is open
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag
        if event == "start":
            hidden += tag in HIDDEN
            aside.append(aside[-1] or begins_aside(element))
            if not hidden:
                yield element, element.text, tag not in INLINE, aside[-1]
            continue
        if event == "end":
            hidden -= tag in HIDDEN
            aside.pop()
        if not hidden and element is not tree:
            yield element.getparent(), element.tail, event == "end" and tag not in INLINE, aside[-1]
