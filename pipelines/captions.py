"""Does an element stand in the caption of a picture, or in a quotation? Neither speaks of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.asides import WHOLE

if TYPE_CHECKING:
    from lxml.etree import _Element

THINGS = frozenset(("figure", "figcaption", "picture", "blockquote", "q", "video"))
CAPTION = re.compile(
    r"(?:^|\s)(?:wp-)?caption(?:$|\s|[-_]text)|(?:image|photo|img|picture|fig|media)\w{0,9}[-_]{0,2}caption|"
    r"(?:^|[-_\s])(?:(?:photo|image)-?(?:credit|source)|bildrechte|pull-?quote|quote|testimonials?)(?:$|[-_\s])"
)
NEAREST = 4  # elements whose names are looked at


def is_captioned(element: _Element) -> bool:
    """Whether a caption or quotation is around an element; one that holds a heading is no such thing."""
    around = [one for one in (element, *element.iterancestors()) if one.tag not in WHOLE]
    near = (one for one in around[:NEAREST] if CAPTION.search((one.get("class") or "").lower()))
    things = (*(one for one in around if one.tag in THINGS), *near)
    return any(next(one.iter("h1", "h2"), None) is None for one in things)
