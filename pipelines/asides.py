"""Which places of a page stand beside its article? Navigation, asides, footers, boxes named as one, comments, cards."""

from __future__ import annotations

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
# Words in the names of what other people wrote, or of other articles.
OTHERS = frozenset(
    listed("""
    comment | comments | commentlist | respond | related | teaser | teasers | card | cards | recirc | recirculation
    recommend | recommends | recommended | recommendation | recommendations | recommender
    """)
)
WHOLE = frozenset(("html", "body", "main", "article"))


def asides_of(marks: Marks) -> frozenset[_Element]:
    """Where places begin whose lines speak of the site, or of other articles."""
    likely = (*marks.tagged(*ASIDE), *(element for _, element in marks.named_by(BOXES)))
    return frozenset(filter(_begins_aside, likely))


def others_of(marks: Marks) -> frozenset[_Element]:
    """Where readers' comments and cards of other articles begin."""
    return frozenset(element for _, element in marks.named_by(OTHERS) if element.tag not in WHOLE)


def _begins_aside(element: _Element) -> bool:
    if element.tag not in ASIDE:
        names = (*(element.get("class") or "").lower().split(), (element.get("id") or "").lower())
        if element.tag in WHOLE or BOXES.isdisjoint(names):
            return False
    return not swallows_article(element)


def swallows_article(element: _Element) -> bool:
    """Whether the page's heading and text stand in an element where neither belongs: its end was left out."""
    return (
        bool(len(element))
        and next(element.iter("h1"), None) is not None
        and next(element.iter("p"), None) is not None
    )
