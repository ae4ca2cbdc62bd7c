"""Which links of a page are headlines of the site's other pages? Long ones, those in headings, and each card's "Read more"."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from pipelines.marks import HEADINGS
from pipelines.refuse.prose import letters_in, link_around
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from urllib.parse import SplitResult

    from lxml.etree import _Element

    from pipelines.document import Document

LEAST_HEADLINE = 15  # letters; shorter links are menus
LEAST_IN_HEADING = 4
RECURS = 5  # times that a short link's words stand there, each time for another page: "Read more"
# Addresses where a reader logs in or pays: a wall's link, and no other page's headline. A name of more than three words
# is an article's: "sweden-to-join-the-pact".
GATES = re.compile(
    r"(?:^|/)(?!(?:[^/_-]+[_-]){3})(?:[^/_-]+[_-]){0,2}(?:log-?in|sign-?(?:in|up)|subscri\w*|regist\w*|member(?:ship)?s?|join|abo(?:nn\w*)?|konto|accounts?|anmelde\w*|connexion|suscri\w*|assin\w*|donate)(?:$|[/_.-])",
    re.IGNORECASE,
)
FILES = tuple(listed(".pdf | .doc | .docx | .xls | .xlsx | .csv | .zip | .ppt | .pptx | .epub | .mp3"))


class Headline(NamedTuple):
    """A link to another page of the site: the page, and the number of the link's first line."""

    address: str
    number: int


def headlines_of(document: Document) -> Iterator[tuple[Headline, _Element]]:
    """The headlines with their links, in no order."""
    short: defaultdict[str, list[tuple[Headline, _Element]]] = defaultdict(list)
    for headline, link in _links(document):
        text = document.lines[headline.number].text
        letters = letters_in(text)
        if letters >= LEAST_HEADLINE or (letters >= LEAST_IN_HEADING and _is_in_heading(link)):
            yield headline, link
        elif not headline.address.lower().endswith(FILES):
            short[text].append((headline, link))
    for found in short.values():
        if len({headline.address for headline, _ in found}) >= RECURS:
            yield from found


def _links(document: Document) -> Iterator[tuple[Headline, _Element]]:
    """The links to other pages of the site, those beside the article left out."""
    own = urlsplit(document.page.url)
    for number, line in enumerate(document.lines):
        link = None if line.aside else link_around(line.element)
        address = document.absolute(link.get("href") or "") if link is not None else None
        if link is None or address is None:
            continue
        parts = urlsplit(address)
        if is_other_page(parts, own) and not GATES.search(parts.path):
            yield Headline(address, number), link


def is_other_page(target: SplitResult, own: SplitResult) -> bool:
    """Whether an address is one of the same site's, and not the page's own."""
    return target.netloc.removeprefix("www.") == own.netloc.removeprefix("www.") and target[2:4] != own[2:4]


def _is_in_heading(link: _Element) -> bool:
    above = link.getparent()
    return (above is not None and above.tag in HEADINGS) or next(link.iter(*HEADINGS), None) is not None
