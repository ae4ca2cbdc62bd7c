"""What does a page tell machines in its `meta` and `link` elements? Read off its bytes, for it must be known at once.

Whether a response may be archived is settled before it is parsed. An element in a comment counts, to be on the safe side.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

SPEAKS = (b"robots", b"thinktap", b"tdm-", b"rsl+xml")  # no element without one of these is read
_ELEMENT = re.compile(rb"<(meta|link)\b([^<>]{1,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"""\b(name|property|content|rel|type|href)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
MOST_ELEMENTS = 2_000
MOST_BYTES = 1024 * 1024  # they belong into the head


class Told(NamedTuple):
    """What a page's elements say: the name (in lower case) and content of `meta`, the rel, type and address of `link`."""

    meta: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()


def told_by(body: bytes) -> Told:
    """What a page's bytes, after decompression, tell."""
    plain = body[:MOST_BYTES].replace(b"\0", b"") if b"\0" in body[:64] else body[:MOST_BYTES]  # UTF-16
    metas, links = [], []
    for number, element in enumerate(_ELEMENT.finditer(plain)):
        if number >= MOST_ELEMENTS:
            break
        if not _speaks(element[2]):
            continue
        said = {one[1].lower(): _text(one[2] or one[3] or one[4] or b"") for one in _ATTRIBUTE.finditer(element[2])}
        if element[1].lower() == b"meta":
            name = said.get(b"name") or said.get(b"property") or ""
            metas.append((name.strip().lower(), said.get(b"content", "")))
        else:
            links.append((said.get(b"rel", ""), said.get(b"type", ""), said.get(b"href", "")))
    return Told(tuple(metas), tuple(links))


def _speaks(text: bytes) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in SPEAKS)


def _text(value: bytes) -> str:
    return html.unescape(value.decode("utf-8", "replace"))
