"""Which language is the text in? As the page declares it, unless its script or its words say no; else as they tell."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from output.records import Evidence, Refusal
from pipelines.jsonld import texts
from pipelines.language.scripts import contradicts, script_of
from pipelines.language.spoken import LOOKED_AT, SURE, agrees, detected
from pipelines.language.tags import normal
from pipelines.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.document import Document

OTHER_SCRIPT = "the text is in another script"
OTHER_WORDS = "the text is in another language"
MOST_DECLARED = 10
PROSE = 60  # characters; shorter lines are menus and labels
DENSE = 25  # characters of a line of prose in a script without blanks


def read_language(document: Document) -> Reading[str]:
    """The language that the page, or the source's file, declares first and its prose may be in; else the prose's."""
    prose = _prose(document)
    script = script_of(prose)
    refusals: dict[Refusal, str] = {}
    for where, raw in islice(_declared(document), MOST_DECLARED):
        tag = normal(raw)
        reason = _against(tag, script, prose)
        if tag and not reason:
            return Reading(tag, (Evidence("language", "declared", where, raw, 0.9),), tuple(refusals))
        refusals.setdefault(Refusal("language", reason or "", raw[:100]), where)
    return _detected(prose, refusals)


def _against(tag: str | None, script: str | None, prose: str) -> str | None:
    """Why a tag is not the prose's language; null when it may be."""
    if not tag:
        return "no language tag"
    if contradicts(tag, script):
        return OTHER_SCRIPT
    return None if agrees(prose, tag) else OTHER_WORDS


def _detected(prose: str, declared: Mapping[Refusal, str]) -> Reading[str]:
    """The language of the prose; the evidence names what declared another."""
    found = detected(prose)
    if not found:
        return Reading(refusals=tuple(declared))
    tag, probability = found
    if probability < SURE:
        return Reading(refusals=(*declared, Refusal("language", "the detection is not sure", tag)))
    another = (
        (f"against {where}", one.raw) for one, where in declared.items() if one.reason in {OTHER_SCRIPT, OTHER_WORDS}
    )
    where, raw = next(another, (None, None))
    return Reading(tag, (Evidence("language", "detected", where, raw, probability),), tuple(declared))


def _declared(document: Document) -> Iterator[tuple[str, str]]:
    root = document.tree
    said = [("html lang", root.get("lang") or root.get("xml:lang") or "")]
    said += [("json-ld", text) for text in _in_language(document.article.get("inLanguage"))]
    said += document.declared("content-language", "dc.language", "dcterms.language", "og:locale", "language")
    said += [
        ("header", document.page.header("content-language") or ""),
        ("source", document.page.hints.language or ""),
    ]
    return ((where, raw) for where, raw in said if raw.strip())


def _in_language(value: Any) -> Iterator[str]:
    """A JSON-LD language: its tag, which an object has beside its name."""
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("@id") or value.get("name")
    yield from texts(value)


def _prose(document: Document) -> str:
    """The first lines of prose, without what stands beside the article where there is enough of it."""
    own: list[str] = []
    size = 0
    for line in document.lines:
        long = len(line.text)
        if long >= DENSE and (long >= PROSE or not line.text.isascii()) and not line.aside:
            own.append(line.text)
            size += long
            if size >= LOOKED_AT:
                break
    prose = own or [line.text for line in document.lines if len(line.text) >= PROSE]
    return "\n".join(prose)[:LOOKED_AT]
