"""Are these bytes a page at all? A link may lead to a file, a feed or data under any name."""

from __future__ import annotations

import codecs
import re

# The beginnings of files: PDF, PostScript, zip and office files, RTF, pictures, archives, sound and film, fonts.
FILES = (
    *(
        b"%PDF",
        b"%!PS",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0",
        b"{\\rtf",
        b"\x89PNG",
        b"GIF8",
        b"\xff\xd8\xff",
        b"BM\x36",
    ),
    *(b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"\x1f\x8b", b"RIFF", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ"),
    *(b"\x1a\x45\xdf\xa3", b"OggS", b"ID3", b"fLaC", b"FLV\x01", b"wOFF", b"wOF2"),
)
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # also begin those of UTF-32; their texts are full of zeros
# JSON, and XML whose root is a feed, a sitemap, a drawing or a map. XHTML has the same first lines, and another root.
DATA = re.compile(
    rb"[\[{]\s*[\"\[{\]}]|(?:<(?:\?xml|!--)[^>]{0,400}>\s*){0,5}(?:<!doctype svg[^>]{0,200}>\s*)?"
    rb"<(?:rss|feed|urlset|sitemapindex|rdf:RDF|opml|svg|kml|gpx|error|soap:envelope)\b",
    re.IGNORECASE,
)
# A page without one of these is text or data: a script, a style sheet, a table of values.
TAGS = re.compile(
    rb"<\s?/?(?:!doctype|html|head|body|title|meta|link|p|div|span|a|b|i|em|br|hr|h[1-6]|table|td|tr|ul|ol|li|article|section|main|form|font"
    rb"|center|pre|img|strong|blockquote|iframe|frameset|script)(?=[\s/>])",
    re.IGNORECASE,
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
    return start.count(0) <= MOST_ZEROS * len(start) and (not start or TAGS.search(body) is not None)
