"""Which lines begin with a label such as "Keywords:" or "Abstract:"? With what stands behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

COLON = re.compile("[:：]")  # the cheapest question first
LONGEST_LABEL = 25  # characters, with its colon


def labelled(document: Document, label: re.Pattern[str], longest: int) -> Iterator[tuple[str, str]]:
    """The tag of each such line outside the places beside the article, and what the label's group `rest` holds.

    Args:
        document: The page.
        label: Matches a line from its label on.
        longest: Characters of a line that is looked at.
    """
    for line in document.lines:
        if len(line.text) > longest or line.aside or not COLON.search(line.text, 0, LONGEST_LABEL):
            continue
        if found := label.match(line.text):
            yield str(line.element.tag), found["rest"]
