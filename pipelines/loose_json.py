"""What does JSON in a page say? As sites write it: with mistakes, and a bounded number of values."""

from __future__ import annotations

import json
from typing import Any

# Values take up to thirty times the bytes of JSON that they are read from. Of 2,063 labelled pages the one with the most
# of these signs has 57,000, in its words and programs as well.
MOST_VALUES = 300_000
SIGNS = ("{", "[", ",")  # each value has one of these before it, or a colon
LOOSE = json.JSONDecoder(strict=False)  # line breaks may stand in its strings


def read(text: str) -> Any:
    """The first value of a text; null when it is no JSON, nested too deep, or of too many values.

    What stands behind it is left out: a closing bracket too many is the commonest mistake.
    """
    if weight(text) > MOST_VALUES:
        return None
    found = read_at(text.strip().removeprefix("<!--").lstrip(), 0)
    return found and found[0]


def read_at(text: str, start: int) -> tuple[Any, int] | None:
    """The value that begins at a place, however large, and where it ends; null when it is no JSON, or nested too deep."""
    try:
        return LOOSE.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None


def weight(text: str) -> int:
    """How many values a text has at most, if it is JSON."""
    return sum(map(text.count, SIGNS))
