"""Which whole number do these characters mean? Read strictly: what is no exact count is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.text import plain_digits

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 2**63 - 1  # what int64 holds
MOST_DIGITS = 40  # zeros before it, and a fraction behind; int() takes no more than 4,300
# One thousand and its like as sites shorten counts: "1.2万" is 12,000, "4K" is 4,000.
SCALES = {
    **dict.fromkeys(("k", "к", "千", "천", "тыс.", "тыс", "тис.", "tys.", "tis.", "tsd.", "rb", "ribu"), 1_000),
    **dict.fromkeys(("nghìn", "ngàn", "พัน", "ألف", "هزار", "אלף", "हज़ार", "হাজার", "mila", "χιλ."), 1_000),
    **dict.fromkeys(("万", "萬", "만", "หมื่น"), 10_000),
    **dict.fromkeys(("แสน", "लाख", "লাখ"), 100_000),
    **dict.fromkeys(
        ("m", "mio.", "mio", "млн", "mln", "jt", "juta", "triệu", "mln.", "εκ.", "ล้าน", "مليون", "میلیون"), 1_000_000
    ),
    **dict.fromkeys(("億", "亿", "억"), 100_000_000),
}
# Those that mean something else, or nothing, in another language.
SCALES_IN: dict[str, dict[str, int]] = {
    "mil": dict.fromkeys(("es", "pt", "gl", "ca"), 1_000),
    "mil.": dict.fromkeys(("es", "pt", "gl", "ca"), 1_000)
    | dict.fromkeys(("cs", "sk", "sl", "hr", "bs", "sr", "ro"), 1_000_000),
    "tn": {"sv": 1_000},
    "bin": {"tr": 1_000},
    "n": {"vi": 1_000},
    "tr": {"vi": 1_000_000},
    "w": {"zh": 10_000},
}
GROUPS = " \u00a0\u202f\u2009.,'’٬"
_LONGEST = sorted((*SCALES, *SCALES_IN), key=len, reverse=True)
_SPACED = "|".join(re.escape(one) for one in _LONGEST if one < "\u0e00")  # a word of its own
_JOINED = "|".join(one for one in _LONGEST if one >= "\u0e00")  # of scripts without word spaces
SCALE = rf"(?:(?i:{_SPACED})(?![^\W\d_])|{_JOINED})"
# One to three digits and groups of three behind one kind of mark, or India's of two; or digits alone, then perhaps a
# scale. A count is whole, so a mark before three digits groups them whatever the page's language: "1.432" is 1432 on an
# English page too, and "1.4" is refused on a German one, unless a scale follows.
NUMBER = (
    r"(?:\d{1,2}(?:,\d\d)+,\d{3}|\d{1,3}(?:(?P<mark>[ \u00a0\u202f\u2009.,'’٬])\d{3})(?:(?P=mark)\d{3})*|\d+"
    rf"(?:[.,٫]\d{{1,2}}(?=\s?{SCALE}))?)(?:\s?{SCALE})?"
)
_WHOLE = re.compile(NUMBER)
_SHORTENED = re.compile(rf"(?P<number>[\d{GROUPS}٫]+?)\s?(?P<scale>{_SPACED}|{_JOINED})", re.IGNORECASE)
_ONLY_GROUPS = dict.fromkeys(map(ord, set(GROUPS) - set(".,")))  # those that part no fraction: "1 234 тыс."


class NoCount(ValueError):
    """The characters are no exact count; the text is the reason, a fixed phrase."""


def read_count(raw: str, languages: Iterable[str] = ()) -> int:
    """The count that a number as shown means.

    Args:
        raw: The number with its scale.
        languages: Those that its scale may be of; only asked where that matters.

    Raises:
        NoCount: It is negative, a range, too large, or no number.
    """
    text = plain_digits(raw.strip())
    if not _WHOLE.fullmatch(text):
        raise NoCount("no exact count")
    if sum(map(str.isdigit, text)) > MOST_DIGITS:
        raise NoCount("too large")
    shortened = _SHORTENED.fullmatch(text)
    if shortened:
        scale = _scale(shortened["scale"].lower(), languages)
        number = shortened["number"].translate(_ONLY_GROUPS)
        whole, _, part = number.replace(",", ".").replace("٫", ".").partition(".")
        if len(part) > 2:  # noqa: PLR2004  ("1.234K" is a group of thousands in one language, a fraction in another)
            raise NoCount("ambiguous")
        count = int(whole) * scale + (int(part) * scale // 10 ** len(part) if part else 0)
    else:
        count = int(text.translate(dict.fromkeys(map(ord, GROUPS))))
    if count > LARGEST:
        raise NoCount("too large")
    return count


def _scale(word: str, languages: Iterable[str]) -> int:
    if word in SCALES:
        return SCALES[word]
    meant = {SCALES_IN[word][language] for language in languages if language in SCALES_IN[word]}
    if len(meant) != 1:
        raise NoCount("a scale of another language")
    return meant.pop()
