"""Which addresses do a page's scripts load a list from? Read from their settings, and from how they build an address."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from crawler.listings.counting import OFFSET, PAGE
from crawler.listings.paging.advance import advanced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

KEY = r"""["']?(?P<{}>{})["']?\s{{0,20}}[:=]\s{{0,20}}["']?"""
ENDPOINT = re.compile(
    KEY.format(
        "name",
        r"(?:end_?point|(?:api|ajax|next|more|load_?more|next_?page|list|fetch|data|articles|posts|news)_?(?:url|uri|path|endpoint))",
    )
    + r"""(?P<url>(?:https?:)?\\?/[^"'\s<>]{1,500})["']""",
    re.IGNORECASE,
)
STATED = re.compile(
    r"""["']?(?P<name>(?:next_?|current_?|start_?)?page(?:_?(?:num|no|number|index))?|paged|offset|skip|limit|per_?page|page_?size)["']?\s{0,20}[:=]\s{0,20}["']?(?P<value>\d{1,7})\b""",
    re.IGNORECASE,
)
# ``fetch('/api/news?page=' + page)`` and ``fetch(`/api/news?page=${page}&limit=10`)``
BUILT = re.compile(
    r"""["'`](?P<before>(?:https?:/)?/[^"'`\s<>${}]{1,400}?[?&](?P<name>[\w\[\]-]{1,30})=)(?:["']\s{0,20}\+|\$\{[^{}"'`]{1,80}\}(?P<after>[^"'`\s<>${}]{0,200})`)"""
)
AROUND = 400  # characters beside an address in a script that say where it stands
MOST_SCRIPT = 500_000  # characters of all scripts
MOST_FOUND = 3  # addresses of one script


def configured(tree: HtmlElement, url: str, entries: int) -> Iterator[str]:
    """What scripts have as their settings, or make themselves, led to the part that follows.

    Args:
        tree: The listing page.
        url: Its address.
        entries: How many articles it lists itself.
    """
    left = MOST_SCRIPT
    for script in tree.iter("script"):
        text = (script.text or "")[:left]
        left -= len(text)
        if script.get("type") == "application/ld+json":
            continue
        for found in islice(ENDPOINT.finditer(text), MOST_FOUND):
            before = text[max(found.start() - AROUND, 0) : found.start()].rpartition("{")[2]
            near = before + text[found.end() : found.end() + AROUND].partition("}")[0]  # of the same object
            stated = {one["name"]: one["value"] for one in STATED.finditer(near)}
            if ("next" in found["name"].lower() or stated) and "admin-ajax" not in found["url"]:
                yield advanced(found["url"], stated, url, entries)
        for built in islice(BUILT.finditer(text), MOST_FOUND):
            if built["name"].lower() in PAGE | OFFSET:
                yield advanced(f"{built['before']}{built['after'] or ''}", {built["name"]: ""}, url, entries)
