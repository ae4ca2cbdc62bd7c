"""Which lines of a page stand in its labelled body? The labels are whole texts, and the block model is taught by lines."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Words = list[str]
    Starts = list[int]

WORD = re.compile(r"\w+")  # as the labels' scorer has it
SIZE = 4  # words of a shingle, as the scorer has it
MOST_LINES = 40  # between a short line and the long one it is looked for beside
MOST_WORDS = 30  # that may stand between them in the label beside those of the page's lines
MOST_STARTS = 5  # places of a shingle in the label that are looked at
COVERED = 0.5


def in_label(lines: Sequence[str], label: str) -> list[bool]:
    """For each line whether it is part of the label: most of its shingles are.

    A line too short for a shingle is part of it where it stands beside a longer one there as it does on the page.
    """
    wanted = WORD.findall(label)
    places: defaultdict[tuple[str, ...], Starts] = defaultdict(list)
    for start in range(len(wanted) - SIZE + 1):
        places[tuple(wanted[start : start + SIZE])].append(start)
    words = [WORD.findall(line) for line in lines]
    starts = [_starts(line, places) for line in words]
    return [
        bool(starts[number]) if len(line) >= SIZE else bool(line) and _stands_beside(number, words, starts, wanted)
        for number, line in enumerate(words)
    ]


def _starts(line: Words, places: dict[tuple[str, ...], Starts]) -> Starts:
    """Where the first shingle of a line that is part of the label stands in it; nowhere for other lines."""
    found = [places.get(tuple(line[at : at + SIZE])) for at in range(len(line) - SIZE + 1)]
    hits = [one for one in found if one]
    return hits[0] if found and len(hits) >= COVERED * len(found) else []


def _stands_beside(number: int, words: list[Words], starts: list[Starts], wanted: Words) -> bool:
    line = words[number]
    before = next((one for one in range(number - 1, -1, -1) if starts[one]), None)
    after = next((one for one in range(number + 1, len(words)) if starts[one]), None)
    if before is None and after is None:
        return _holds(wanted, line)
    if before is not None and number - before <= MOST_LINES:
        between = sum(map(len, words[before + 1 : number + 1]))
        for start in starts[before][:MOST_STARTS]:
            first = start + len(words[before])
            if _holds(wanted[max(first - 2, 0) : first + between + MOST_WORDS], line):
                return True
    if after is not None and after - number <= MOST_LINES:
        between = sum(map(len, words[number:after]))
        for start in starts[after][:MOST_STARTS]:
            if _holds(wanted[max(start - between - MOST_WORDS, 0) : start], line):
                return True
    return False


def _holds(words: Words, line: Words) -> bool:
    return f" {' '.join(line)} " in " ".join(chain(("",), words, ("",)))
