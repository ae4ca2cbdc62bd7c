"""How much of a page is read? More than any article's page has is refused before a tree is made of it.

A tree takes a hundred times the bytes of the tags that it is made of; counting them takes a millisecond a megabyte. The
largest of 2,063 labelled pages has 1.8 MB and 19,629 tags, and one in a hundred has more than 1.1 MB or 5,882 tags.
"""

from __future__ import annotations

import re

MOST_BYTES = 8_000_000
MOST_TAGS = 50_000  # as many as lines are read of a page (lines.py), so that none of those is left out unsaid
# Pictures and fonts that a page brings along make it large and say nothing: reports that are saved as one file do so.
MARK = b";base64,"
FILES = re.compile(MARK + rb"[A-Za-z0-9+/]{1000,}={0,2}")


def without_files(html: bytes) -> bytes:
    """A page in an encoding that writes ASCII as it is, without the contents of the files that stand in its addresses."""
    return FILES.sub(MARK, html) if MARK in html else html


def too_much(body: bytes) -> str | None:
    """What a page has more of than is read, in a few words; null when there is no such thing."""
    if body.count(b"<") > MOST_TAGS:
        return f"more than {MOST_TAGS:,} tags"
    if len(body) > MOST_BYTES and len(without_files(body)) > MOST_BYTES:
        return f"more than {MOST_BYTES:,} bytes"
    return None
