"""What does a JSON answer hold? Its objects, lists and strings, however deep, a bounded number of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ERRORS = {"error", "errors", "code", "exception"}
MOST_VALUES = 500_000
DEEPEST = 12  # levels at which a list of articles, or a word on the next page, can be expected


def parsed(text: str) -> Any:
    """The value of an answer; null when it is no JSON, or nested beyond reading."""
    bare = text.lstrip("\ufeff \t\r\n")
    if not bare.startswith(("{", "[", '"')):
        return None
    try:
        return json.loads(bare)
    except (ValueError, RecursionError):
        return None


def values(said: Any) -> Iterator[tuple[str, Any]]:
    """Every value with the key it stands under, those of an outer level first; empty keys are those of lists."""
    level: list[tuple[str, Any]] = [("", said)]
    left = MOST_VALUES
    for _ in range(DEEPEST):
        below: list[tuple[str, Any]] = []
        for key, value in level:
            yield key, value
            if isinstance(value, dict):
                below.extend(value.items())
            elif isinstance(value, list):
                below.extend(("", one) for one in value[:left])
            left = MOST_VALUES - len(below)
            if left <= 0:
                return
        level = below


def is_empty(said: Any) -> bool:
    """Whether an answer is a list that has nothing more to list, rather than an error."""
    if said == []:
        return True
    if not isinstance(said, dict) or ERRORS & said.keys():
        return False
    inner = [value for one in (said, *said.values()) if isinstance(one, dict) for value in one.values()]
    return any(value == [] for value in inner)
