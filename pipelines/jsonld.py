"""What does a page say of itself in JSON-LD? Its objects, flattened, and the texts and types they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.loose_json import MOST_VALUES, read, weight
from pipelines.text import squeeze, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

MOST_NODES = 500


def nodes_of(scripts: Iterable[_Element]) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD blocks; a bounded number of them."""
    count, left = 0, MOST_VALUES
    for script in scripts:
        if "ld+json" in (script.get("type") or ""):
            text = script.text or ""
            left -= weight(text)
            for node in _objects(read(text) if left >= 0 else None):
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
    if isinstance(value, str) and visible(value).strip():
        yield squeeze(visible(value))
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        yield from texts(value.get("name") or value.get("@value") or value.get("@id"))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a block: those at the top, and those of a graph."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            yield from _objects(item.get("@graph"))
            yield from _objects(item.get("mainEntity"))
