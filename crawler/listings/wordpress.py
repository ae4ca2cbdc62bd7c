"""Which posts does a WordPress site have? Asked of its REST API, which names the last change of each."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

from crawler.listings.anchors import resolve
from crawler.listings.counting import counted_up
from crawler.listings.record import Link, Listing, Turn, stated
from pipelines.text import squeeze

MOST_POSTS = 5_000  # of one page: where a site lifts the API's own limit
PER_PAGE = 100  # the most that the API gives at a time, and what an address may ask for


def read(text: str, url: str) -> Listing | None:
    """The posts on one page of the API's answer, and the page that follows a full one; null when it is no such answer.

    Args:
        text: The answer.
        url: Its address.
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, list) or not all(isinstance(post, dict) for post in said):
        return None
    links = {link.url: link for post in said[:MOST_POSTS] if (link := _link(post, url))}
    if said and not (links and any(_is_post(post) for post in said)):
        return None
    further = (Turn(counted_up(url, "page"), assumed=True),) if len(said) >= PER_PAGE else ()
    return Listing(tuple(links.values()), further, kind="wordpress", cut=len(said) > MOST_POSTS)


def _is_post(entry: dict[str, Any]) -> bool:
    """Whether an entry is written as this API writes posts: others have a link and a title as well."""
    rendered = isinstance(title := entry.get("title"), dict) and "rendered" in title
    return isinstance(entry.get("link"), str) and (rendered or "date_gmt" in entry or "modified_gmt" in entry)


def _link(post: dict[str, Any], url: str) -> Link | None:
    target = resolve(url, post["link"]) if isinstance(post.get("link"), str) else None
    title = post.get("title")
    rendered = title.get("rendered") if isinstance(title, dict) else title
    dates = (f"{said}Z" if isinstance(said := post.get(key), str) else None for key in ("date_gmt", "modified_gmt"))
    if not target:
        return None
    return Link(
        target,
        squeeze(unescape(rendered)) if isinstance(rendered, str) else "",
        stated=stated("api", *dates),
    )
