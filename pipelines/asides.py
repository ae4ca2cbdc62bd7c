"""Does a place beside the article begin here? Navigation, an aside, a footer, a box that is named as one, a comment."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

# Places whose lines speak of the site or of other articles.
ASIDE = frozenset(("nav", "aside", "footer"))
# Whole class names and ids of such places; "has-sidebar" on an article is none.
BOXES = re.compile(
    r"(?:^|\s)(?:sidebar|side-bar|related|related-posts|popular|popular-posts|most-viewed|most-read|ranking|hot-list)(?:\s|$)",
    re.IGNORECASE,
)
# Names of what other people wrote.
OTHERS = re.compile(
    r"(?:^|[-_\s])(?:comments?|commentlist|respond|related|recommend\w*|teasers?|cards?|recirc\w*)(?:$|[-_\s])",
    re.IGNORECASE,
)
_swallowing = etree.XPath("boolean(.//h1) and boolean(.//p)")
WHOLE = frozenset(("html", "body", "main", "article"))


def begins_aside(element: _Element) -> bool:
    """Whether the element itself is such a place."""
    names, identity = element.get("class"), element.get("id")
    named = bool(names or identity) and element.tag not in WHOLE and _is_box(f"{names or ''} {identity or ''}")
    return (named or element.tag in ASIDE) and not swallows_article(element)


def swallows_article(element: _Element) -> bool:
    """Whether the page's heading and text stand in an element where neither belongs: its end was left out."""
    return bool(_swallowing(element))


@lru_cache(maxsize=4_096)  # the pages of a site repeat their names
def _is_box(named: str) -> bool:
    return bool(BOXES.search(named))


def is_of_others(element: _Element) -> bool:
    """Whether an element stands among readers' comments, or in a card of another article."""
    around = (one for one in element.iterancestors() if one.tag not in WHOLE)
    return any(OTHERS.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in around)
