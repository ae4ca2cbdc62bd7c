"""What is the article's title? The heading that the page's own metadata confirms, without the site's name."""

from __future__ import annotations

from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from output.records import Evidence, Refusal
from pipelines.jsonld import texts
from pipelines.lines import words_of
from pipelines.reading import Reading
from pipelines.text import folded, squeeze, visible
from pipelines.title.headings import LONGEST, SHARED, confirmed_heading, headings, shared
from pipelines.title.no_title import is_no_title
from pipelines.title.parts import COLONS, SEPARATOR, is_in_frame, own_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document
    from pipelines.site import Site

Candidate = tuple[str, str, str, float]  # method, where, words, confidence
METAS = ("og:title", "twitter:title", "citation_title", "dc.title")


def read_title(document: Document) -> Reading[str]:
    """The title; null when the page says none, or only what many of its pages say."""
    if chosen := document.selected("title"):
        css, words = chosen
        return _read(words, words, "selector", css, 1.0)
    site = document.site
    refusals: dict[str, Refusal] = {}
    for method, where, raw, confidence in _candidates(document, site):
        words = squeeze(visible(unescape(raw)))
        reason = _no_title(words, site)
        if reason is None:
            return _read(words, raw, method, where, confidence)
        refusals.setdefault(raw, Refusal("title", reason, raw[:LONGEST]))
    return Reading(refusals=tuple(refusals.values()))


def _no_title(words: str, site: Site) -> str | None:
    """Why the words are no title; null when they are one."""
    if len(words) > LONGEST:
        return "too long for a title"
    if site.is_called(words):
        return "the site's name"
    return "nobody's title" if is_no_title(words) else None


def _candidates(document: Document, site: Site) -> Iterator[Candidate]:
    titles = list(_titles(document))
    said = {folded(words) for _, words in titles}

    def is_others(behind: str) -> bool:
        return folded(behind) not in said and (site.is_in_host(behind) or is_in_frame(document, behind))

    @cache
    def own(words: str) -> str:
        return _as_linked(words, document.page.hints.link_text) or own_part(words, site, is_others)

    heading = confirmed_heading(document, site, said, lambda: {folded(own(words)) for _, words in titles})
    if heading:
        yield "heading", heading.tag, own_part(heading.words, site, lambda _: False), 0.95
    yield from _unconfirmed(document, [(where, own(words)) for where, words in titles])


def _as_linked(words: str, link: str | None) -> str | None:
    """The part of a title before a bar or dash, where the link to the page says just that; a colon parts a title itself."""
    named = folded(squeeze(link or ""))
    cuts = (cut for cut in SEPARATOR.finditer(words) if cut.group().strip() not in COLONS)
    return next((words[: cut.start()] for cut in cuts if named and folded(words[: cut.start()]) == named), None)


def _unconfirmed(document: Document, titles: list[tuple[str, str]]) -> Iterator[Candidate]:
    """What is left when no heading is confirmed, the most trustworthy first."""
    firsts = headings(document.marks.tagged("h1"))
    only = [("heading", "h1", one.words, 0.7) for one in firsts] if len(firsts) == 1 else []
    others = {folded(words) for where, words in titles if where != "headline"}
    for text in texts(document.article.get("headline")):
        if only and not shared(folded(text), others) >= SHARED:  # of another article
            yield from only
        yield "json-ld", "headline", text, 0.9
    for name in ("citation_title", "og:title", "dc.title"):
        yield from (("meta", where, words, 0.8) for where, words in titles if where == name)
    yield from only
    yield from (("title element", where, words, 0.5) for where, words in titles)


def _titles(document: Document) -> Iterator[tuple[str, str]]:
    yield from document.declared(*METAS)
    yield from (("headline", text) for text in texts(document.article.get("headline")))
    for element in document.marks.tagged("title"):  # pictures have titles, too, behind the page's
        if words := words_of(element):
            yield "title", words
            return


def _read(words: str, raw: str, method: str, where: str, confidence: float) -> Reading[str]:
    return Reading(squeeze(unescape(words)), (Evidence("title", method, where, raw, confidence),))
