"""How are words compared and counted, whatever the script?"""

from __future__ import annotations

import re
import unicodedata

# A CJK character counts as a word, as word processors have it: Han, kana and hangul syllables.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])\w)+")


def squeeze(text: str) -> str:
    """The text with all white space, no-break spaces too, made one blank."""
    return " ".join(text.split())


def count_words(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _ in _WORD.finditer(text))


def folded(text: str) -> str:
    """The text for comparing: compatibility forms, case, quotes, dashes and white space made alike."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return squeeze(plain.translate(_ALIKE))


_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "…": "...", "\u200b": ""}
)
