"""Does a byline stand among other things than the article? In a caption or quotation, or below "Related" or "Speakers"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.asides import WHOLE, is_of_others
from pipelines.authors.parts import is_among_others

if TYPE_CHECKING:
    from lxml.etree import _Element

THINGS = frozenset(("figure", "figcaption", "picture", "blockquote", "q", "video"))
CAPTION = re.compile(
    r"(?:^|\s)(?:wp-)?caption(?:$|\s|[-_]text)|(?:image|photo|img|picture|fig|media)\w{0,9}[-_]{0,2}caption|"
    r"(?:^|[-_\s])(?:photo-?credit|pull-?quote|quote|testimonials?)(?:$|[-_\s])"
)
NEAREST = 4  # elements whose names are looked at


def is_of_other_things(element: _Element) -> bool:
    """Whether an element stands in a caption, a quotation or a comment, or in a part of the page that names others."""
    return _is_of_a_thing(element) or is_of_others(element) or is_among_others(element)


def _is_of_a_thing(element: _Element) -> bool:
    """Whether a caption or quotation is around an element; one that holds a heading is no such thing."""
    around = [one for one in (element, *element.iterancestors()) if one.tag not in WHOLE]
    near = (one for one in around[:NEAREST] if CAPTION.search((one.get("class") or "").lower()))
    things = (*(one for one in around if one.tag in THINGS), *near)
    return any(next(one.iter("h1", "h2"), None) is None for one in things)
