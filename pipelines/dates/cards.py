"""Does an element stand behind the text, under another heading, and in the box of another article?"""

from __future__ import annotations

from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from pipelines.lines import words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipelines.document import Document

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LEAST_PROSE = 150  # characters of a paragraph that is text, and no byline or standfirst
MOST_PARAGRAPHS = 20  # looked at in a box


def is_below_text(document: Document, element: _Element) -> bool:
    """Whether it stands under a heading behind the text, where an article's own date is rare."""
    return _last_heading(document, element) is not None


def is_in_card(document: Document, element: _Element) -> bool:
    """Whether, behind the text, it stands in a link or under one that is the heading of its box."""
    heading = _last_heading(document, element)
    if heading is None:
        return False
    around = set(element.iterancestors())
    if any(one.tag == "a" for one in around):
        return True
    linked = next(chain(heading.iter("a"), heading.iterancestors("a")), None) is not None
    box = next((one for one in heading.iterancestors() if one in around), None)
    return linked and box is not None and not any(map(_is_prose, islice(box.iter("p"), MOST_PARAGRAPHS)))


def _last_heading(document: Document, element: _Element) -> _Element | None:
    """The last heading above it where the text stands between the page's own and that one."""
    tags = document.marks.tags
    place = next((place for place, one in tags[element.tag] if one is element), 0)
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
