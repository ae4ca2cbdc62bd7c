"""Does a count stand at the very bottom of the page, outside the article? There it counts the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from pipelines.document import Document

LAST = 5  # lines of the page
PROSE = 60  # characters of a line that only an article has


def is_at_bottom(document: Document, element: _Element, titles: Iterable[_Element]) -> bool:
    """Whether an element stands in the last lines, outside what holds the title and the longest line."""
    outer = {element, *element.iterancestors()}
    if not any(line.element in outer or element in line.element.iterancestors() for line in document.lines[-LAST:]):
        return False
    article = _article(document, titles)
    return article is not None and article not in outer


def _article(document: Document, titles: Iterable[_Element]) -> _Element | None:
    """The smallest element that holds a title and the longest line; null when that is the whole page."""
    longest = max((line for line in document.lines if not line.aside), key=lambda line: len(line.text), default=None)
    if longest is None or len(longest.text) < PROSE:
        return None
    prose = {longest.element, *longest.element.iterancestors()}
    around = (next((one for one in title.iterancestors() if one in prose), None) for title in titles)
    return next((one for one in around if one is not None and one.tag not in {"html", "body"}), None)
