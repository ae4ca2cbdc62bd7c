"""Are these bytes a page at all? A link may lead to a file, a feed or data under any name."""

from __future__ import annotations

import codecs
import re

# The beginnings of files: PDF, zip and office files, PNG, GIF, JPEG, gzip, and RIFF (WebP, WAV).
FILES = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"RIFF")
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # also begin those of UTF-32; their texts are full of zeros
# JSON, and XML whose root is a feed or a sitemap. XHTML has the same first line, and another root.
DATA = re.compile(
    rb"[\[{]\s*[\"\[{\]}]|(?:<\?xml[^>]{0,200}>\s*)?<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.IGNORECASE
)
LOOKED_AT = 2_000  # bytes
MOST_ZEROS = 0.05  # of the bytes looked at: a page may have one by mistake, not one in twenty


def is_page(body: bytes) -> bool:
    """Whether bytes may be a page, by what they begin with; an empty body may."""
    if body.startswith(WIDE):
        return True
    start = body[:LOOKED_AT].removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(FILES) or start[4:8] == b"ftyp" or DATA.match(start):
        return False
    return start.count(0) <= MOST_ZEROS * len(start)
