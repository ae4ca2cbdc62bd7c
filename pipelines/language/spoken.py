"""Which language are a text's words in? Common words confirm what is declared; a detector is asked where they do not."""

from __future__ import annotations

from functools import cache
from typing import Any

from pipelines.language.scripts import ALONE, contradicts, script_of
from pipelines.language.tags import normal
from pipelines.text import listed

SURE = 0.9  # least probability of a detected language
ENOUGH = 40  # characters; of fewer words no language can be told
LONG = 600  # bytes in UTF-8 of prose that may speak against what a page declares: a Han character says more
PARTS = 3  # of a long text that each have to be in that language: a quotation or an abstract may be one
PART = 500  # characters of each that are looked at
LOOKED_AT = 2_000  # characters
SAMPLE = 1_000  # characters in which common words are counted
COMMON = 0.08  # least share of a language's common words; texts in another have a third of it
# Words that are common in a language and not in its neighbours.
WORDS = {
    language: frozenset(listed(words))
    for language, words in {
        "en": "the | of | and | to | that | is | for | with | was | are",
        "de": "der | die | und | den | das | von | mit | ist | für | nicht | im | zu",
        "fr": "les | des | et | une | du | est | dans | pour | qui | au | sur | par",
        "es": "el | los | las | y | una | por | con | del | es | su",
        "pt": "o | os | da | do | em | uma | não | com | ao | dos",
        "it": "il | di | che | della | è | del | nel | gli | per | sono",
        "nl": "het | een | van | voor | niet | zijn | op | dat | met | te",
        "ru": "и | в | не | на | что | с | по | как | из | это",
        "pl": "w | się | nie | że | jest | są | oraz | przez | dla | jak | to | od",
        "cs": "že | je | který | jsou | by | jako | ve | při | pro | se | za | v",
        "sv": "och | att | det | som | är | på | för | av | till | med",
        "da": "og | at | det | er | til | på | af | som | med",
        "no": "og | å | det | er | til | på | av | som | med",
        "fi": "ja | on | ei | että | oli | joka | mutta | kun | ovat | myös",
        "hu": "az | és | hogy | nem | is | egy | meg | volt | csak | ez",
        "ro": "și | în | cu | pe | să | nu | din | care | pentru | este",
        "tr": "ve | bir | bu | için | ile | olarak | olan | daha | çok | gibi",
        "id": "yang | dan | di | untuk | dengan | dari | pada | ini | itu | dalam",
        "vi": "và | của | là | có | các | được | cho | trong | không | một",
        "ar": "في | من | على | إلى | أن | التي | عن | مع | هذا | ما",
        "fa": "در | و | به | از | که | این | را | با | است | برای",
        "uk": "і | в | не | на | що | з | та | як | від | це | у | до",
    }.items()
}
# Languages, or names of one, that a detector takes for each other; a page's own word is better.
KIN = [
    frozenset(family.split())
    for family in listed("""
    no nb nn da | hr bs sr sh sl | cs sk | id ms jv su tl fil | hi mr ne | zh yue lzh | fa prs tg | gl pt | gl es
    ca es oc | es an ast | ru be | bg mk | kk ky tt ba | uz tk az tr | nl af | de lb
    """)
]


def detected(text: str) -> tuple[str, float] | None:
    """The language a text is most probably in, with the probability; null for too few words."""
    if len(text) < ENOUGH:
        return None
    script = script_of(text)
    if script in ALONE:
        return ALONE[script], SURE
    code, probability = _identifier().classify(text)
    tag = normal(str(code))  # null where it finds no language at all
    return (tag, 0.0 if contradicts(tag, script) else round(float(probability), 2)) if tag else None


def agrees(text: str, tag: str) -> bool:
    """Whether a text may be in the language of a tag: it is short, has its common words, or is not surely in another."""
    language = tag.partition("-")[0]
    if len(text.encode()) < LONG or "-Latn" in tag or _has_words(text, language):
        return True
    others = set()
    size = len(text) // PARTS
    for part in range(PARTS):
        found = detected(text[size * part :][:PART])
        if not found or found[1] < SURE or _is_kin(found[0], language):
            return True
        others.add(found[0])
    return len(others) > 1


def _has_words(text: str, language: str) -> bool:
    common = WORDS.get(language, frozenset())
    words = text[:SAMPLE].lower().split() if common else []
    return sum(word in common for word in words) >= max(1, COMMON * len(words))


def _is_kin(one: str, other: str) -> bool:
    return one == other or any(one in kin and other in kin for kin in KIN)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
