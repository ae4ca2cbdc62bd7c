"""Which links lead to the page of a person who may be the author?"""

from __future__ import annotations

import re
from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from pipelines.authors.credits import LONGEST
from pipelines.authors.name_shapes import is_person
from pipelines.lines import words_of
from pipelines.text import listed

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipelines.document import Document

MOST_LINKS = 200
MOST_TEXTS = 400  # of an element whose length is asked
# Where the pages of authors lie.
PROFILES = frozenset(
    listed("""
    author | authors | autor | autoren | autores | auteur | auteurs | autori | profile | profiles | people | person | persons
    staff | team | expert | experts | contributor | contributors | writer | writers | columnist | columnists | by
    journalist | journalists | journalisten | scholar | scholars | fellow | fellows | bio | bios
    """)
)
ARGUMENTS = re.compile(r"[?#]")


def profiles(document: Document) -> list[_Element]:
    """Links under the title to the page of a person, that stand by themselves and not in a sentence."""
    links = {one for _, one, href in document.marks.links if _is_profile(href)}
    if not links:
        return []
    after = iter(document.marks.tagged("a", "h1"))
    if document.marks.tagged("h1"):
        after = dropwhile(lambda one: one.tag == "a", after)
    below = islice((one for one in after if one in links), MOST_LINKS)
    return [one for one in below if is_person(short(one)) and not document.is_aside(one) and short(one.getparent())]


def _is_profile(href: str) -> bool:
    """Whether an address is that of the page of one author: its last part but one says so, or its arguments do."""
    parts = href.lower().split("/")
    if PROFILES.isdisjoint(parts):
        return "?author=" in href or "&author=" in href
    parts = ARGUMENTS.split(href.lower())[0].rstrip("/").split("/")
    return len(parts) > 1 and parts[-2] in PROFILES


def short(element: _Element | None) -> str:
    """The words of an element that holds few; none of another."""
    if element is None or not isinstance(element.tag, str) or is_longer(element, LONGEST):
        return ""
    return words_of(element)


def is_longer(element: _Element, most: int) -> bool:
    """Whether an element holds more characters than so many, or very many pieces of text."""
    length = 0
    for count, text in enumerate(element.itertext()):
        length += len(text.strip())
        if length > most or count == MOST_TEXTS:
            return True
    return False
