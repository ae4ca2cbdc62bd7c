"""Which data does a page hand to its own program? The values in its scripts: JSON alone, or assigned to a name."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pipelines.loose_json import MOST_VALUES, read, read_at, weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

SHORTEST, LONGEST = 100, 8_000_000  # characters of a script that is read
MOST_SCRIPTS = 30
DEEPEST = 30  # values that refer to one another in Nuxt's array
MOST_REVIVED = 100_000
DATA_TYPES = ("application/json", "text/json", "application/vnd.")
# window.__INITIAL_STATE__ = {…}, __APOLLO_STATE__ = JSON.parse("…"), Fusion.globalContent, drupalSettings …
ASSIGNS = re.compile(r"=\s{0,9}(?P<parse>JSON\.parse\(\s{0,9}(?P<percent>decodeURIComponent\(\s{0,9})?)?(?=[{\[\"'])")
NAMED = re.compile(
    r"(?P<name>[\w$.]*(?:state|data|props|context|content|nuxt|store|initial|preload|apollo|redux|article|page|settings)[\w$.]*)['\"\]\s]{0,9}$",
    re.IGNORECASE,
)
LONGEST_NAME = 60  # characters
MOST_ASSIGNED = 2_000  # of one script: a minified program assigns everywhere
STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'", re.DOTALL)
ESCAPE = re.compile(r"\\(?:[xu](?P<hex>(?<=x)[0-9a-fA-F]{2}|(?<=u)[0-9a-fA-F]{4})|(.))", re.DOTALL)
CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


def values_of(document: Document, word: str) -> Iterator[tuple[str, Any]]:
    """The values, each with the place it stands in; a bounded number of them, the linked data left out.

    Args:
        document: The page.
        word: What a script must hold to be read; empty when any is.
    """
    ways = (word, json.dumps(word)[1:-1])
    likely = (one for one in document.marks.tagged("script") if SHORTEST <= len(one.text or "") <= LONGEST)
    scripts = [one for one in likely if any(way in (one.text or "") for way in ways)]
    for script in scripts[:MOST_SCRIPTS]:
        kind = (script.get("type") or "").lower()
        if kind.startswith(DATA_TYPES) and "ld+json" not in kind:
            yield from _whole(script)
        elif kind in {"", "text/javascript", "application/javascript", "module"}:
            yield from _assigned(script.text or "")


def _whole(script: _Element) -> Iterator[tuple[str, Any]]:
    where = script.get("id") or script.get("data-hypernova-key") or script.get("data-component-name") or "script"
    value = read(script.text or "")
    if value is not None:
        yield where, _revived(value) if _is_array_of_all(value) else value


def _assigned(text: str) -> Iterator[tuple[str, Any]]:
    start = 0
    for _ in range(MOST_ASSIGNED if weight(text) <= MOST_VALUES else 0):
        found = ASSIGNS.search(text, start)
        if found is None:
            return
        start = found.end()
        named = NAMED.search(text[max(0, found.start() - LONGEST_NAME) : found.start()])
        if named and (value := _value_at(text, found)):
            yield named["name"].removeprefix("window."), value[0]
            start = value[1]


def _value_at(text: str, found: re.Match[str]) -> tuple[Any, int] | None:
    """The value that is assigned, and where it ends; null when it is no JSON."""
    at = found.end()
    if found["parse"]:
        quoted = STRING.match(text, at)
        if quoted is None:
            return None
        said = _unquoted(quoted.group())
        return read(unquote(said) if found["percent"] else said), quoted.end()
    return read_at(text, at)


def _unquoted(literal: str) -> str:
    """What a string of JavaScript says."""
    said = ESCAPE.sub(_escaped, literal[1:-1])
    return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped(found: re.Match[str]) -> str:
    point = found["hex"]
    return chr(int(point, 16)) if point else CONTROLS.get(found[2], found[2])


def _is_array_of_all(value: Any) -> bool:
    """Whether a value is Nuxt's array, whose objects hold places in the array and not values."""
    return isinstance(value, list) and len(value) > 1 and any(_is_of_places(one) for one in value[:3])


def _is_of_places(one: Any) -> bool:
    return isinstance(one, dict) and bool(one) and all(type(place) is int for place in one.values())


def _revived(array: list[Any]) -> list[Any]:
    """The objects of such an array with their values in place."""
    left = MOST_REVIVED

    def value(place: Any, depth: int) -> Any:
        nonlocal left
        left -= 1
        if type(place) is not int or not 0 <= place < len(array) or depth > DEEPEST or left < 0:
            return None
        held = array[place]
        if isinstance(held, dict):
            return {key: value(inner, depth + 1) for key, inner in held.items()}
        if isinstance(held, list):
            places = held[1:] if held and isinstance(held[0], str) else held  # ["Reactive", 1]
            return [value(inner, depth + 1) for inner in places]
        return held

    return [value(0, 0)]
