"""Does a place beside the article begin here? Navigation, an aside, a footer, a box that is named as one, a comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.text import listed

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipelines.marks import Marks

# Places whose lines speak of the site or of other articles.
ASIDE = frozenset(("nav", "aside", "footer"))
# Whole class names and ids of such places; "has-sidebar" on an article is none.
BOXES = frozenset(
    listed("""
    sidebar | side-bar | related | related-posts | popular | popular-posts | most-viewed | most-read | ranking | hot-list
    """)
)
# Names of what other people wrote.
OTHERS = re.compile(
    r"(?:^|[-_\s])(?:comments?|commentlist|respond|related|recommend\w*|teasers?|cards?|recirc\w*)(?:$|[-_\s])",
    re.IGNORECASE,
)
WHOLE = frozenset(("html", "body", "main", "article"))


def begins_aside(element: _Element) -> bool:
    """Whether the element itself is such a place."""
    if element.tag not in ASIDE:
        names = (*(element.get("class") or "").lower().split(), (element.get("id") or "").lower())
        if element.tag in WHOLE or BOXES.isdisjoint(names):
            return False
    return not swallows_article(element)


def asides_of(marks: Marks) -> frozenset[_Element]:
    """All such places of a page."""
    likely = (*marks.tagged(*ASIDE), *(element for _, element in marks.named_by(BOXES)))
    return frozenset(element for element in likely if begins_aside(element))


def swallows_article(element: _Element) -> bool:
    """Whether the page's heading and text stand in an element where neither belongs: its end was left out."""
    return (
        bool(len(element))
        and next(element.iter("h1"), None) is not None
        and next(element.iter("p"), None) is not None
    )


def is_of_others(element: _Element) -> bool:
    """Whether an element stands among readers' comments, or in a card of another article."""
    around = (one for one in element.iterancestors() if one.tag not in WHOLE)
    return any(OTHERS.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in around)
