"""How are words cleaned, compared and counted, whatever the script?"""

from __future__ import annotations

import re
import unicodedata

# A CJK character counts as a word, as word processors have it: Han, kana and hangul syllables.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_ASCII_WORDS = "".join(one if one.isalnum() or one == "_" else " " for one in map(chr, range(0x80)))
_SHARED = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]|\w+")

# What XML can't hold: control characters, surrogates, noncharacters. One of them, even as a character reference,
# makes trafilatura give no body at all.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
REFERENCE = re.compile(rb"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<decimal>[0-9]{1,7}));?")
CONTROLS = bytes(point for point in range(0x80) if UNPRINTABLE.match(chr(point)))
BLANKS = bytes.maketrans(CONTROLS, b" " * len(CONTROLS))
NONCHARACTERS = re.compile(rb"\xef\xb7[\x90-\xaf]|\xef\xbf[\xbe\xbf]")  # in UTF-8
LAST_POINT = 0x10FFFF  # of Unicode
# What no one sees: orders to a terminal, controls, marks that turn the direction of what follows, blanks of no width. The
# joiners of Persian and of Indian scripts (U+200C, U+200D) are seen in what they do.
UNSEEN = re.compile(
    "(?:\x1b\\[|\x9b)[0-9;?]{0,20}[@-~]?|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def printable(html: bytes) -> bytes:
    """A page in UTF-8 without what XML can't hold, as characters or as references; blanks stand in their place."""
    text = html.translate(BLANKS, b"\0")  # a NUL is nothing to browsers: words go on behind it
    if b"\xef" in text:
        text = NONCHARACTERS.sub(b" ", text)
    return REFERENCE.sub(_held, text) if b"&#" in text else text


def visible(text: str) -> str:
    """The text without what no one sees in it."""
    return text if text.isprintable() else UNSEEN.sub("", text)


def squeeze(text: str) -> str:
    """The text with all white space, no-break spaces too, made one blank."""
    return " ".join(text.split())


def listed(text: str) -> tuple[str, ...]:
    """The entries of a list written over several lines, the longest first so that a pattern prefers them."""
    entries = (entry.strip() for line in text.strip().split("\n") for entry in line.split("|"))
    return tuple(sorted({entry for entry in entries if entry}, key=lambda entry: (-len(entry), entry)))


def ascii_digits(text: str) -> str:
    """The text in compatibility form, the digits of every script written as 0 to 9."""
    return plain_digits(unicodedata.normalize("NFKC", text))


def plain_digits(text: str) -> str:
    """The text with the digits of every script written as 0 to 9, and all else as it is."""
    return (
        text if text.isascii() else "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
    )


def count_words(text: str) -> int:
    """How many words a text has."""
    return sum(
        len(words) if (words := ascii_words(line)) is not None else _counted(line) for line in text.split("\n")
    )


def ascii_words(text: str) -> list[str] | None:
    """The words of a text that is all ASCII, in a fifth of what a pattern takes; null of another text."""
    return text.translate(_ASCII_WORDS).split() if text.isascii() else None


def _counted(text: str) -> int:
    # No list of words, for each character of Chinese is one: `subn` keeps 8 bytes for it.
    return _WORD.subn("", text)[1]


def words_in(text: str) -> list[str]:
    """The words of a text, for telling how many two texts share; kana, which gloss other words, stay together."""
    return _SHARED.findall(text)


def folded(text: str) -> str:
    """The text for comparing: compatibility forms, case, quotes, dashes and white space made alike."""
    if text.isascii():  # which has no other forms
        return squeeze(text.lower())
    plain = unicodedata.normalize("NFKC", text).casefold()
    for letter, alike in _ALIKE:  # a tenth of what `translate` takes
        if letter in plain:
            plain = plain.replace(letter, alike)
    return squeeze(plain)


def letters(text: str) -> str:
    """The letters and digits of a text for comparing, whatever stands between them."""
    said = folded(text)
    return said if said.isalnum() else _NOT_LETTERS.sub("", said)


def _held(reference: re.Match[bytes]) -> bytes:
    point = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    return b" " if point > LAST_POINT or UNPRINTABLE.match(chr(point)) else reference.group()


_NOT_LETTERS = re.compile(r"[\W_]")
_ALIKE = tuple(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "…": "...", "\u200b": ""}.items()
)
