"""Whom does a page's JSON-LD name as authors? The people and bodies of an object's `author`, or those it points to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipelines.authors.names import named, names_in
from pipelines.jsonld import types
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from output.records import Author

MOST_AUTHORS = 200  # of an object
# Objects that a page shows or speaks of, and that are not the page.
THINGS = re.compile(
    r"Photograph|Product|Software|Quotation|WebSite|Organization|Person|Answer|Question|Podcast|Music|Dataset|Rating"
)
MOST_NODES = 20  # that name authors; the comments of a page may be thousands
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """The authors of one object.

    Attributes:
        authors: In its order.
        persons: The names that it says to be a person's.
        bodies: The names that it says to be an organization's.
    """

    authors: list[Author]
    persons: frozenset[str]
    bodies: frozenset[str]


def authors_of(nodes: Iterable[Node], all_nodes: Iterable[Node]) -> Iterator[Named]:
    """The authors that each object names that may be the page; those without any left out."""
    by_identity = {one["@id"]: one for one in all_nodes if isinstance(one.get("@id"), str)}
    own = (one for one in nodes if one.get("author") and not any(map(THINGS.search, types(one))))
    for node in islice(own, MOST_NODES):
        yield _named([_whole(one, by_identity) for one in _items(node["author"])])


def _named(said: list[Node]) -> Named:
    authors: list[Author] = []
    persons: set[str] = set()
    bodies: set[str] = set()
    for one in said:
        kinds = types(one)
        body = any("Organization" in kind for kind in kinds)
        place = next((text for key in ("affiliation", "worksFor", "jobTitle") for text in _texts(one.get(key))), None)
        for text in _texts(one.get("name")):
            found = [named(text)] if body else names_in(text)
            authors += [replace(author, affiliation=author.affiliation or place) for author in found]
            (bodies if body else persons if "Person" in kinds else set()).update(author.name for author in found)
    return Named(authors, frozenset(persons), frozenset(bodies))


def _whole(said: Any, by_identity: dict[str, Node]) -> Node:
    """The object with what the page says of it in another place; a text is the name of one."""
    if not isinstance(said, dict):
        return {"name": said}
    identity = said.get("@id")
    return {**(by_identity.get(identity, {}) if isinstance(identity, str) else {}), **said}


def _items(value: Any) -> list[Any]:
    return value[:MOST_AUTHORS] if isinstance(value, list) else [value]


def _texts(value: Any) -> Iterator[str]:
    """The texts of a value: itself, its items, or their names; not deeper, for a page may nest them without end."""
    for one in _items(value):
        text = one.get("name") or one.get("@value") if isinstance(one, dict) else one
        if isinstance(text, str) and text.strip():
            yield squeeze(text)
