"""Which view count do these words state? "Views: 1,458", "1,458 views" or "read 7 times", and nothing beside it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.patterns import any_of
from pipelines.views import labels as words
from pipelines.views.numbers import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

# What stands between the entries of a line; a comma or slash without a blank is inside a number or a date.
ENTRIES = re.compile(r"\s*[|｜·•;；]\s*|(?<!\d)[,/]\s+|[,/]\s+(?!\d{3}(?!\d))|，|、")
LEAD = 24  # characters before a number that may say so
AFTERWORD = 12  # characters behind a count that may say what it counts
# Latin letters in lower case, and texts of them with their punctuation.
LETTERS = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]+")
ASCII_LETTERS = "".join(one if one.islower() else " " for one in map(chr, range(0x80)))
LATIN = re.compile("[\\0-\u024f\u1e00-\u1eff\u2000-\u20cf]*")
DIGIT = re.compile(r"\d")
FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)}
GROUPING = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
ALIKE = str.maketrans(
    {"ي": "ی", "ك": "ک", "\u200c": " ", "\u200b": None, "\u200e": None, "\u200f": None} | FULL_WIDTH
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A label and the number beside it, as shown."""

    label: str
    number: str


def plain(text: str) -> str:
    """The text as the patterns expect it: one form for letters that look alike."""
    return text if text.isascii() else GROUPING.sub(",", unicodedata.normalize("NFC", text).translate(ALIKE))


def may_state(text: str) -> bool:
    """Whether a line has a digit and a word of a label, as few have."""
    return bool(DIGIT.search(text)) and has_label_word(text)


def has_label_word(text: str) -> bool:
    """Whether a word of a label stands in a text."""
    if text.isascii():  # eight texts of ten; a set is faster than any pattern
        return not _LATIN_WORDS.isdisjoint(text.lower().translate(ASCII_LETTERS).split())
    if LATIN.fullmatch(text):
        return not _LATIN_WORDS.isdisjoint(LETTERS.findall(text.lower()))
    return bool(_LABEL_WORD.search(text.lower()))


def stated(text: str) -> Iterator[Stated]:
    """The counts in a line such as "Author: A | Views: 77"."""
    if may_state(text) and not words.OF_SITE.search(text):
        found = [one for entry in ENTRIES.split(text) if DIGIT.search(entry) and (one := _in_entry(entry))]
        yield from _repeated(text, found[0]) if len(found) == 1 else found


def is_label(text: str, *, before: bool) -> bool:
    """Whether a line is a label and nothing else, for a number in the next line, or in the one before."""
    return bool((_ALONE_BEFORE if before else _ALONE_AFTER).fullmatch(text))


def is_number(text: str) -> bool:
    """Whether a line is a number and nothing else."""
    return bool(_ALONE_NUMBER.fullmatch(text))


def labels_what_follows(text: str) -> bool:
    """Whether a text ends with a label, for a number that a script puts behind it."""
    return bool(_AT_END.search(plain(text)))


def labels_what_precedes(text: str) -> bool:
    """Whether a text begins with a label for the number before it."""
    return bool(_AT_BEGINNING.match(plain(text)))


def is_another(text: str) -> bool:
    """Whether the words before a number say that it counts something else."""
    said = plain(text)[-LEAD:]
    return bool(words.OTHER.search(said)) or (said.endswith((":", "：")) and not _AT_END.search(said))


def _repeated(text: str, one: Stated) -> Iterator[Stated]:
    """What a line says with the same label again: "6,976 reads / 142,233 reads (15)" is a list, however it ends."""
    yield one
    if text.count(one.label) > 1:
        again = rf"(?P<number>{NUMBER})\s?{re.escape(one.label)}(?!\w)(?=(?P<after>.{{0,{AFTERWORD}}}))"
        for other in re.finditer(again, text):
            if other["number"] != one.number and not words.OTHER.search(other["after"]):
                yield Stated(one.label, other["number"])


def _in_entry(entry: str) -> Stated | None:
    for pattern, leads, trails in _FORMS:
        for found in pattern.finditer(entry):
            before, after = entry[: found.start()], entry[found.end() :]
            follows = "" if _NEXT.match(after.strip()) else after[:AFTERWORD]
            leading = _leading(before) if found.start("label") < found.start("number") else ""
            around = f"{leading}{found.group()}{follows}"
            if leads.search(before) and trails.match(after) and not words.OTHER.search(around):
                return Stated(found["label"].strip(), found["number"].strip())
    return None


def _leading(before: str) -> str:
    """The words that belong to a label; "Author: Ann Lee" is a field of its own."""
    if before.rstrip().endswith((":", "：")):
        return before[-LEAD:]
    return "" if _COLON.search(before) else DIGIT.split(before)[-1]


def _plain(*lists: tuple[str, ...]) -> str:
    return any_of(plain(word) for words in lists for word in words)


_HAN = f"(?:{_plain(words.HAN_VERBS)})(?:{_plain(words.HAN_COUNTS)})?"
_OF = f"(?:{_plain(words.NUMBER_OF)})\\s*"
_SUFFIX = rf"(?:\s+(?:{_plain(words.SUFFIXES)}))?"
_COUNTS = f"(?:ال|ה)?{_plain(words.COUNTS)}{_SUFFIX}"
_LABEL = f"(?:{_OF}(?:{_plain(words.GENITIVES)}|{_HAN})|(?:{_OF})?(?:ال|ה)?{_plain(words.COUNTS, words.BEFORE)}{_SUFFIX}|{_HAN})"
# "Views 2020" heads a year; a label that is nothing else may stand before any number.
_NO_YEAR = r"(?!\s(?:19|20)\d\d(?!\d))"
_SURE = f"(?:{_OF})?{_COUNTS}{_NO_YEAR}|{_HAN}|{_plain(words.TIGHT)}"
_VERB = _plain(words.VERBS)
_TIMES = _plain(words.TIMES)
_UNIT = f"(?:\\s?(?:{_TIMES}|{_plain(words.HAN_TIMES)}|회|명))?"
_KNOWN = (words.COUNTS, words.BEFORE, words.AFTER, words.VERBS, words.GENITIVES)
_LATIN = [LETTERS.findall(label) for known in _KNOWN for label in known if LATIN.fullmatch(label)]
_SINGLE = {label[0] for label in _LATIN if len(label) == 1}
# Of each label the word that tells most: of "page views" not the first.
_LATIN_WORDS = frozenset(next((word for word in label if word in _SINGLE), label[-1]) for label in _LATIN)
# In lower case: without the flag the pattern is five times as fast.
_LABEL_WORD = re.compile(f"(?:{_plain(*_KNOWN)}|{_HAN}|[看阅])(?![a-z])".lower())
# Signs, ranges, fractions and shares are taken in, so that they are refused in the open rather than cut.
# Letters of scripts that part their words by blanks may not touch it.
_NUMBER = (
    rf"(?<![.,])(?<![^\W\u0e00-\ud7ff])(?P<number>[-+~<>]?{NUMBER}(?!\d)(?:[.,]\d+)*(?:\s?[-–~]\s?\d+|\+|\s?[%٪])?)"
)
_END = r"[\s)）\]】」.!।]*"
_BESIDE = rf"\d[\d.,]*\s?(?:{_plain(words.BESIDE)})"
_NEXT_LABEL = r"(?:[-–—·•*]\s*)?[^\s\d:：(（|]{1,30}(?: [^\s\d:：(（|]{1,30}){0,3}\s?[:：(（]"
_DATE = (
    r"(?:\d{4}[-./年]\s?\d{1,2}[-./月]\s?\d{1,2}日?|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
)
# What may follow a count: the end, the next label, another counter, a date; for Chinese, another word.
_TRAILS = re.compile(
    rf"{_END}$|\s*(?:{_NEXT_LABEL}|{_BESIDE}|{_DATE}|[\[【(（]|\d{{1,2}}\.? [^\W\d]+ \d{{4}})|[次回]?\s+(?![分秒小天页篇])[一-鿿]"
)
_ENDS = re.compile(rf"{_END}(?:{_BESIDE}{_END})*$", re.IGNORECASE)
# What may lead to it: the beginning, a bracket or dash, a date, a label with its value.
_OPENS = r"^[\s(（\[【「>»*-]*"
_LEADS = re.compile(
    rf"{_OPENS}(?:{_plain(words.HAN_LEADS)})*\s?$|[(（\[【\-–—>»]\s*$|[:：].*\s$"
    r"|(?:\d[-./年]\s?\d{1,2}[-./月]\s?\d+日?|\d:\d\d|[A-Za-z.] \d{4}|^\d{4}|\d\s?[一-鿿]{1,2})[\])】）]?\s+$"
)
_BEGINS = re.compile(
    rf"{_OPENS}(?:(?:{_plain(words.LEADS)})\s+|(?:{_plain(words.HAN_LEADS)})*\s?)?$|[-–—]\s+$|{_OPENS}{_DATE}\s*[\])】）]?\s+$"
    rf"|{_OPENS}(?:{_BESIDE}\s+)+$",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"{_NEXT_LABEL}|[(（]\s?\+?\d")
_COLON = re.compile("[:：]")
_WORD = r"(?<![^\W\d_])"  # no letter before it
_NO_WORD = r"(?![^\W_])"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_FORMS = (
    (
        # "Views (3)" is a category with three articles; 阅读(3) is none.
        _form(
            rf"(?<![a-z])(?P<label>{_LABEL})(?:\s*[:：]\s*[\[(（]?|(?<=[^\x00-\x7f])\s*[\[(（])\s*{_NUMBER}{_UNIT}{_NO_WORD}"
        ),
        _LEADS,
        _TRAILS,
    ),
    (_form(rf"{_WORD}(?P<label>{_VERB})\s?:?\s*{_NUMBER}\s?(?:{_TIMES}){_NO_WORD}"), _BEGINS, _TRAILS),
    (_form(rf"{_NUMBER}\s?(?:{_TIMES})\s+(?P<label>{_VERB}){_NO_WORD}"), _BEGINS, _ENDS),
    (_form(rf"{_NUMBER}\s?(?:de\s|d'|di\s)?(?P<label>{_COUNTS}|{_plain(words.AFTER)}){_NO_WORD}"), _BEGINS, _ENDS),
    (_form(rf"{_NUMBER}\s?(?:{_plain(words.HAN_TIMES)})?(?P<label>已?{_HAN}[过過]?)"), _BEGINS, _ENDS),
    (_form(rf"(?<![a-z])(?P<label>{_SURE})\s*{_NUMBER}{_UNIT}{_NO_WORD}"), _BEGINS, _ENDS),
)
_ALONE_BEFORE = _form(rf"[\s(（\[【]*(?:{_SURE})\s*[:：]?\s*")
_ALONE_AFTER = _form(rf"(?:{_COUNTS}|{_plain(words.AFTER)})\s*")
_ALONE_NUMBER = _form(rf"{_NUMBER}")
_AT_END = _form(rf"(?:^|[\s|·•,;(（\[【/：]|{_plain(words.HAN_LEADS)})(?:{_LABEL})\s*[:：（(\[]?\s*$")
_AT_BEGINNING = _form(rf"\s*(?:{_plain(words.HAN_TIMES)})?(?:{_COUNTS}|已?{_HAN})")
