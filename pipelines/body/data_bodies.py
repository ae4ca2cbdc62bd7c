"""Where in a page's data may the article's body stand? Under a body's name, in an object that is the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.body.own_data import OwnArticle

MOST_NODES = 200_000
DEEPEST = 60
LONGEST_KEY = 60  # characters; Apollo's keys hold whole queries
LEVELS = 3  # objects between a body and the one that has its title
# The names, in small letters, under which programs keep an article's body.
BODIES = frozenset(
    listed("""
    articlebody | body | content | html | text | bodyhtml | body_html | contenthtml | content_html | bodytext | body_text | fulltext
    full_text | maincontent | main_content | content_elements | richtext | rich_text | bodyrichtext | post_content | articlecontent
    article_body | article_content | blocks | story | bodycopy | copy | paragraphs | contentbody | storybody
    textcontent | bodydata | detail | newscontent | contents
    """)
)
# Names of what readers wrote, and of other articles; their texts may be longer than the article's.
OTHERS = re.compile(
    r"comment|related|recommend|popular|trending|latest|author|writer|contributor|newsletter|promo|sponsor|image|photo|translation",
    re.IGNORECASE,
)


class Body(NamedTuple):
    """A value that may be the body, and where it stands."""

    value: Any
    path: str


def bodies_in(value: Any, name: str, own: OwnArticle) -> Iterator[Body]:
    """The values that may be the article's body; a bounded part of the data is looked at.

    Args:
        value: The data.
        name: What it is called.
        own: What the page's article is called.
    """
    return _Search(own, value).found(name)


class _Place(NamedTuple):
    """A value in the data, and what is known of it: whose it is, and how many objects ago that was said."""

    value: Any
    path: str
    depth: int = 0
    is_own: bool = False
    since: int = 0


def _inner(place: _Place) -> Iterator[_Place]:
    value, path, depth, is_own, since = place
    if isinstance(value, dict):
        inner = ((one, f"{path}.{key[:LONGEST_KEY]}") for key, one in value.items())
        since += 1
    else:
        inner = ((one, f"{path}[{at}]") for at, one in enumerate(value))
    for one, where in inner:
        if isinstance(one, list | dict) and not OTHERS.search(where[len(path) :]):
            yield _Place(one, where, depth + 1, is_own, since)


class _Search:
    """Walks a value for bodies, in a bounded number of steps.

    Args:
        own: What the page's article is called.
        value: The data.
    """

    def __init__(self, own: OwnArticle, value: Any) -> None:
        self._own, self._value = own, value
        self._refs: dict[str, Any] = {}

    def found(self, name: str) -> Iterator[Body]:
        """The values under a body's name, each in an object that is the article's or inside one that is.

        Args:
            name: What the data is called.
        """
        waiting = [_Place(self._value, name)]
        for _ in range(MOST_NODES):
            if not waiting:
                return
            place = waiting.pop()
            if isinstance(place.value, dict):
                if "ROOT_QUERY" in place.value:  # Apollo's cache: its objects refer to its own keys
                    self._refs = place.value
                says = self._own.owns(place.value)
                place = place if says is None else place._replace(is_own=says, since=-1)
                if place.is_own and place.since < LEVELS:
                    yield from self._bodies(place.value, place.path)
            if place.depth < DEEPEST:
                waiting += _inner(place)

    def _bodies(self, node: dict[str, Any], path: str) -> Iterator[Body]:
        for key, value in node.items():
            bare = key.partition("(")[0].partition(":")[0]
            if bare.lower() in BODIES and isinstance(value, str | list | dict) and value:
                yield Body(self._followed(value), f"{path}.{bare}")

    def _followed(self, value: Any) -> Any:
        """What a reference of Apollo's cache leads to."""
        if isinstance(value, dict) and self._refs:
            ref = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
            if isinstance(ref, str):
                return self._refs.get(ref)
        return value
