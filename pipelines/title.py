"""What is the article's title? The heading that the page's own metadata confirms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from output.records import Evidence
from pipelines.document import texts
from pipelines.lines import words_of
from pipelines.reading import Reading
from pipelines.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

LONGEST = 500  # characters; longer headings are not titles
SEPARATORS = re.compile(r"\s+[|–—·»:-]\s+|\s*[|»]\s*|_")


def read_title(document: Document) -> Reading[str]:
    """The title, without the site's name."""
    if chosen := document.selected("title"):
        css, words = chosen
        return _read(words, "selector", css, 1.0)
    heading = _confirmed_heading(document)
    if heading:
        return _read(heading[1], "heading", heading[0], 0.95)
    for method, where, words, confidence in _declared(document):
        if len(words) <= LONGEST:
            return _read(words, method, where, confidence)
    return Reading()


def _confirmed_heading(document: Document) -> tuple[str, str] | None:
    """The longest heading that og:title, `<title>` or the JSON-LD headline contains."""
    said = [folded(words) for _, words in _titles(document)]
    found = []
    for heading in document.tree.iter("h1", "h2", "h3"):
        words = words_of(heading)
        if 0 < len(words) <= LONGEST and any(folded(words) in title for title in said):
            found.append((heading.tag, words))
    site = {folded(name) for _, name in document.declared("og:site_name")}
    return max((one for one in found if folded(one[1]) not in site), key=lambda one: len(one[1]), default=None)


def _titles(document: Document) -> Iterator[tuple[str, str]]:
    yield from document.declared("og:title", "twitter:title", "citation_title", "dc.title")
    yield from (("headline", text) for text in texts(document.article.get("headline")))
    for element in document.tree.iter("title"):
        if words := words_of(element):
            yield "title", words
            return


def _declared(document: Document) -> Iterator[tuple[str, str, str, float]]:
    """What is left when no heading is confirmed, the most trustworthy first."""
    sites = [name for _, name in document.declared("og:site_name", "application-name")]
    for text in texts(document.article.get("headline")):
        yield "json-ld", "headline", text, 0.9
    for where, text in document.declared("citation_title", "og:title", "dc.title"):
        yield "meta", where, _without(text, sites), 0.8
    headings = [words for heading in document.tree.iter("h1") if (words := words_of(heading))]
    if len(headings) == 1 and len(headings[0]) <= LONGEST and headings[0] not in sites:
        yield "heading", "h1", headings[0], 0.7
    for where, text in _titles(document):
        yield "title element", where, _without(text, sites), 0.5


def _without(title: str, sites: list[str]) -> str:
    """A title without the site's name at its end or beginning, where the page says what that is."""
    if len(title) > LONGEST:
        return title
    for site in sites:
        for cut in SEPARATORS.finditer(title):
            before, after = title[: cut.start()], title[cut.end() :]
            if folded(after) == folded(site) and before:
                return before
            if folded(before) == folded(site) and after:
                return after
    return title


def _read(words: str, method: str, where: str, confidence: float) -> Reading[str]:
    return Reading(words, (Evidence("title", method, where, words, confidence),))
