"""What does a page say of itself in JSON-LD? Its objects, flattened, and the texts and types they hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

MOST_NODES = 500


def nodes_of(scripts: Iterable[_Element]) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD blocks; a bounded number of them."""
    count = 0
    for script in scripts:
        if "ld+json" in (script.get("type") or ""):
            for node in _objects(_read(script.text or "")):
                yield node
                count += 1
                if count == MOST_NODES:
                    return


def types(node: dict[str, Any]) -> list[str]:
    """An object's types."""
    said = node.get("@type")
    return [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, str)]


def texts(value: Any) -> Iterator[str]:
    """The texts a value holds: itself, its items, or its `name` or `@value`."""
    if isinstance(value, str) and value.strip():
        yield squeeze(value)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        yield from texts(value.get("name") or value.get("@value") or value.get("@id"))


def _read(text: str) -> Any:
    try:
        # What stands behind the first value is left out: a closing bracket too many is the commonest mistake.
        return json.JSONDecoder(strict=False).raw_decode(text.strip().removeprefix("<!--").lstrip())[0]
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a block: those at the top, and those of a graph."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            yield from _objects(item.get("@graph"))
            yield from _objects(item.get("mainEntity"))
