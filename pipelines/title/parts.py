"""Which part of a title is the article's own? What stands before or behind it may be the site's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.crumb_words import is_home

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.document import Document
    from pipelines.site import Site

LONGEST = 500  # characters of a title
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
# Bars and long dashes; short dashes and colons with blanks, or between words that are written without any.
SEPARATOR = re.compile(
    rf"\s*[|｜»›·•_—]\s*|\s+[–-]\s+|\s*[:：]\s+|：|(?<=[{_CJK}])[-–]|[-–](?=[{_CJK}])", re.IGNORECASE
)
BARS = frozenset("|｜»›_")
COLONS = frozenset(":：")
SIGN = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)


def own_part(title: str, site: Site, is_others: Callable[[str], bool]) -> str:
    """A title without the site's name behind or before it, nor the section between them.

    Args:
        title: As the page gives it.
        site: Whose name it may hold.
        is_others: Whether words behind the title, that the site does not call itself, are none of it either.
    """
    if len(title) > LONGEST:
        return title
    for cut in SEPARATOR.finditer(title):
        before, after = title[: cut.start()], title[cut.end() :]
        mark = cut.group().strip()
        if before and (site.is_called(_without_home(after)) or is_others(after)):
            return _first_of(before, mark)
        if after and site.is_called(before) and (mark not in COLONS or _is_apart(before, after)):
            return after
    return title


def is_in_frame(document: Document, words: str) -> bool:
    """Whether the words are a whole line beside the article, or stand in the notice there: a section's or site's name."""
    beside = (line.text for line in document.lines if line.aside and words in line.text)
    return any(line == words or (len(line) <= LONGEST and SIGN.search(line)) for line in beside)


def _without_home(words: str) -> str:
    """The words without the "Home" behind them, as in "Kite Institute » Home"."""
    last = next(reversed(list(SEPARATOR.finditer(words))), None)
    return words[: last.start()] if last and is_home(words[last.end() :]) else words


def _first_of(before: str, mark: str) -> str:
    """The title before a section: "The tides | Trade", but not "Live | The tides"."""
    parts = [part.strip() for part in before.split(mark)] if mark in BARS else [before]
    return parts[0] if all(len(part) < len(parts[0]) for part in parts[1:]) else before


def _is_apart(before: str, after: str) -> bool:
    """Whether a name before a colon is not what the title speaks of, as in "Kite: a history"."""
    return not after[0].islower() and (" " in before or not before.isascii())
