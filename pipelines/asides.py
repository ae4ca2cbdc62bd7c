"""Does a place beside the article begin here? Navigation, an aside, a footer, or a box that is named as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

# Places whose lines speak of the site or of other articles.
ASIDE = frozenset(("nav", "aside", "footer"))
# Whole class names and ids of such places; "has-sidebar" on an article is none.
BOXES = re.compile(
    r"(?:^|\s)(?:sidebar|side-bar|related|related-posts|popular|popular-posts|most-viewed|most-read|ranking|hot-list)(?:\s|$)",
    re.IGNORECASE,
)
WHOLE = frozenset(("html", "body", "main", "article"))


def begins_aside(element: _Element) -> bool:
    """Whether the element itself is such a place."""
    if element.tag in ASIDE:
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(named) > 1 and element.tag not in WHOLE and bool(BOXES.search(named))
