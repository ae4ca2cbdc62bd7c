"""What does the page say in short of its article? Its description, or the standfirst or abstract it shows."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from output.records import Evidence, Refusal
from pipelines.asides import begins_aside
from pipelines.jsonld import texts
from pipelines.lines import is_aside, words_of
from pipelines.reading import Reading
from pipelines.rights.license_claims import is_of_a_thing
from pipelines.site import site_names, site_slogans
from pipelines.text import folded, listed, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

METAS = (
    *("description", "og:description", "dcterms.abstract", "citation_abstract", "dcterms.description"),
    *("dc.description", "twitter:description"),
)
STANDFIRST = frozenset(
    (
        *listed("standfirst | dek | abstract | vorspann | zhaiyao"),
        *(
            f"{whole}{joint}{part}"
            for whole in ("article", "post", "entry", "page", "story")
            for joint in ("-", "_", "__")
            for part in ("lead", "lede", "intro", "summary", "excerpt")
        ),
    )
)
LABEL = re.compile(
    r"^(?:内容摘要|内容提要|摘要|提要|导读|導讀|概要|要旨|요약|초록|abstract|summary|executive summary|zusammenfassung|kurzfassung|résumé|resumen|resumo|sommario|riassunto|samenvatting|streszczenie|аннотация|резюме|анотація|özet|المستخلص|ملخص)\s*[:：]\s*(?P<rest>.+)",
    re.IGNORECASE,
)
LEAST_SHOWN = 30  # characters of a summary that is shown; a label or a kicker has fewer
LONGEST = 2_000  # characters; an abstract has half as many
MOST_ELEMENTS = 10
MOST_REFUSALS = 4


def read_summary(document: Document) -> Reading[str]:
    """The page's own summary; null when it has none."""
    names, slogans = site_names(document), site_slogans(document)
    titles = {folded(words) for _, words in document.declared("og:title", "twitter:title")}
    titles |= {folded(words_of(title)) for title in islice(document.marks.tagged("title", "h1"), MOST_ELEMENTS)}
    refusals: list[Refusal] = []
    for method, where, raw, confidence in _summaries(document):
        words = squeeze(unescape(unescape(raw)))
        reason = _no_summary(folded(words), titles, names, slogans)
        if reason is None:
            return Reading(words, (Evidence("summary", method, where, raw, confidence),), tuple(refusals))
        if words and len(refusals) < MOST_REFUSALS:
            refusals.append(Refusal("summary", reason, raw))
    return Reading(refusals=tuple(refusals))


def _no_summary(words: str, titles: set[str], names: set[str], slogans: set[str]) -> str | None:
    if not any(one.isalpha() for one in words):
        return "no words"
    if words in titles:
        return "the title"
    if words in names:
        return "the site's name"
    return "what the site says of itself" if words in slogans else None


def _summaries(document: Document) -> Iterator[tuple[str, str, str, float]]:
    for where, words in document.declared(*METAS):
        yield "meta", where, words, 0.8
    for key in ("description", "abstract"):
        yield from (("json-ld", key, words, 0.8) for words in texts(document.article.get(key)))
    for name, element in islice(document.marks.named_by(STANDFIRST), MOST_ELEMENTS):
        words = words_of(element)
        if (
            LEAST_SHOWN <= len(words) <= LONGEST
            and not begins_aside(element)
            and not is_aside(element)
            and not is_of_a_thing(element)
        ):
            yield "standfirst", name.strip(), words, 0.6
    for line in document.lines:
        found = None if line.aside or len(line.text) > LONGEST else LABEL.match(line.text)
        if found and len(found["rest"]) >= LEAST_SHOWN:
            yield "standfirst", str(line.element.tag), found["rest"], 0.6
