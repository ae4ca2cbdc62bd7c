"""What does the page say in short of its article? Its description, or the standfirst or abstract it shows."""

from __future__ import annotations

from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from output.records import Evidence, Refusal
from pipelines.jsonld import texts
from pipelines.labelled import labelled
from pipelines.lines import words_of
from pipelines.reading import Reading
from pipelines.rights.license_claims import is_of_a_thing
from pipelines.summary_words import CUT, DEFAULTS, INLINE, LABEL, MARKUP, SLOGANS, STANDFIRST
from pipelines.text import count_words, folded, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

METAS = (
    *("description", "og:description", "dcterms.abstract", "citation_abstract", "dcterms.description"),
    *("dc.description", "twitter:description"),
)
LEAST_KEYWORDS = 5  # entries; a sentence may name four things
MOST_WORDS = 3  # of an entry
ENDS = ".!?。！？…"
LEAST_SHOWN = 30  # characters of a summary that is shown; a label or a kicker has fewer
LONGEST = 2_000  # characters; an abstract has half as many
MOST_ELEMENTS = 10
MOST_REFUSALS = 4


def read_summary(document: Document) -> Reading[str]:
    """The page's own summary; null when it has none."""
    slogans = _slogans(document)
    titles = {folded(words) for _, words in document.declared("og:title", "twitter:title")}
    titles |= {folded(words_of(title)) for title in islice(document.marks.tagged("title", "h1"), MOST_ELEMENTS)}
    refusals: list[Refusal] = []
    cut: tuple[str, Evidence] | None = None
    for method, where, raw, confidence in _summaries(document):
        words, proof = _plain(raw), Evidence("summary", method, where, raw, confidence)
        reason = "the site's name" if document.site.is_called(words) else _no_summary(folded(words), titles, slogans)
        if reason:
            refusals += [Refusal("summary", reason, raw)] if words else []
        elif not cut and CUT.search(words):
            cut = words, proof
        elif not cut or _completes(words, cut[0]):
            return Reading(words, (proof,), tuple(refusals[:MOST_REFUSALS]))
    return Reading(cut and cut[0], (cut[1],) if cut else (), tuple(refusals[:MOST_REFUSALS]))


def _slogans(document: Document) -> set[str]:
    """What the site says of itself, in its data and below its name."""
    shown = islice(document.marks.named_by(SLOGANS), MOST_ELEMENTS)
    return {*document.site.slogans} | {folded(words_of(element)) for _, element in shown}


def _plain(raw: str) -> str:
    """The words without markup, which some systems put into a description as text."""
    words = unescape(unescape(raw))
    return squeeze(MARKUP.sub(" ", INLINE.sub("", words)) if "<" in words or "[" in words else words)


def _completes(words: str, cut: str) -> bool:
    """Whether a text goes on where another one was cut."""
    begun = folded(CUT.sub("", cut))
    return len(cut) < len(words) <= LONGEST and not CUT.search(words) and folded(words).startswith(begun)


def _no_summary(words: str, titles: set[str], slogans: set[str]) -> str | None:
    if not any(one.isalpha() for one in words):
        return "no words"
    if words in titles:
        return "the title"
    if words in slogans or words in DEFAULTS:
        return "what the site says of itself"
    entries = words.split(",")
    listing = len(entries) >= LEAST_KEYWORDS and words[-1] not in ENDS
    return "a list of keywords" if listing and all(count_words(one) <= MOST_WORDS for one in entries) else None


def _summaries(document: Document) -> Iterator[tuple[str, str, str, float]]:
    for where, words in document.declared(*METAS):
        yield "meta", where, words, 0.8
    for key in ("description", "abstract"):
        yield from (("json-ld", key, words, 0.8) for words in texts(document.article.get(key)))
    for name, element in islice(document.marks.named_by(STANDFIRST), MOST_ELEMENTS):
        words = words_of(element)
        if (
            LEAST_SHOWN <= len(words) <= LONGEST
            and element not in document.asides
            and not document.is_aside(element)
            and not is_of_a_thing(document, element)
        ):
            yield "standfirst", name.strip(), words, 0.6
    for where, words in labelled(document, LABEL, LONGEST):
        if len(words) >= LEAST_SHOWN:
            yield "standfirst", where, words, 0.6
