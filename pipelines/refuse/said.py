"""What does a page without much prose say? Its titles, headings and first lines, in which a machine's page is known."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pipelines.lines import words_of
from pipelines.text import folded, letters
from pipelines.titles import declared_titles, titles_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.document import Document
    from pipelines.refuse.beginning import Beginning

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


def said_by(document: Document, own: float, begins: Beginning | None) -> Said:
    """What a page says; where sentences stand on it only its titles, as other lines may stand beside an article.

    Args:
        document: The page.
        own: How many letters of prose it has.
        begins: Where its article begins; then only what stands in its title, and above its first sentence, is asked.
    """
    if begins:
        declared = declared_titles(document.marks)
        foreign = (title for title in declared if not _has_headline(title, begins.headline))
        return Said(tuple(_parts(foreign)), begins.between, begins.between, alone=False)
    titles = titles_of(document.marks)
    if own >= BARE:
        return Said(tuple(_parts(titles)), (), (), alone=False)
    headings = map(words_of, document.marks.tagged("h2", "h3", "h4")[:MOST_HEADINGS])
    lines = (bare(line.text) for line in islice(document.lines, MOST_LINES))
    return Said(tuple(_parts(titles)), tuple(_parts(headings)), tuple(lines), own < NOTHING)


def parts_of(title: str) -> list[str]:
    """A title and what bars and dashes part it into, folded and without marks at their ends."""
    whole = folded(title[:LONGEST])
    return [*filter(None, dict.fromkeys(part.strip(EDGES) for part in (whole, *PARTS.split(whole))))]


def bare(text: str) -> str:
    """A line, folded and without marks at its ends."""
    return folded(text[:LONGEST]).strip(EDGES)


def _parts(titles: Iterable[str]) -> Iterator[str]:
    for title in titles:
        yield from parts_of(title)


def _has_headline(title: str, headline: str) -> bool:
    """Whether a title has the article's headline: what stands before it is a section then, and not the page's word.

    Not so at its end alone, where the site's name is: "Page not found | Kite".
    """
    whole, said = letters(title), letters(headline)
    return said in whole and (whole.startswith(said) or not whole.endswith(said))
