"""Which titles does a page give itself? Its main headings, its `title` and its `og:title`, as they are written."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pipelines.lines import words_of
from pipelines.title.parts import BARS, COLONS, SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.marks import Marks

MOST_HEADINGS = 5  # main headings; a page with more makes them its cards'
MOST_DECLARED = 2
MOST_CUTS = 8


def titles_of(marks: Marks) -> tuple[str, ...]:
    """Those it declares, then its main headings; the empty ones left out."""
    headings = map(words_of, marks.tagged("h1")[:MOST_HEADINGS])
    return (*declared_titles(marks), *filter(None, headings))


def declared_titles(marks: Marks) -> tuple[str, ...]:
    """Its `title`, the first alone, as pictures have elements of that name as well; and its `og:title`."""
    title = map(words_of, marks.tagged("title")[:1])
    return tuple(filter(None, (*title, *marks.meta.get("og:title", ())[:MOST_DECLARED])))


def ways_of(title: str) -> Iterator[str]:
    """A title whole, and without the site's name, a section or a label beside it: "Kite: The tides | Essays".

    What stands behind a dash or a colon may be a title's own second half, as in "The tides: a history": it is none of
    these, unless it is longer than what stands before.
    """
    cuts = list(islice(SEPARATOR.finditer(title), MOST_CUTS))
    starts = [cut.end() for cut in cuts if cut.group().strip() in BARS or 2 * cut.end() < len(title)]
    ends = [cut.start() for cut in cuts if cut.group().strip() not in COLONS]
    for start in (0, *starts):
        yield from (title[start:end] for end in (*ends, len(title)) if start < end)
