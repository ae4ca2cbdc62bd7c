"""What do the robots directives of a page and its headers ask? Of all robots, or of this one by its name.

As Google's "Robots meta tag, data-nosnippet, and X-Robots-Tag specifications" reads them, with the words that Bing
(nocache) and DeviantArt (noai, noimageai) have added. What is told to another robot by its name says nothing here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.rights.values import MOST_READ, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

AGENT = "thinktap"  # our product token: whom a group of a robots.txt speaks to
OURS = frozenset(("robots", AGENT))  # whom a `meta` element may speak to, us among them
WORDS = frozenset(
    ("noindex", "none", "noarchive", "nocache", "nosnippet", "noimageindex", "noai", "noimageai")
)  # those that ask for less; "all", "follow" or "max-snippet:-1" don't
# Directives with a value behind a colon, where an agent's name has one as well.
WITH_VALUE = frozenset(("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"))
_AGENT = re.compile(r"[a-z][a-z0-9_. -]*")
# A date may have a comma behind its weekday: "unavailable_after: Wednesday, 25-Jun-30 15:00:00 GMT".
_PART = re.compile(r"unavailable_after\s{0,9}:\s{0,9}(?:[a-z]{3,9},)?[^,]*|[^,]+", re.IGNORECASE)
_DATED = re.compile(r"unavailable_after\s*:(.*\d.*)", re.IGNORECASE)


def of_meta(content: str) -> Iterator[str]:
    """The signals in the content of a `meta` element that speaks to us."""
    for part in _PART.findall(content[:MOST_READ]):
        yield from _asked(part.strip())


def of_header(header: str) -> Iterator[str]:
    """The signals in an X-Robots-Tag header; an agent's name holds for all that follows."""
    is_ours = True
    for part in map(str.strip, _PART.findall(header[:MOST_READ])):
        before, colon, after = part.partition(":")
        name = before.strip().lower()
        if colon and name not in WITH_VALUE and _AGENT.fullmatch(name):
            is_ours, part = name in OURS, after.strip()  # noqa: PLW2901  (what stands behind the name)
        if is_ours:
            yield from _asked(part)


def _asked(part: str) -> Iterator[str]:
    if dated := _DATED.fullmatch(part):
        if value := plain(dated[1]):
            yield f"unavailable_after={value}"
        return
    for word in part.lower().split():
        if word in WORDS:
            yield f"robots={word}"
