"""Which script is a text written in, and which does a language use? A page's template often declares another language."""

from __future__ import annotations

import re

# Letters by their Unicode blocks; Japanese and Korean mix theirs with Han.
LETTERS = {
    "Latn": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "Cyrl": re.compile(r"[\u0400-\u052f]"),
    "Arab": re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "Hani": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"),
    "Kana": re.compile(r"[\u3040-\u30ff]"),
    "Hang": re.compile(r"[\uac00-\ud7af\u1100-\u11ff]"),
    "Grek": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "Hebr": re.compile(r"[\u0590-\u05ff]"),
    "Deva": re.compile(r"[\u0900-\u097f]"),
    "Beng": re.compile(r"[\u0980-\u09ff]"),
    "Guru": re.compile(r"[\u0a00-\u0a7f]"),
    "Gujr": re.compile(r"[\u0a80-\u0aff]"),
    "Orya": re.compile(r"[\u0b00-\u0b7f]"),
    "Taml": re.compile(r"[\u0b80-\u0bff]"),
    "Telu": re.compile(r"[\u0c00-\u0c7f]"),
    "Knda": re.compile(r"[\u0c80-\u0cff]"),
    "Mlym": re.compile(r"[\u0d00-\u0d7f]"),
    "Sinh": re.compile(r"[\u0d80-\u0dff]"),
    "Thai": re.compile(r"[\u0e00-\u0e7f]"),
    "Laoo": re.compile(r"[\u0e80-\u0eff]"),
    "Mymr": re.compile(r"[\u1000-\u109f]"),
    "Geor": re.compile(r"[\u10a0-\u10ff]"),
    "Armn": re.compile(r"[\u0530-\u058f]"),
    "Ethi": re.compile(r"[\u1200-\u137f]"),
    "Khmr": re.compile(r"[\u1780-\u17ff]"),
}
PLAIN_LATIN = re.compile(r"[\u0000-\u024f\u2000-\u20cf]+")  # with its punctuation; most texts have nothing else
NO_LATIN = re.compile(r"[^A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
LEAST_LETTERS = 60  # fewer say nothing
SOME_LATIN = re.compile(
    rf"(?:[^A-Za-z\u00c0-\u024f\u1e00-\u1eff]*[A-Za-z\u00c0-\u024f\u1e00-\u1eff]){{{LEAST_LETTERS}}}"
)
# The languages that are not, or not only, written in Latin letters (CLDR's likely and secondary scripts).
SCRIPTS = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "ba", "tt", "cv", "ce", "os"), ("Cyrl",)),
    **dict.fromkeys(("sr", "bs", "az", "uz", "tk", "sh", "mo", "ro"), ("Cyrl", "Latn")),
    **dict.fromkeys(("kk", "ky", "tg", "mn"), ("Cyrl", "Arab", "Latn")),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "sd", "ug", "ckb", "dv"), ("Arab",)),
    **dict.fromkeys(("ku", "ms", "ha"), ("Arab", "Latn")),
    **dict.fromkeys(("he", "yi"), ("Hebr",)),
    **dict.fromkeys(("hi", "mr", "ne", "sa", "mai"), ("Deva",)),
    **dict.fromkeys(("bn", "as"), ("Beng",)),
    "ks": ("Arab", "Deva"),
    "pa": ("Guru", "Arab"),
    "zh": ("Hani",),
    "yue": ("Hani",),
    "ja": ("Kana", "Hani"),
    "ko": ("Hang", "Hani"),
    "el": ("Grek",),
    "gu": ("Gujr",),
    "or": ("Orya",),
    "ta": ("Taml",),
    "te": ("Telu",),
    "kn": ("Knda",),
    "ml": ("Mlym",),
    "si": ("Sinh",),
    "th": ("Thai",),
    "lo": ("Laoo",),
    "my": ("Mymr",),
    "ka": ("Geor",),
    "hy": ("Armn",),
    "am": ("Ethi",),
    "ti": ("Ethi",),
    "km": ("Khmr",),
}
# The language of a script that one language of the web is written in.
ALONE = {
    "Hani": "zh",
    "Kana": "ja",
    "Hang": "ko",
    "Grek": "el",
    "Hebr": "he",
    "Thai": "th",
    "Geor": "ka",
    "Armn": "hy",
}
PLAIN = 0.7  # least share of a text's letters; quotations and names in other letters stay below
KANA = 0.1  # share of kana among kana and Han that tells Japanese from Chinese


def script_of(text: str) -> str | None:
    """The script that a text is plainly written in, ``"Kana"`` for Japanese; null when none is or it is short."""
    others = "" if text.isascii() else PLAIN_LATIN.sub("", text)
    if not others:
        return "Latn" if SOME_LATIN.match(text) else None
    counts = {script: len(pattern.findall(others)) for script, pattern in LETTERS.items()}
    counts["Latn"] = len(NO_LATIN.sub("", text))
    letters = sum(counts.values())
    if letters < LEAST_LETTERS:
        return None
    if kana := counts.get("Kana", 0):
        asian = "Kana" if kana >= KANA * (kana + counts["Hani"]) else "Hani"
        counts[asian] = kana + counts.pop("Hani") if asian == "Kana" else kana + counts["Hani"]
    script = max(counts, key=lambda one: counts[one])
    return script if counts[script] >= PLAIN * letters else None


def contradicts(tag: str, script: str | None) -> bool:
    """Whether a text in this script can't be in this language."""
    if script is None or "-Latn" in tag or "-Cyrl" in tag or "-Arab" in tag:
        return False
    return script not in SCRIPTS.get(tag.partition("-")[0], ("Latn",))
