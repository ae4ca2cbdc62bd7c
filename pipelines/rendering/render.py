"""How do the chosen lines of a page read as text and as Markdown, and which pictures belong to them?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipelines.rendering.chosen import chosen as chosen_texts
from pipelines.rendering.markdown import markdown
from pipelines.rendering.plain import text
from pipelines.rendering.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Collection

    from output.records import Image
    from pipelines.document import Document


class Rendered(NamedTuple):
    """A body as its readers get it.

    Attributes:
        text: Its blocks without markup, a blank line between them.
        markdown: The same with its structure.
        images: Its pictures, in reading order.
        labels: Of its footnotes, as they stand in the Markdown.
    """

    text: str
    markdown: str
    images: tuple[Image, ...]
    labels: frozenset[str] = frozenset()


def render(document: Document, chosen: Collection[int], labels: frozenset[str] = frozenset()) -> Rendered:
    """The chosen lines in reading order.

    Args:
        document: The page.
        chosen: Numbers of its lines.
        labels: Of the footnotes that earlier pages of the article have.
    """
    texts = chosen_texts(document, chosen)
    if texts is None:
        return Rendered("", "", ())
    walk = Walk(document, texts, labels)
    blocks = walk.blocks()
    return Rendered(text(blocks), markdown(blocks), walk.images, walk.labels)


def render_text(document: Document, chosen: Collection[int]) -> str:
    """The text of the chosen lines alone."""
    texts = chosen_texts(document, chosen)
    return text(Walk(document, texts, frozenset()).blocks()) if texts else ""
