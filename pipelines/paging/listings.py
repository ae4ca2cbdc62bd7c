"""Does a row of pages belong to a listing? Then it pages other articles, and nothing is to be joined.

Asked is what stands before the row, and the answer is yes where a list of articles does: an article may follow it, and
keeps its own body. Whether the whole page is nothing but a listing is `refuse/listings`' question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.marks import HEADINGS
from pipelines.refuse.prose import link_around

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.lines import Line

LISTED = 3  # headings before the row that are links: so many are a list of articles
PROSE = 60  # characters of a line that no list has
TITLE = 20  # characters of a link that may be an article's title; those of menus are shorter


def belongs_to_listing(document: Document, row: Sequence[_Element]) -> bool:
    """Whether headings that are links, or more words of links than of prose, stand before a row of pages.

    Args:
        document: The page.
        row: The row's links; those of the page's head have no place.
    """
    order = {element: place for entries in document.marks.tags.values() for place, element in entries}
    end = min((order[element] for element in row if element.tag != "link"), default=len(order))
    linked = (one for one in document.marks.tagged(*HEADINGS) if order[one] < end and _is_link(one))
    if sum(not document.is_aside(heading) for heading in linked) >= LISTED:
        return True
    return _links_outweigh(line for line in document.lines if not line.aside and order.get(line.element, 0) < end)


def _is_link(heading: _Element) -> bool:
    return next(heading.iter("a"), None) is not None or link_around(heading) is not None


def _links_outweigh(lines: Iterable[Line]) -> bool:
    prose = links = 0
    for line in lines:
        if link_around(line.element) is not None:
            links += len(line.text) if len(line.text) >= TITLE else 0
        elif len(line.text) >= PROSE:
            prose += len(line.text)
    return links > prose
