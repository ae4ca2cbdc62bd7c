"""What does a page without much prose say? Its titles, headings and first lines, in which a machine's page is known."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pipelines.lines import words_of
from pipelines.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.document import Document

PARTS = re.compile(r"\s+[|\-·:•~<>]+\s+|\s*[|»«_｜]+\s*|\s*::\s*|\s*：\s*|\s+-+|-+\s+")
EDGES = " .,!?:;\"'()[]{}|\\*#~-…。！？：，、；（）【】「」《》“”¡¿×"
BARE = 300  # letters of prose; beside less, a heading and a line may be the page's own word
NOTHING = 60  # letters; a page with less has no body
MOST_HEADINGS = 4
MOST_LINES = 60
LONGEST = 200  # characters


class Said(NamedTuple):
    """The words of a page, folded and without marks at their ends; titles and headings whole and in their parts.

    Attributes:
        titles: Its title and its main headings.
        headings: Its other headings; empty when sentences of its own stand on the page.
        lines: Its first lines; empty as well then.
        alone: Whether there is no prose at all beside them.
    """

    titles: tuple[str, ...]
    headings: tuple[str, ...]
    lines: tuple[str, ...]
    alone: bool

    @property
    def headlines(self) -> tuple[str, ...]:
        """Titles, then headings."""
        return self.titles + self.headings


def said_by(document: Document, own: float) -> Said:
    """What a page says; where sentences stand on it only its titles, as other lines may stand beside an article.

    Args:
        document: The page.
        own: How many letters of prose it has.
    """
    marks = document.marks
    titles = (*marks.tagged("title")[:1], *marks.tagged("h1")[:MOST_HEADINGS])
    named = (*map(words_of, titles), *marks.meta.get("og:title", ())[:1])
    if own >= BARE:
        return Said(tuple(_parts(named)), (), (), alone=False)
    headings = map(words_of, marks.tagged("h2", "h3", "h4")[:MOST_HEADINGS])
    lines = (_bare(line.text) for line in islice(document.lines, MOST_LINES))
    return Said(tuple(_parts(named)), tuple(_parts(headings)), tuple(lines), own < NOTHING)


def _parts(named: Iterable[str]) -> Iterator[str]:
    for words in named:
        whole = folded(words[:LONGEST])
        yield from filter(None, dict.fromkeys(part.strip(EDGES) for part in (whole, *PARTS.split(whole))))


def _bare(text: str) -> str:
    return folded(text[:LONGEST]).strip(EDGES)
