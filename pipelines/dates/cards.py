"""Does an element stand behind the text, under another heading, and in the box of another article?"""

from __future__ import annotations

from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from pipelines.lines import words_of
from pipelines.marks import HEADINGS

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipelines.document import Document

LEAST_PROSE = 150  # characters of a paragraph that is text, and no byline or standfirst
MOST_PARAGRAPHS = 20  # looked at in a box


def is_in_card(element: _Element, heading: _Element) -> bool:
    """Whether an element below a heading behind the text stands in a link, or in a box whose linked heading it is."""
    around = set(element.iterancestors())
    if any(one.tag == "a" for one in around):
        return True
    linked = next(chain(heading.iter("a"), heading.iterancestors("a")), None) is not None
    box = next((one for one in heading.iterancestors() if one in around), None)
    return linked and box is not None and not any(map(_is_prose, islice(box.iter("p"), MOST_PARAGRAPHS)))


def heading_behind_text(document: Document, element: _Element) -> _Element | None:
    """The last heading above it where the text stands between the page's own and that one.

    Below such a heading an article's own date is rare.
    """
    tags, place = document.marks.tags, document.marks.place_of(element)
    above = sorted(
        (heading for tag in HEADINGS for heading in tags.get(tag, ()) if heading[0] < place), key=itemgetter(0)
    )
    if not above:
        return None
    first = max((at for at, one in above if one.tag == "h1"), default=above[0][0])
    last, heading = above[-1]
    return heading if any(first < at < last and _is_prose(one) for at, one in tags.get("p", ())) else None


def _is_prose(paragraph: _Element) -> bool:
    return len(words_of(paragraph)) >= LEAST_PROSE
