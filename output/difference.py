"""Which words of a text came, and which went? A word difference, with a little of what stayed around each change."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A word, a character of a script without spaces, a run of blanks, or a mark.
WORD = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|\w+|\s+|.", re.DOTALL)
AROUND = 12  # words that are kept on each side of a change
MOST = 2_000  # words on each side that are compared one by one; the time grows with their square


class Kind(StrEnum):
    """What became of some words."""

    SAME, GONE, COME, CUT = "same", "gone", "come", "cut"  # cut: words that stayed, and are left out


class Piece(NamedTuple):
    """Some words in a row, and what became of them; a piece that was cut has none."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """The pieces of both texts, in reading order; none where they are the same."""
    if before == after:
        return []
    old, new = WORD.findall(before), WORD.findall(after)
    start = _alike(old, new)
    old_rest, new_rest = old[start:], new[start:]
    end = _alike(old_rest[::-1], new_rest[::-1])
    middle = _compared(old_rest[: len(old_rest) - end], new_rest[: len(new_rest) - end])
    pieces = [(Kind.SAME, old[:start]), *middle, (Kind.SAME, old[len(old) - end :])]
    return list(_shortened([(kind, words) for kind, words in pieces if words]))


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(old), len(new)))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Kind, Sequence[str]]]:
    if max(len(old), len(new)) > MOST:
        yield from ((Kind.GONE, old), (Kind.COME, new))
        return
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Kind.SAME, old[a:b]
        else:
            yield from ((Kind.GONE, old[a:b]), (Kind.COME, new[c:d]))


def _shortened(pieces: list[tuple[Kind, Sequence[str]]]) -> Iterator[Piece]:
    """The pieces, those that stayed without their middle."""
    for place, (kind, words) in enumerate(pieces):
        head = AROUND * 2 if place else 0  # a word and the blank behind it
        tail = AROUND * 2 if place < len(pieces) - 1 else 0
        if kind is not Kind.SAME or len(words) <= head + tail + AROUND:
            yield Piece(kind, "".join(words))
            continue
        if head:
            yield Piece(kind, "".join(words[:head]))
        yield Piece(Kind.CUT, "")
        if tail:
            yield Piece(kind, "".join(words[-tail:]))
