"""What do JSON-LD, microdata and meta data say of the copyright?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any

from pipelines.jsonld import texts
from pipelines.lines import words_of
from pipelines.own_nodes import of_page
from pipelines.rights.copyright_notice import Notice, read_notice
from pipelines.rights.copyright_words import NOTICE
from pipelines.rights.license_claims import is_boxed, is_of_a_thing
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

LONGEST_NOTICE = 300  # characters; notices with their small print are shorter on 97 of 100 saved pages
METAS = ("dcterms.rightsholder", "dc.rights.rightsholder", "copyrightholder", "copyright")
RIGHTS_METAS = ("dc.rights", "dcterms.rights", "dcterms:rights", "dc:rights", "rights")
# A picture's credit has the sign too, and names who took it.
CREDIT = re.compile(
    r"\b(?:photo|image|picture|foto|bild|fotograf\w*|imagen|photograph\w*|getty|reuters/|picture.alliance|shutterstock|istock|afp/|stock\.adobe|adobe ?stock|dreamstime|depositphotos|fotolia|flickr|pixabay|unsplash|wikimedia)\b|图片|图源|摄影|写真",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A notice with its place, and how much it is believed."""

    method: str
    where: str
    raw: str
    notice: Notice
    confidence: float


def structured_notices(document: Document, latest: int) -> Iterator[Said]:
    """JSON-LD of the article, then of the page and the site."""
    for node in of_page(document.article, document.nodes):
        years = next((str(year) for year in [node.get("copyrightYear")] if isinstance(year, int | str)), "")
        names = list(_names(document, node.get("copyrightHolder")))
        for name in names[:1]:
            notice, dated = read_notice(name, latest), read_notice(years, latest).years
            if notice.years or not dated:
                yield Said("json-ld", "copyrightHolder", name, notice, 0.9)
            else:
                both = Notice(notice.holder, dated, notice.reason)
                yield Said("json-ld", "copyrightHolder, copyrightYear", f"{name}; {years}", both, 0.9)
        if years and not names:
            yield Said("json-ld", "copyrightYear", years, read_notice(years, latest), 0.9)
        for text in texts(node.get("copyrightNotice")):
            yield Said("json-ld", "copyrightNotice", text, read_notice(text, latest), 0.9)


def _names(document: Document, value: Any) -> Iterator[str]:
    """The holder's name: as it stands, or as another object of the page has it that the id refers to."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and not item.get("name") and isinstance(item.get("@id"), str):
            name = _named(document, item["@id"])
            yield from [unescape(name)] if name else []
        else:
            yield from map(unescape, texts(item))


def _named(document: Document, identity: str) -> str | None:
    inside = (value for node in document.nodes for value in node.values() if isinstance(value, dict))
    for node in chain(document.nodes, inside):
        if node.get("@id") == identity and (name := next(texts(node.get("name")), None)):
            return name
    return None


def marked_notices(document: Document, latest: int) -> Iterator[Said]:
    """Microdata that is no picture's; a year has its own mark."""
    year = next(
        (words_of(one) or one.get("content") or "" for one in document.marks.marked.get("copyrightyear", ())), ""
    )
    for element in document.marks.marked.get("copyrightholder", ()):
        name = squeeze(element.get("content") or "") or words_of(element)
        if not name or CREDIT.search(name) or is_of_a_thing(document, element):
            continue
        notice = read_notice(name[:LONGEST_NOTICE], latest)
        if not (year or element.tag == "meta" or is_boxed(element) or document.is_aside(element)):
            continue  # unmarked credits of pictures
        dated = notice.years or read_notice(year, latest).years
        yield Said("microdata", "copyrightHolder", name, Notice(notice.holder, dated, notice.reason), 0.85)


def meta_notices(document: Document, latest: int) -> Iterator[Said]:
    """Meta data that names the holder, or holds the notice."""
    for name, content in document.declared(*METAS):
        yield Said("meta", name, content, read_notice(content, latest), 0.8)
    for name, content in document.declared(*RIGHTS_METAS):
        if NOTICE.search(content) or len(content) <= LONGEST_NOTICE // 3:
            yield Said("meta", name, content, read_notice(content, latest), 0.75)
