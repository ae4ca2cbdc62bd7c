"""Who holds the copyright, and since when, in the words of a notice? A name, years, or why it gives neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.rights.copyright_words import (
    ADDRESS,
    BEFORE_NAME,
    FORMS,
    GOES_ON,
    NO_NAME,
    NOT_NAME,
    OTHERS,
    PREDICATE,
    RESERVED,
    SENTENCE,
    SIGN,
    TAIL,
    TITLES,
)
from pipelines.rights.copyright_years import YEARS, read_years, with_years
from pipelines.text import squeeze

LONGEST_TEXT = 1_000  # characters that are read; a notice with its small print has 300
LONGEST_HOLDER = 120  # characters
LONGEST_INITIAL = 2  # "s.r.o", "e.v", "sh.p.k"
MOST_BEFORE = 7  # words before the sign, a year among them, that may be the name
LEAST_PROSE = 4  # words without a capital
MOST_WORDS = 12  # of a name; a sentence has more
# Dashes and points part a name from what follows; one inside a name has no blanks around it.
PARTS = re.compile(rf"\s*[|•·♦▪►★；]\s*|\s[»›>]\s|;\s|\s+/\s+(?=\W|$)|\s[-–—]\s+(?={NO_NAME.pattern})", re.IGNORECASE)
STOP = re.compile(r"(?P<token>\S{0,40})\.(?P<rest>\s|$)|。")
UNFILLED = re.compile(r"[{}\[\]<>]|%\w+%")  # what a template should have filled in
PROSE = re.compile(r"(?:ます|です|ました|ください)$")
LEFT_OVER = re.compile(
    r"(?:,\s*\d{1,2}|\s+(?:and|und|et|our|the|&)|\s+MM[XVI]{1,7}(?:\s+and)?)$"
)  # of a date, a list
EDGES = " ,;:：|·•-–—~/*®™"
OTHER_YEAR = re.compile(r"^\d{4}(?:\s?[-–—]\s?\d{4})?\s")  # before the name: of a calendar that can't be told
EMPTY_BRACKETS = re.compile(r"[(\[（]\s*[)\]）]")


@dataclass(frozen=True, slots=True)
class Notice:
    """A copyright notice as read.

    Attributes:
        holder: The name; null when there is none, for the reason.
        years: Its year or years as shown; null when there are none.
        reason: Why there is no holder.
    """

    holder: str | None
    years: str | None
    reason: str | None = None


def read_notice(text: str, latest: int) -> Notice:
    """The holder and the years in a notice.

    Args:
        text: The notice, one line.
        latest: The latest year that a notice can tell.
    """
    text = with_years(text[:LONGEST_TEXT].replace("\u00ad", ""), latest)
    sign, reserved = SIGN.search(text), RESERVED.search(text)
    mark = sign or reserved
    before = PARTS.split(text[: mark.start()])[-1].strip(EDGES) if mark else ""
    said = text[mark.start() :] if mark else text
    years = read_years(said, latest) or read_years(text, latest)
    if OTHERS.search(before):
        return Notice(None, None, "the notice of something else on the page")
    name = _name(said) if sign or not reserved else ""
    if not name and len(before.split()) <= MOST_BEFORE:
        name = _name(before)
    if PREDICATE.match(name):
        return Notice(None, None, "a sentence, no notice")
    reason = _no_name(name)
    return Notice(None if reason else name, years, reason)


def _name(text: str) -> str:
    """What is left of a notice: the first words that are no sign, no years and no menu, up to their sentence's end."""
    for part in PARTS.split(YEARS.sub(" ", NOT_NAME.sub(" | ", text))):
        name = TAIL.sub("", SENTENCE.sub("", squeeze(EMPTY_BRACKETS.sub(" ", part)).replace(" ,", ",")))
        name = ADDRESS.sub("", OTHER_YEAR.sub("", name.strip(EDGES).lstrip(".").lstrip(EDGES)))
        name = _first_sentence(name[BEFORE_NAME.match(name).end() :])  # type: ignore[union-attr]  # may be empty
        if re.search(r"[^\W\d_]{2}", name):
            return name
    return ""


def _first_sentence(text: str) -> str:
    """The words up to the full stop that ends a sentence; the stop of "Inc." or "e.V." stays."""
    end = len(text)
    for found in STOP.finditer(text):
        token = (found["token"] or "").strip('(".').casefold()
        if token in TITLES or len(token) == 1 or (found.start() == 0 and _is_initials(token)):
            continue
        if token in FORMS or _is_initials(token):
            rest = text[found.end() :].lstrip()
            if rest and (rest[0].islower() or rest[0] in "&-–(" or re.split(r"\W", rest)[0].casefold() in GOES_ON):
                continue
            return text[: found.start() + len(found["token"].rstrip(".")) + 1].strip(EDGES)
        end = found.start() + len(found["token"] or "")
        break
    return LEFT_OVER.sub("", text[:end].strip(EDGES)).strip(EDGES)


def _is_initials(token: str) -> bool:
    """Whether these are letters with stops between: "e.v", "s.a", not "kite.org"."""
    return "." in token and all(len(part) <= LONGEST_INITIAL for part in token.split("."))


def _no_name(name: str) -> str | None:
    if not name:
        return "no name beside the sign"
    if (
        NO_NAME.match(name)
        or PROSE.search(name)
        or UNFILLED.search(name)
        or (name.islower() and "." not in name and len(name.split()) >= LEAST_PROSE)
        or len(name.split()) > MOST_WORDS
        or len(name) > LONGEST_HOLDER
    ):
        return "a sentence, no name"
    if name.startswith(("http:", "https:", "#", "www.", "@")):
        return "an address, no name"
    return None
