"""Are these words shaped like the name of a person, a body or an account, or like none?"""

from __future__ import annotations

import re

from pipelines.authors.words import (
    BODIES,
    BODY_ENDS,
    CJK,
    CJK_BODY,
    DEGREES,
    INTERFACE,
    NOBODY,
    RANKS,
    ROLES,
    SMALL,
    TOPICS,
)
from pipelines.dates.words import find_date
from pipelines.text import folded

LONGEST = 80  # characters of a name
MOST_WORDS = 8
MOST_PERSON_WORDS = 5
MOST_SMALL_WORDS = 2  # that names are not known to have
# Two to five characters; surname and given name apart; a name from another language, in parts; Korean.
CJK_PERSON = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]{2,5}|[\u3400-\u9fff]{1,3} [\u3040-\u30ff\u3400-\u9fff]{1,4}|"
    r"[\u30a0-\u30ff\u3400-\u9fff]{1,8}[·・][\u30a0-\u30ff\u3400-\u9fff·・]{1,12}|[\uac00-\ud7af]{2,4}"
)
PLACING = frozenset(("of", "for", "on", "in", "at", "from"))  # small words of bodies' names, and of no person's
ADDRESS = re.compile(r"https?:|www\.|@|\[at\]|://", re.IGNORECASE)
PLACEHOLDER = re.compile(r"[<>{}\[\]$%\\=]|^\w{1,40}(?:\.\w{1,40}){2,9}$")
ACCOUNT = re.compile(r"[._\d]|[a-z][A-Z]")
ACRONYM = re.compile(r"[A-Z]{2,6}|[A-Z]{2,4}/[A-Za-z]{2,4}")
ELIDED = re.compile(r"[^\W\d_]{1,3}['’‘-][^\W\d_a-zß-ÿ]")
PROSE = re.compile(r"[!?:]|\w{4}\.$")


def fault(name: str) -> str | None:
    """Why these words name nobody; null when they may be a name."""
    if len(name) > LONGEST or len(name.split()) > MOST_WORDS:
        return "too long for a name"
    said = folded(name)
    parts = said.replace(",", " ").split()
    reasons = (
        (not re.search(r"[^\W\d_]{2}", name) or said in NOBODY, "nobody's name"),
        (ADDRESS.search(name), "an address or a handle"),
        (PLACEHOLDER.search(name), "a placeholder"),
        (re.search(r"\d{2}", name) or find_date(name), "a date or a number"),
        (_is_role(parts), "a role"),
        (not INTERFACE.isdisjoint(parts), "words of the page's own controls"),
        (_is_prose(name), "a sentence or a label"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def is_person(words: str) -> bool:
    """Whether the words are shaped like a person's full name: each with a capital, but for small words; or CJK."""
    if CJK.search(words):
        return bool(CJK_PERSON.fullmatch(words)) and not is_body(words)
    parts = words.replace("(", "").replace(")", "").split()
    large = [part for part in parts if part.casefold() not in SMALL]
    if not 1 < len(large) <= len(parts) <= MOST_PERSON_WORDS or is_body(words) or not PLACING.isdisjoint(parts):
        return False
    return parts[-1] in large and all(map(_is_large, large)) and TOPICS.isdisjoint(map(str.casefold, large))


def is_body(words: str) -> bool:
    """Whether the words name a body, by one of them, as in "Kite Institute"."""
    parts = [part.strip(".,").casefold() for part in words.split()]
    known = not BODIES.isdisjoint(parts) or any(part.endswith(BODY_ENDS) for part in parts)
    return known or (parts[:1] == ["the"] and TOPICS.isdisjoint(parts)) or bool(CJK_BODY.search(words))


def is_account(name: str) -> bool:
    """Whether it is shaped like the name of an account: "jdoe", "jane.doe", "JDoe_7"."""
    return " " not in name and not CJK.search(name) and (name.islower() or bool(ACCOUNT.search(name)))


def is_beside(words: str) -> bool:
    """Whether the words say what or where the author before them is: "Senior Writer", "Kite Institute", "AP"."""
    parts = {part.strip(".,").casefold() for part in words.split()}
    return not ROLES.isdisjoint(parts) or is_body(words) or bool(ACRONYM.fullmatch(words))


def is_degree(words: str) -> bool:
    """Whether the words are nothing but letters behind a name: "Ph.D., MPH"."""
    parts = [part.strip("®™*") for part in re.split(r"[\s/&,]+", words.replace(".", "").casefold())]
    return any(parts) and all(part in DEGREES for part in parts if part)


def _is_role(parts: list[str]) -> bool:
    """Whether the words begin or end as a role does; "Head" may be a surname."""
    ends = parts[-1:] != ["head"] and not ROLES.isdisjoint(parts[-1:])
    return (
        ends
        or not RANKS.isdisjoint(parts[:1])
        or (bool(parts) and all(part in ROLES or part in SMALL for part in parts))
    )


def _is_large(part: str) -> bool:
    """Whether a word begins with a capital, in a script that has them, be it behind an article: "d'Orne"."""
    return part[0].isalpha() and (not part[0].islower() or bool(ELIDED.match(part)))


def _is_prose(name: str) -> bool:
    small = [part for part in name.split() if part[0].islower() and part.casefold() not in SMALL]
    return len(small) > MOST_SMALL_WORDS or bool(PROSE.search(name))
