"""Which files does the article offer? Those its own text links to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from output.records import Attachment
from pipelines.lines import words_of
from pipelines.patterns import any_of

if TYPE_CHECKING:
    from pipelines.document import Document

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".epub": "application/epub+zip",
    ".csv": "text/csv",
}
# A link that may lead to one: the others, nearly all of a page's, need not be resolved.
LIKELY = re.compile(rf"(?:{any_of(MEDIA_TYPES)})\s*(?:[?#]|$)", re.IGNORECASE)
MOST = 50


def read_attachments(document: Document) -> tuple[Attachment, ...]:
    """The files outside navigation, asides and footers, each once; empty when there are none."""
    found: dict[str, Attachment] = {}
    for _, link, href in document.marks.links:
        url = document.absolute(href) if "." in href and LIKELY.search(href) else None
        if url and (kind := _media_type(url)) and not document.is_aside(link):
            found.setdefault(url, Attachment(url, words_of(link) or None, kind))
    return tuple(found.values())[:MOST]


def _media_type(url: str) -> str | None:
    path = urlsplit(url).path.lower()
    return next((kind for end, kind in MEDIA_TYPES.items() if path.endswith(end)), None)
