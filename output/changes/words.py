"""What has changed in a text, word by word? First by its lines, then within those that differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A character of a script that writes no spaces between words is a word of its own.
TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]|\w+|\s+|[^\w\s]")
MOST_PAIRS = 4_000_000  # that are compared: 2,000 words with as many take a second; what is longer counts as replaced


class Kind(StrEnum):
    """Whether a piece of a text stands in both versions, in the one before or in the one after."""

    SAME = "same"
    GONE = "gone"
    COME = "come"


class Piece(NamedTuple):
    """A piece of a text."""

    kind: Kind
    text: str


def word_changes(before: str, after: str) -> list[Piece]:
    """The pieces of two texts in order: the same and the gone ones make up the first, the same and the come ones the second."""
    lines = _blocks(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return list(_joined(piece for gone, come in lines for piece in _within(gone, come)))


def _within(gone: str, come: str) -> Iterator[Piece]:
    if gone == come:
        yield Piece(Kind.SAME, gone)
        return
    for old, new in _blocks(TOKEN.findall(gone), TOKEN.findall(come)):
        if old == new:
            yield Piece(Kind.SAME, old)
        else:
            yield Piece(Kind.GONE, old)
            yield Piece(Kind.COME, new)


def shortened(pieces: Sequence[Piece], around: int) -> list[Piece]:
    """The pieces without what is the same and farther than so many characters from any change."""
    last = len(pieces) - 1
    return [
        Piece(one.kind, _near(one.text, around if place else 0, around if place < last else 0))
        if one.kind is Kind.SAME
        else one
        for place, one in enumerate(pieces)
    ]


def _near(text: str, head: int, tail: int) -> str:
    return text if len(text) <= head + tail else f"{text[:head]}…{text[len(text) - tail :]}"


def _blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What stands before and after, block by block; the two are the same where nothing has changed."""
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    yield "".join(before[:head]), "".join(after[:head])
    if len(old) * len(new) > MOST_PAIRS:
        yield "".join(old), "".join(new)
    else:
        for _, left, right, start, end in SequenceMatcher(None, old, new).get_opcodes():
            yield "".join(old[left:right]), "".join(new[start:end])
    yield "".join(before[len(before) - tail :]), "".join(after[len(after) - tail :])


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    """How many elements both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same without empty pieces, and neighbours of a kind as one."""
    last: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last and last.kind == piece.kind:
            last = Piece(last.kind, last.text + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last
