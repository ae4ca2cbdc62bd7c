"""Which language is the text in? As the page declares it, else as its words tell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from output.records import Evidence
from pipelines.jsonld import texts
from pipelines.reading import Reading

if TYPE_CHECKING:
    from pipelines.document import Document

TAG = re.compile(r"(?P<language>[A-Za-z]{2,3})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<region>[A-Za-z]{2}|\d{3}))?")
SURE = 0.9  # least probability of a detected language
ENOUGH = 40  # characters; of fewer words no language can be told
PROSE = 60  # characters; shorter lines are menus and labels
LOOKED_AT = 4_000  # characters


def read_language(document: Document) -> Reading[str]:
    """The language that the page, or the source's file, declares; else the one its prose is in."""
    declared = declared_language(document)
    if declared.value:
        return declared
    return detected_language("\n".join(line.text for line in document.lines if len(line.text) >= PROSE))


def declared_language(document: Document) -> Reading[str]:
    """The language the page, or the source's file, declares."""
    said = [
        ("html lang", document.tree.get("lang") or document.tree.get("{http://www.w3.org/XML/1998/namespace}lang"))
    ]
    said += [("json-ld", text) for text in texts(document.article.get("inLanguage"))]
    said += list(document.declared("content-language", "dc.language", "og:locale"))
    said += [("header", document.page.header("content-language")), ("source", document.page.hints.language)]
    for where, raw in said:
        if raw and (tag := normal(raw)):
            return Reading(tag, (Evidence("language", "declared", where, raw, 0.9),))
    return Reading()


def detected_language(text: str) -> Reading[str]:
    """The language a text is most probably in; null when that is not sure."""
    if len(text) < ENOUGH:
        return Reading()
    tag, probability = _identifier().classify(text[:LOOKED_AT])
    if probability < SURE:
        return Reading()
    return Reading(str(tag), (Evidence("language", "detected", None, None, round(float(probability), 2)),))


def normal(raw: str) -> str | None:
    """A language tag as BCP 47 writes it: ``pt-BR``, ``zh-Hans``. Null when it is none."""
    found = TAG.fullmatch(raw.strip())
    if not found:
        return None
    script, region = found["script"], found["region"]
    return "-".join(
        [found["language"].lower(), *([script.title()] if script else []), *([region.upper()] if region else [])]
    )


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
