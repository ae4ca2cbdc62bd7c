"""Which chosen lines are the site's, and not the article's? Those that recur over the source's pages, by their place."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pipelines.marks import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipelines.document import Document
    from pipelines.lines import Line

# Of the source's pages. A note, a citation or a saying that some articles share is theirs.
MANY = 0.5
# Bytes. Between an article's own lines a shorter one that recurs is a heading, a label or a cell of its table.
SENTENCE = 30
# Of the text. Where more recurs, an earlier version of the page is in the profile, or pages much like it.
MOST = 0.5
INSIDE = 3  # elements between a line's first words and the heading they stand in


def recurring(document: Document, chosen: Collection[int]) -> frozenset[int]:
    """The chosen lines that are the site's: at either end of the body, or whole sentences within.

    Args:
        document: The page.
        chosen: Numbers of its lines.
    """
    profile = document.page.hints.profile
    if profile is None:
        return frozenset()
    lines, numbers = document.lines, sorted(chosen)
    own = [number for number in numbers if profile.share(lines[number].text) < MANY]
    if not own:
        return frozenset()
    sites = {
        number
        for number in set(numbers).difference(own)
        if not own[0] < number < own[-1] or len(lines[number].text.encode()) >= SENTENCE
    }
    for number, following in zip(numbers[-2::-1], numbers[:0:-1], strict=True):
        # "Introduction" stays with what it heads.
        if number in sites and following not in sites and _is_heading(lines[number]):
            sites.remove(number)
    text, left_out = (sum(len(lines[number].text) for number in some) for some in (numbers, sites))
    return frozenset(sites) if left_out <= MOST * text else frozenset()


def _is_heading(line: Line) -> bool:
    around = (line.element, *islice(line.element.iterancestors(), INSIDE))
    return any(element.tag in HEADINGS for element in around)
