"""Does a page name further pages of its article? Its row of pages, told by addresses, words and place together.

Addresses alone don't tell: a second article of one name gets ``-2`` as well. Words alone don't: "next" may be the
next article. Place alone does not: listings and readers' comments have rows of pages, too. When in doubt there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.paging.addresses import SLUG
from pipelines.paging.labels import Way
from pipelines.paging.links import Link, links_to, own_readings
from pipelines.paging.listings import belongs_to_listing

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.paging.addresses import Numbered
    from pipelines.paging.links import Family

ZERO_PROOF = 2  # links that must agree on it that the numbers begin with 0


@dataclass(frozen=True, slots=True)
class Pager:
    """The row of pages of an article.

    Attributes:
        number: Of the page itself, from 1.
        stem: What the addresses of the row share.
        style: How they write their number.
        links: The other pages that are named, by number.
        plain: Whether its words speak of pages, or give their numbers.
        elements: The links' elements.
    """

    number: int
    stem: str
    style: str
    links: dict[int, str]
    plain: bool
    elements: tuple[_Element, ...]

    def is_of(self, other: Pager) -> bool:
        """Whether both are rows of one article."""
        return (self.stem, self.style) == (other.stem, other.style)


def read_pager(document: Document) -> Pager | None:
    """The row of pages of this page's article; null when it has none, or none that can be believed."""
    own = own_readings(document.page.url)
    links = links_to(document, own) if own else {}
    for family, found in links.items():
        if pager := _pager(family, own.get(family), found):
            return None if belongs_to_listing(document, pager.elements) else pager
    return None


def _pager(family: Family, own: Numbered | None, found: list[Link]) -> Pager | None:
    """The row that these links make, those left out whose words and number disagree."""
    shift = _shift(own, found)
    number = 1 if own is None else own.number + shift
    kept = [link for link in found if _agrees(link, number, shift) and _tells_page(link, own, number, family)]
    links: dict[int, str] = {}
    for link in kept:
        links.setdefault(_number(link, shift), link.url)
    if own and number > 1 and kept:
        links.setdefault(1, own.bare)  # a row that only leads on
    elif number + 1 not in links:
        return None
    plain = any(link.label.way.plain for link in kept)
    return Pager(number, *family, links, plain, tuple(link.element for link in kept))


def _shift(own: Numbered | None, found: list[Link]) -> int:
    """1 where the addresses count from 0, as two links or the page's own address must agree; else 0."""
    told = [(link.label.number, link.value) for link in found if link.label.number and link.value is not None]
    if own and own.number == 0:
        return 1
    if any(said == value for said, value in told):
        return 0
    agreeing = sum(said == value + 1 for said, value in told)
    follows = (
        sum(link.label.way is Way.NEXT_PAGE and link.value == (own.number if own else 0) + 1 for link in found)
        if told
        else 0
    )
    return int(agreeing > 0 and agreeing + follows >= ZERO_PROOF)


def _number(link: Link, shift: int) -> int:
    return 1 if link.value is None else link.value + shift


def _agrees(link: Link, number: int, shift: int) -> bool:
    """Whether a link's words say the same as the number in its address."""
    other, way = _number(link, shift), link.label.way
    if way is Way.NUMBER:
        return link.label.number == other != number
    return other in {1, number - 1} and other < number if way.back else other == number + 1


def _tells_page(link: Link, own: Numbered | None, number: int, family: Family) -> bool:
    """Whether a link can't lead to another article: "next" does where page 1 is numbered, too, or by a slug's number."""
    style = family[1]
    if link.label.way.plain or style.startswith("?"):
        return True
    is_numbered_first = (number == 1 and own is not None) or (link.value is not None and link.value <= 1)
    return style != SLUG and not is_numbered_first
