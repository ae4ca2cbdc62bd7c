"""Which article does an entry of a JSON list name? Its address and its title, by what sites call them."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.listings.anchors import FILES, MOST_TEXT, resolve
from crawler.listings.record import Link
from pipelines.text import listed, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

# The likeliest first; the words of a key are parted at capitals, hyphens and underscores, and joined with "_".
ADDRESSES = tuple(
    """
    url link href permalink canonical_url web_url page_url full_url article_url post_url detail_url detail_page_url
    absolute_url public_url link_url item_url node_url view_node path alias uri guid
    """.split()  # noqa: SIM905  (a word list reads better without quotes)
)
TITLES = tuple(
    """
    title headline name heading label subject post_title article_title title_raw full_title page_title link_text
    """.split()  # noqa: SIM905  (the same)
)
DATES = tuple(
    """
    date published publish_date published_at published_date date_published pub_date publication_date post_date
    publish_time release_date created_at created
    """.split()  # noqa: SIM905  (the same)
)
# What an address that is no article's is called: those of pictures, people and the entry itself in the API.
OTHERS = frozenset(
    listed("image | img | thumbnail | thumb | picture | photo | avatar | author | icon | logo | video | api | self")
)
WORDS = re.compile(r"[A-Za-z][a-z]*|[A-Z]+(?![a-z])")
TAG = re.compile(r"<[^<>]{0,1000}>")
MOST_KEYS = 200


def link_of(entry: dict[str, Any], url: str) -> Link | None:
    """The link that an entry is; null when it lacks an address or a title.

    Args:
        entry: An object of the answer's list.
        url: The answer's address.
    """
    flat = dict(_flat(entry))
    title = next((text for name in TITLES if (text := _words(flat.get(name)))), None)
    target = next((found for name in ADDRESSES if (found := _address(flat.get(name), url))), None)
    if not title or not target:
        return None
    shown = next((flat[name] for name in DATES if isinstance(flat.get(name), str) and flat[name].strip()), None)
    return Link(target, title, squeeze(shown)[:MOST_TEXT] if shown else None)


def _flat(entry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """An entry's values by the plain spelling of their keys; those of what it wraps come first, and give way."""
    wraps = [value for value in list(entry.values())[:MOST_KEYS] if isinstance(value, dict)]
    for key in ("attributes", "node", "fields", "_source", "data", "item", "link", "links"):
        if isinstance(inner := entry.get(key), dict) and inner in wraps:
            yield from ((_plain(name), _leaf(value)) for name, value in list(inner.items())[:MOST_KEYS])
    for name, value in list(entry.items())[:MOST_KEYS]:
        if not isinstance(leaf := _leaf(value), dict):
            yield _plain(name), leaf


def _leaf(value: Any) -> Any:
    """What an object with one meaning says: WordPress' ``{"rendered": …}``, a link's ``{"href": …}``."""
    if isinstance(value, dict):
        found = (value.get(key) for key in ("rendered", "href", "url", "value", "alias", "#text"))
        return next((one for one in found if isinstance(one, str)), value)
    return value[0] if isinstance(value, list) and value and isinstance(value[0], str) else value


def _plain(key: str) -> str:
    return "_".join(word.lower() for word in WORDS.findall(key[:100]))


def _address(value: Any, url: str) -> str | None:
    if not isinstance(value, str) or not re.match(
        r"(?:https?:/)?/|[\w%.~-]+/[\w%.~/?=&-]*|[\w%~-]+\.s?html?|\?", value.strip()
    ):
        return None
    target = resolve(url, unescape(value))
    return target if target and target != url and not FILES.search(urlsplit(target).path) else None


def _words(value: Any) -> str:
    return squeeze(unescape(TAG.sub(" ", value[: 4 * MOST_TEXT])))[:MOST_TEXT] if isinstance(value, str) else ""
