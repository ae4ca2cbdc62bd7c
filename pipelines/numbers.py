"""Which whole number do these characters mean? Read strictly: what is no exact count is refused."""

from __future__ import annotations

import re
import unicodedata

LARGEST = 2**63 - 1  # what int64 holds
# One thousand and its like as sites shorten counts: "1.2万" is 12,000, "4K" is 4,000.
SCALES = {
    "k": 1_000,
    "m": 1_000_000,
    "千": 1_000,
    "천": 1_000,
    "万": 10_000,
    "萬": 10_000,
    "만": 10_000,
    "億": 10**8,
    "亿": 10**8,
}
GROUPS = " \u00a0\u202f\u2009.,'’٬"
# One to three digits and groups of three behind one kind of mark, or digits alone; then perhaps a scale.
NUMBER = (
    r"(?:\d{1,3}(?:(?P<mark>[ \u00a0\u202f\u2009.,'’٬])\d{3})(?:(?P=mark)\d{3})*|\d+(?:[.,]\d{1,2}(?=\s?[kKmM千천万萬만億亿]))?)"
    r"(?:\s?[kKmM千천万萬만億亿](?![^\W\d_]))?"
)
_WHOLE = re.compile(NUMBER)


class NoCount(ValueError):
    """The characters are no exact count; the text is the reason, a fixed phrase."""


def read_count(raw: str) -> int:
    """The count that a number as shown means.

    Raises:
        NoCount: It is negative, a range, too large, or no number.
    """
    text = "".join(str(unicodedata.digit(one)) if one.isdigit() and one not in "²³¹" else one for one in raw.strip())
    if not _WHOLE.fullmatch(text):
        raise NoCount("no exact count")
    scale = SCALES.get(text[-1].lower())
    if scale:
        number = text[:-1].strip().replace(",", ".")
        whole, _, part = number.partition(".")
        if len(part) > 2:  # noqa: PLR2004  ("1.234K" is a group of thousands in one language, a fraction in another)
            raise NoCount("ambiguous")
        count = int(whole) * scale + (int(part) * scale // 10 ** len(part) if part else 0)
    else:
        count = int(text.translate(dict.fromkeys(map(ord, GROUPS))))
    if count > LARGEST:
        raise NoCount("too large")
    return count
