"""May a copy of this page be kept? Not where robots are told `noarchive`, all of them or this one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OURS = frozenset(("robots", "thinktap"))  # whom a `meta` element may speak to, us among them
FORBIDS = "noarchive"
# Directives of the header that have a value behind a colon as an agent's name has (Google's robots meta tag page).
WITH_VALUE = frozenset(("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"))
_META = re.compile(rb"<meta\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def may_archive(body: bytes, headers: Iterable[tuple[str, str]]) -> bool:
    """Whether neither headers nor page forbid a copy.

    Args:
        body: The page's bytes, after decompression.
        headers: The response's headers, names in lower case.
    """
    said = (value for name, value in headers if name == "x-robots-tag")
    return not any(map(_forbids, said)) and FORBIDS not in set(_words_of_page(body))


def _forbids(header: str) -> bool:
    """Whether an X-Robots-Tag header forbids it to us; an agent's name holds for all that follows."""
    is_ours = True
    for part in header.lower().split(","):
        before, colon, after = part.partition(":")
        if colon and before.strip() not in WITH_VALUE:
            is_ours, part = before.strip() in OURS, after  # noqa: PLW2901  (what stands behind the name)
        if is_ours and part.strip() == FORBIDS:
            return True
    return False


def _words_of_page(body: bytes) -> Iterator[str]:
    """What `meta` elements tell robots. Few pages hold the word at all; one in a comment counts, to be on the safe side."""
    plain = body.replace(b"\0", b"") if b"\0" in body[:64] else body  # UTF-16
    if re.search(FORBIDS.encode(), plain, re.IGNORECASE) is None:
        return
    for element in _META.finditer(plain):
        said = {one[1].lower(): one[2] or one[3] or one[4] or b"" for one in _ATTRIBUTE.finditer(element[0])}
        if said.get(b"name", b"").decode("latin-1").strip().lower() in OURS:
            yield from re.split(r"[,\s]+", said.get(b"content", b"").decode("latin-1").lower())
