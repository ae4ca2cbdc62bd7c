"""What does a link of a row of pages say? A page's number, or the way to the next one or the one before."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from pipelines.paging.words import (
    ARROWS,
    BEFORE_NUMBER,
    BEHIND_NUMBER,
    NEXT,
    NEXT_PAGE,
    OLDER,
    PREVIOUS,
    PREVIOUS_PAGE,
)
from pipelines.text import plain_digits, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

LONGEST = 100  # characters; "Next page: what the harbour owes"
_BEFORE = "|".join(map(re.escape, BEFORE_NUMBER))
_BEHIND = "|".join(map(re.escape, BEHIND_NUMBER))
_NUMBER = re.compile(rf"(?:{_BEFORE})?\s?(\d{{1,3}})\s?(?:{_BEHIND}|(?:/|of|von|de|sur|di) \d{{1,3}})?")
_HEADED = re.compile(r"\s?(?:[:»›→|–—-]\s|：)")  # what parts "Next page" from the heading it leads to
# A line that is a row of pages, or tells where in it the reader is.
_TOKEN = re.compile(r"[^\s\d\W]+(?: [^\s\d\W]+)?|\d+")


class Way(Enum):
    """Where a link leads by its words."""

    NUMBER = "number"
    NEXT_PAGE = "next page"
    NEXT = "next"
    PREVIOUS_PAGE = "previous page"
    PREVIOUS = "previous"

    @property
    def back(self) -> bool:
        """Whether it leads to an earlier page."""
        return self in {Way.PREVIOUS_PAGE, Way.PREVIOUS}

    @property
    def plain(self) -> bool:
        """Whether its words speak of a page: a link to another article may say "next"."""
        return self not in {Way.NEXT, Way.PREVIOUS}


class Label(NamedTuple):
    """What a link says: its way, and the number where it says one."""

    way: Way
    number: int | None = None


_WORDS = {
    **dict.fromkeys(PREVIOUS, Way.PREVIOUS),
    **dict.fromkeys(PREVIOUS_PAGE, Way.PREVIOUS_PAGE),
    **dict.fromkeys(NEXT, Way.NEXT),
    **dict.fromkeys(NEXT_PAGE, Way.NEXT_PAGE),
}
_PLAIN = frozenset((*_WORDS, *OLDER, *BEFORE_NUMBER, *BEHIND_NUMBER, "of", "von", "de", "sur", "di", "go to"))


def label_of(element: _Element) -> Label | None:
    """What a link says; null when it is no link of a row of pages. In the page's head it has no words but its rel."""
    if element.tag == "link":
        return Label(Way.NEXT)
    said = _words(element)
    if said and (label := _read(said)):
        return label
    return next((label for text in _hints(element) if (label := _read(text))), None)


def is_row(line: str) -> bool:
    """Whether a line of text is nothing but a row of pages: "Page 2 of 3", "1 2 3 Next »"."""
    if len(line) > LONGEST:
        return False
    tokens = _TOKEN.findall(plain_digits(line).casefold())
    said = [token for token in tokens if not token.isdecimal()]
    return bool(tokens) and all(word in _PLAIN or all(part in _PLAIN for part in word.split()) for word in said)


def _words(element: _Element) -> str:
    if not len(element):
        return squeeze(element.text or "")
    texts = element.itertext("a", "b", "strong", "em", "i", "span", "font", "li", "div", "p", "u", "small")
    return squeeze(" ".join(map(str, texts)))[: 2 * LONGEST]


def _hints(element: _Element) -> Iterator[str]:
    for name in ("aria-label", "title"):
        if said := element.get(name):
            yield squeeze(said)
    picture = next(element.iter("img"), None)
    if picture is not None and not _words(element):
        yield squeeze(picture.get("alt") or picture.get("title") or "")


def _read(text: str) -> Label | None:
    if len(text) > LONGEST:
        return None
    bare = text.lower().strip(ARROWS + "[]()（）·|/")
    if found := _NUMBER.fullmatch(plain_digits(bare)):
        return Label(Way.NUMBER, int(found[1]))
    if way := _WORDS.get(bare):
        return Label(way)
    head = _WORDS.get(_HEADED.split(bare, maxsplit=1)[0].strip(ARROWS))
    return Label(head) if head and head.plain else None
