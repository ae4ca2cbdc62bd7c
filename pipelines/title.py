"""What is the article's title? The heading that the page's own metadata confirms."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from output.records import Evidence, Refusal
from pipelines.dates.words import find_date
from pipelines.jsonld import texts
from pipelines.lines import lines_of, words_of
from pipelines.reading import Reading
from pipelines.site import without_site
from pipelines.text import folded, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

LONGEST = 500  # characters; longer headings are not titles
SHARED = 0.3  # of another candidate's words that a heading must have to be confirmed (docs/extraction.md)
WORDS = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]|\w+")


def read_title(document: Document) -> Reading[str]:
    """The title, without the site's name."""
    if chosen := document.selected("title"):
        css, words = chosen
        return _read(words, "selector", css, 1.0)
    heading = _confirmed_heading(document)
    if heading:
        return _read(heading[1], "heading", heading[0], 0.95)
    declared = list(_declared(document))
    for method, where, words, confidence in declared:
        if len(words) <= LONGEST:
            return _read(words, method, where, confidence)
    long = dict.fromkeys(words[:LONGEST] for _, _, words, _ in declared)
    return Reading(refusals=tuple(Refusal("title", "too long for a title", words) for words in long))


def _confirmed_heading(document: Document) -> tuple[str, str] | None:
    """The heading that og:title, `<title>` or the JSON-LD headline contains, or else the h1 that shares their words."""
    said = [folded(words) for _, words in _titles(document)]
    site = {folded(name) for _, name in document.declared("og:site_name")}
    site |= {(host := (urlsplit(document.page.url).hostname or "").removeprefix("www.")), host.partition(".")[0]}
    headings = [(str(one.tag), words) for one in document.marks.tagged("h1", "h2", "h3") if (words := _heading(one))]
    fit = [one for one in headings if len(one[1]) <= LONGEST and folded(one[1]) not in site]
    contained = [one for one in fit if any(folded(one[1]) in title for title in said)]
    whole = [one for one in contained if _shared(one[1], said) >= SHARED]
    if whole:
        return max(whole, key=lambda one: len(one[1]))
    first = [one for one in fit if one[0] == "h1" and _shared(one[1], said) >= SHARED]
    if first:
        return first[0]
    return (
        max(contained, key=lambda one: len(one[1]), default=None) if not any(tag == "h1" for tag, _ in fit) else None
    )


def _heading(element: _Element) -> str:
    """A heading's words, without a second line that tells a date."""
    words = words_of(element)
    if element.find("br") is None:
        return words
    lines = [line.text for line in lines_of(element, ())]
    return lines[0] if any(map(find_date, lines[1:])) else " ".join(lines)


def _shared(heading: str, titles: list[str]) -> float:
    """The largest share of another candidate's words, by their length, that a heading has."""
    own = set(WORDS.findall(folded(heading)))
    shares = [0.0]
    for title in titles:
        words = WORDS.findall(title)
        shares.append(sum(len(word) for word in words if word in own) / (sum(map(len, words)) or 1))
    return max(shares)


def _titles(document: Document) -> Iterator[tuple[str, str]]:
    yield from document.declared("og:title", "twitter:title", "citation_title", "dc.title")
    yield from (("headline", text) for text in texts(document.article.get("headline")))
    for element in document.marks.tagged("title"):
        if words := words_of(element):
            yield "title", words
            return


def _declared(document: Document) -> Iterator[tuple[str, str, str, float]]:
    """What is left when no heading is confirmed, the most trustworthy first."""
    sites = [name for _, name in document.declared("og:site_name", "application-name")]
    host = urlsplit(document.page.url).hostname or ""
    for text in texts(document.article.get("headline")):
        yield "json-ld", "headline", text, 0.9
    for where, text in document.declared("citation_title", "og:title", "dc.title"):
        yield "meta", where, without_site(text, sites, host), 0.8
    headings = [words for heading in document.marks.tagged("h1") if (words := _heading(heading))]
    if len(headings) == 1 and headings[0] not in sites:
        yield "heading", "h1", headings[0], 0.7
    for where, text in _titles(document):
        yield "title element", where, without_site(text, sites, host), 0.5


def _read(words: str, method: str, where: str, confidence: float) -> Reading[str]:
    return Reading(squeeze(unescape(words)), (Evidence("title", method, where, words, confidence),))
