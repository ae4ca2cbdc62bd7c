"""How does a page read line by line? As a reader sees it: a block, or a `br`, begins a new line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

HIDDEN = {"script", "style", "noscript", "template", "head", "svg", "iframe", "select", "textarea"}
INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins"),
    *("kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u"),
    *("var", "wbr", "script"),
}
# Places whose lines speak of the site or of other articles.
ASIDE = {"nav", "aside", "footer"}
MOST_LINES = 50_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text.

    Attributes:
        text: Its words, white space squeezed.
        element: The element that its first words stand in.
    """

    text: str
    element: HtmlElement

    @property
    def aside(self) -> bool:
        """Whether it stands in navigation, an aside or a footer."""
        return any(parent.tag in ASIDE for parent in (self.element, *self.element.iterancestors()))


def lines_of(tree: HtmlElement) -> Iterator[Line]:
    """The lines of a page in reading order, the empty ones left out; a bounded number of them."""
    parts: list[str] = []
    first: HtmlElement | None = None
    count = 0
    for element, text, breaks in _pieces(tree):
        if breaks and first is not None:
            if line := squeeze("".join(parts)):
                yield Line(line, first)
                count += 1
            parts, first = [], None
            if count == MOST_LINES:
                return
        if text.strip() and first is None:
            first = element
        if first is not None:
            parts.append(text)
    if first is not None and (line := squeeze("".join(parts))):
        yield Line(line, first)


def _pieces(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str, bool]]:
    """Each piece of text with its element, and whether a new line begins before it."""
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while stack:
        element, leaving = stack.pop()
        named = isinstance(element.tag, str)
        block = named and element.tag not in INLINE
        if leaving:
            parent = element.getparent()
            yield (element if parent is None else parent), element.tail or "", block
            continue
        stack.append((element, True))
        if named and element.tag not in HIDDEN:
            yield element, element.text or "", block
            stack.extend((child, False) for child in reversed(element))
