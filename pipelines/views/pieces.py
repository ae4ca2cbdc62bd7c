"""Which texts is a line put together from, and in which element does each of them stand?"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from lxml import etree

from pipelines.lines import Line
from pipelines.text import squeeze
from pipelines.views.words import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

LONGEST_LINE = 160  # characters; a sentence that has a label's word in it is no label
MOST_PIECES = 200  # of one block
_texts: Any = etree.XPath("descendant::text()[not(parent::script or parent::style or parent::noscript)]")


def pieces_of(block: _Element) -> list[Line]:
    """The texts inside a block, one for each node, as far as they are short."""
    texts = ((text, plain(squeeze(text))) for text in islice(_texts(block), MOST_PIECES))
    return [Line(piece, _holder(text, block), aside=False) for text, piece in texts if 0 < len(piece) <= LONGEST_LINE]


def holder_of(number: str, pieces: Sequence[Line]) -> _Element | None:
    """The element whose own text shows this number; null when it is put together from several."""
    whole = re.compile(rf"(?<![\d.,]){re.escape(number)}(?!\d)")
    return next((piece.element for piece in pieces if whole.search(piece.text)), None)


def _holder(text: Any, block: _Element) -> _Element:
    """The element around a text."""
    parent: _Element = text.getparent()
    around = parent.getparent() if text.is_tail else parent
    return block if around is None else around
