"""Which language is the text in? As the page declares it, unless its script says no; else as its words tell."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from output.records import Evidence, Refusal
from pipelines.jsonld import texts
from pipelines.language_tags import normal
from pipelines.reading import Reading
from pipelines.scripts import ALONE, contradicts, script_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

SURE = 0.9  # least probability of a detected language
ENOUGH = 40  # characters; of fewer words no language can be told
PROSE = 60  # characters; shorter lines are menus and labels
DENSE = 25  # characters of a line of prose in a script without blanks
LOOKED_AT = 4_000  # characters


def read_language(document: Document) -> Reading[str]:
    """The language that the page, or the source's file, declares; else the one its prose is in."""
    prose = _prose(document)
    declared = declared_language(document, script_of(prose))
    if declared.value:
        return declared
    detected = detected_language(prose)
    return Reading(detected.value, detected.evidence, (*declared.refusals, *detected.refusals))


def declared_language(document: Document, script: str | None = None) -> Reading[str]:
    """The language the page, or the source's file, declares first.

    Args:
        document: The page.
        script: The one its prose is plainly written in.
    """
    refusals: list[Refusal] = []
    for where, raw in _declared(document):
        tag = normal(raw)
        if tag and not contradicts(tag, script):
            return Reading(tag, (Evidence("language", "declared", where, raw, 0.9),), tuple(refusals))
        reason = "the text is in another script" if tag else "no language tag"
        refusals.append(Refusal("language", reason, raw[:100]))
    return Reading(refusals=tuple(dict.fromkeys(refusals)))


def detected_language(text: str) -> Reading[str]:
    """The language a text is most probably in; null when that is not sure."""
    if len(text) < ENOUGH:
        return Reading()
    script = script_of(text[:LOOKED_AT])
    if script in ALONE:
        return Reading(ALONE[script], (Evidence("language", "script", None, None, SURE),))
    tag, probability = _identifier().classify(text[:LOOKED_AT])
    if probability < SURE or contradicts(tag, script):
        return Reading(refusals=(Refusal("language", "the detection is not sure", str(tag)),))
    return Reading(str(tag), (Evidence("language", "detected", None, None, round(float(probability), 2)),))


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
        least = PROSE if line.text.isascii() else DENSE
        if len(line.text) >= least and not line.aside:
            own.append(line.text)
            size += len(line.text)
            if size >= LOOKED_AT:
                break
    return "\n".join(own)[:LOOKED_AT] or "\n".join(line.text for line in document.lines if len(line.text) >= PROSE)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
