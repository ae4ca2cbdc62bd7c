"""Which heading is the article's? The one that the page's own metadata confirms."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.text import folded, squeeze, words_in
from pipelines.title.heading_words import MOST_PIECES, heading_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.site import Site

LONGEST = 500  # characters; longer headings are not titles
SHARED = 0.3  # of another candidate's words that a heading must have to be confirmed (docs/extraction.md)
MOST_HEADINGS = 1_000


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's tag, its words, and these folded for comparing."""

    tag: str
    words: str
    said: str


def confirmed_heading(
    document: Document, site: Site, titles: set[str], own: Callable[[], set[str]]
) -> Heading | None:
    """The heading that a title or the link to the page repeats, or that a title contains, or the h1 that shares its words.

    Args:
        document: The page.
        site: Whose name is no title.
        titles: What the metadata says, folded.
        own: Gives the same without the site's name; not asked for where a heading is a whole title.
    """
    firsts = [one for one in headings(document.marks.tagged("h1")) if not site.is_called(one.words)]
    if exact := next((one for one in firsts if one.said in titles), None):
        return exact
    if part := next(_parts(firsts, document.marks.tagged("h1"), titles | own()), None):
        return part
    if linked := _linked(document, site):
        return linked
    every = (*firsts, *headings(document.marks.tagged("h2", "h3")))
    contained = [one for one in every if any(one.said in title for title in titles) and not site.is_called(one.words)]
    longest = max(
        (one for one in contained if shared(one.said, titles) >= SHARED), key=lambda one: len(one.words), default=None
    )
    first = next((one for one in firsts if shared(one.said, titles) >= SHARED), None)
    other = None if firsts else max(contained, key=lambda one: len(one.words), default=None)
    return longest or first or other


def _linked(document: Document, site: Site) -> Heading | None:
    """The heading of any rank that says what the link to the page said."""
    named = folded(squeeze(document.page.hints.link_text or ""))
    every = headings(document.marks.tagged("h1", "h2", "h3", "h4", "h5", "h6")) if named else []
    return next((one for one in every if one.said == named and not site.is_called(one.words)), None)


def headings(elements: Collection[_Element] | Iterator[_Element]) -> list[Heading]:
    """These headings, those without words and those too long for a title left out."""
    said = ((str(one.tag), heading_words(one)) for one in islice(elements, MOST_HEADINGS))
    return [Heading(tag, words, folded(words)) for tag, words in said if 0 < len(words) <= LONGEST]


def shared(said: str, titles: Collection[str]) -> float:
    """The largest share of a title's words, by their length, that a heading has."""
    own = set(words_in(said))
    most = 0.0
    for title in titles:
        words = words_in(title[: 2 * LONGEST])
        most = max(most, sum(len(word) for word in words if word in own) / (sum(map(len, words)) or 1))
    return most


def _parts(firsts: list[Heading], elements: Collection[_Element], titles: set[str]) -> Iterator[Heading]:
    """The headings that are a title, and their parts that alone are one: the rest is a kicker or a standfirst."""
    yield from (one for one in firsts if one.said in titles)
    for element in islice(elements, MOST_PIECES):
        if len(element):
            for piece in map(str, islice(element.itertext(), MOST_PIECES)):
                if (said := folded(piece)) and said in titles:
                    yield Heading(str(element.tag), squeeze(piece), said)
