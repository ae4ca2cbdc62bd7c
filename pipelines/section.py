"""Which part of the site does the article belong to? As it says, or as the trail to it shows."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from output.records import Evidence, Refusal
from pipelines.breadcrumbs import trails
from pipelines.crumb_words import PAGE, is_home
from pipelines.dates.words import find_date
from pipelines.jsonld import texts
from pipelines.reading import Reading
from pipelines.text import folded, listed, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document
    from pipelines.site import Site

# What content systems call articles that nobody sorted.
UNSORTED = frozenset(
    listed("""
    uncategorized | uncategorised | unkategorisiert | allgemein | allgemeines | non classé | non classifié(e) | sin categoría
    sin categorizar | sem categoria | senza categoria | без рубрики | без категории | без категорії | 未分类 | 未分類 | 미분류
    geen categorie | niet gecategoriseerd | bez kategorii | nezařazené | okategoriserad | ukategorisert | kategorisiz | kategori yok
    غير مصنف | دسته‌بندی نشده | chưa phân loại | tak berkategori | default | none | null | undefined | other | others | various
    """)
)
# Links of a trail that lead back, or do something.
MOVES = re.compile(
    r"(?:back|back to .*|zurück|zurück zu.*|retour.*|volver.*|voltar.*|indietro|terug.*|назад|返回.*|next|previous|nächste[rs]?|vorherige[rs]?"
    r"|siguiente|anterior|suivant|précédent|search|suche|menu|log ?in|ok|skip|subscribe|contact|help|privacy policy|current page|authors?|autoren|autores|auteurs|contributors|site ?map|mapa de sitio|print|share|mailen|drucken"
    r"|english|español|deutsch|français|português|italiano|русский|中文|العربية|日本語|한국어)",
    re.IGNORECASE,
)
NO_NAME = re.compile(r"[\W\d_]*|\S*@\S*|https?:.*|.*\{\{.*")
LONGEST = 80  # characters of a section's name
LONGEST_LIST = 400  # characters of several sections in one text
MOST_REFUSALS = 5


def read_section(document: Document, title: str | None) -> Reading[str]:
    """The section's name; null when the page names none.

    Args:
        document: The page.
        title: The article's title, which the last crumb often repeats.
    """
    refusals: list[Refusal] = []
    for method, where, raw, confidence in _sections(document, title):
        words = squeeze(unescape(raw)).strip(" /»›><←«‹|:")
        reason = None if method == "selector" else _no_section(words, folded(title or ""), document.site)
        if not words or (reason is None and len(words) > LONGEST):
            reason = "no name of a section"
        if reason is None:
            return Reading(words, (Evidence("section", method, where, raw, confidence),), _first(refusals))
        if raw and not is_home(words):
            refusals.append(Refusal("section", reason, raw))
    return Reading(refusals=_first(refusals))


def _first(refusals: list[Refusal]) -> tuple[Refusal, ...]:
    return tuple(dict.fromkeys(refusals))[:MOST_REFUSALS]


def _no_section(words: str, title: str, site: Site) -> str | None:
    """Why this is no section's name; null when it is one."""
    one = folded(words)
    if not one or is_home(words) or words in PAGE or NO_NAME.fullmatch(words) or MOVES.fullmatch(words):
        return "no name of a section"
    if one == title:
        return "the title"
    if site.is_named(words):
        return "the site's name"
    if one in UNSORTED:
        return "what is not sorted has no section"
    return "a date" if find_date(words, start=True) == words else None


def _sections(document: Document, title: str | None) -> Iterator[tuple[str, str, str, float]]:
    if chosen := document.selected("section"):
        yield "selector", *chosen, 1.0
    for words in texts(document.article.get("articleSection")):
        yield from (("json-ld", "articleSection", one, 0.95) for one in _parts(words))
    for where, words in document.declared("article:section", "citation_section", "parsely-section"):
        yield from (("meta", where, one, 0.9) for one in _parts(words))
    for method, where, names in trails(document, title):
        yield from ((method, where, name, 0.85) for name in names)


def _parts(words: str) -> list[str]:
    """The sections in one text: content systems join them by commas without a blank, or by many commas."""
    words = words[:LONGEST_LIST]
    if re.search(r",(?=\S)", words) or words.count(",") > 2:  # noqa: PLR2004  ("Arts, Culture and Media, Books" is one)
        return [part.strip() for part in words.split(",")]
    return [words]
