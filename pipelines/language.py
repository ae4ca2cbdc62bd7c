"""Which language is the text in? As the page declares it, unless its script says no; else as its words tell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from output.records import Evidence, Refusal
from pipelines.jsonld import texts
from pipelines.reading import Reading
from pipelines.scripts import ALONE, contradicts, script_of
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

# A language, and its script and region where they are said; what follows is left out ("de-DE-1996", "en_US.UTF-8").
TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<region>[A-Za-z]{2}|\d{3}))?(?:[-_.@][\w.@-]{1,40})?"
)
# ISO 639-1. Other two letters are countries, as "cn" or "jp", or made up.
CODES = frozenset(
    listed("""
    aa | ab | ae | af | ak | am | an | ar | as | av | ay | az | ba | be | bg | bh | bi | bm | bn | bo | br | bs | ca
    ce | ch | co | cr | cs | cu | cv | cy | da | de | dv | dz | ee | el | en | eo | es | et | eu | fa | ff | fi | fj
    fo | fr | fy | ga | gd | gl | gn | gu | gv | ha | he | hi | ho | hr | ht | hu | hy | hz | ia | id | ie | ig | ii
    ik | io | is | it | iu | ja | jv | ka | kg | ki | kj | kk | kl | km | kn | ko | kr | ks | ku | kv | kw | ky | la
    lb | lg | li | ln | lo | lt | lu | lv | mg | mh | mi | mk | ml | mn | mo | mr | ms | mt | my | na | nb | nd | ne
    ng | nl | nn | no | nr | nv | ny | oc | oj | om | or | os | pa | pi | pl | ps | pt | qu | rm | rn | ro | ru | rw
    sa | sc | sd | se | sg | sh | si | sk | sl | sm | sn | so | sq | sr | ss | st | su | sv | sw | ta | te | tg | th
    ti | tk | tl | tn | to | tr | ts | tt | tw | ty | ug | uk | ur | uz | ve | vi | vo | wa | wo | xh | yi | yo | za
    zh | zu
    """)
)
# Older and longer codes of the same languages (BCP 47 asks for the shortest, and for those in use).
SHORTER = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "eng": "en",
    "ger": "de",
    "deu": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "ita": "it",
    "por": "pt",
    "rus": "ru",
    "ukr": "uk",
    "pol": "pl",
    "nld": "nl",
    "dut": "nl",
    "ces": "cs",
    "cze": "cs",
    "swe": "sv",
    "dan": "da",
    "nor": "no",
    "fin": "fi",
    "hun": "hu",
    "tur": "tr",
    "ell": "el",
    "gre": "el",
    "ara": "ar",
    "fas": "fa",
    "per": "fa",
    "heb": "he",
    "hin": "hi",
    "jpn": "ja",
    "kor": "ko",
    "zho": "zh",
    "chi": "zh",
    "vie": "vi",
    "tha": "th",
    "ind": "id",
}
NO_LANGUAGE = frozenset(("zxx", "und", "mul", "mis", "non", "def", "xx"))
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


def normal(raw: str) -> str | None:
    """A language tag as BCP 47 writes it: ``pt-BR``, ``zh-Hans``. Null when it is none."""
    found = TAG.fullmatch(raw.strip())
    if not found:
        return None
    language = found["language"].lower()
    language = SHORTER.get(language, language)
    if language in NO_LANGUAGE or (language not in CODES and len(language) == 2):  # noqa: PLR2004  (two letters)
        return None
    script, region = found["script"], found["region"]
    return "-".join([language, *([script.title()] if script else []), *([region.upper()] if region else [])])


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
