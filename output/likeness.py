"""Do two readings tell of one article? By what their pages say, for an address alone proves little."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from output.addresses import is_alternate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

# Of a text that is proof of a move: a shorter one may be a note that the site prints every week.
LEAST_WORDS = 50
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What readings of one article have in common; title and texts as hashes of their words.

    Attributes:
        title: Null when the page has none.
        day: Of publication, or as much of the date as is known. Null when it is not known.
        text: What the row says.
        whole: The text with what the source's profile left out of it. Null when that is not known.
        words: How many the text has.
        own: Whether the page names no other address than the one it was read at.
    """

    title: str | None
    day: str | None
    text: str
    whole: str | None
    words: int
    own: bool

    @property
    def texts(self) -> frozenset[str]:
        """The text as it is told with and without a profile; none where there are no words: nothing is like nothing."""
        return frozenset({self.text, self.whole or self.text}) - {_words("")}


def likeness(row: Mapping[str, Any], whole: str | None = None) -> Likeness:
    """What another reading of an article would have in common with this one.

    Args:
        row: Its row in `articles`, or a version's.
        whole: The text with what a profile left out of it. Null when that is not known, or nothing.
    """
    return Likeness(
        title=_words(row["title"]) if row["title"] else None,
        day=_day(row["published"], row["published_edtf"]),
        text=_words(row["text"]),
        whole=_words(whole) if whole else None,
        words=row["word_count"],
        own=row.get("canonical_url") in {None, row["url"]},
    )


def is_alike(one: Likeness, other: Likeness) -> bool:
    """Whether two addresses that are forms of one show one article: the same text, or title and no other date.

    An AMP or a print page may leave out a part of the text.
    """
    titled = one.title is not None and one.title == other.title
    return bool(one.texts & other.texts) or (titled and (one.day == other.day or None in {one.day, other.day}))


def is_claimed_rightly(one: Likeness, other: Likeness) -> bool:
    """Whether a page and the one whose address it names as its own show one article: the same text, or title and date.

    On some sites every page names one and the same address.
    """
    titled = one.title is not None and one.title == other.title
    return bool(one.texts & other.texts) or (titled and one.day is not None and one.day == other.day)


def rank(url: str, *, own: bool) -> tuple[bool, bool, bool, int, str]:
    """How well an address stands for its article, the best one lowest; the same in whatever order they come."""
    return is_alternate(url), not own, not url.startswith("https:"), len(url), url


def _day(day: date | None, edtf: str | None) -> str | None:
    # By the day: one template shows the hour as well, the next one does not.
    return day.isoformat() if day else edtf


def _words(text: str) -> str:
    # Its words alone: a template sets blanks and quotation marks as it likes.
    return hashlib.sha256(" ".join(_WORD.findall(text.casefold())).encode()).hexdigest()[:32]
