"""Does a page only list other pages? Home pages, archives, tags, search results, tables of contents.

Told by structure: blocks with a headline that links to another page of the site and a few words on it, and next to no
prose beside them. An address only supports it. Whether a row of pages is a listing's is `paging/listings`' question: an
article has such a list before its row as well, where all of the page would be asked here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pipelines.refuse.listing_signs import is_marked, is_signed
from pipelines.refuse.prose import letters_in, link_around
from pipelines.refuse.reasons import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.lines import Line
    from pipelines.refuse.cards import Cards

MOST_TEASED = 1_000  # letters; a longer text below one link is an article whose title is a link
LEAST_CARDS, FEWER_CARDS = 5, 3  # the latter on a page that says that it lists others
LEAST_HEADLINES, FEWER_HEADLINES = 12, 5  # of a list without teasers
SENTENCE = 30  # letters; what has more prose of its own, and no sign of a listing, is an article
INTRODUCTION = 500  # letters that a page with such a sign may begin with
TEASER = 25  # letters of a card's line that is more than a date or a section's name
REST = 4  # a listing's cards say so many times what other lines do


class Shares(NamedTuple):
    """What a page's prose belongs to.

    Attributes:
        own: Letters of prose that no card holds.
        numbers: The lines it stands in.
        cards: How many cards hold some: places with a headline that links to another page, and a teaser.
    """

    own: float
    numbers: tuple[int, ...]
    cards: int


def shares_of(cards: Cards, prose: Iterable[tuple[int, Line]]) -> Shares:
    """How the prose divides between the page and its cards.

    Args:
        cards: The page's.
        prose: Its sentences, with the numbers of their lines.
    """
    teased: defaultdict[_Element | None, list[tuple[int, float]]] = defaultdict(list)
    for number, line in prose:
        if not cards.is_foot(line.element):
            teased[cards.around(number)].append((number, letters_in(line.text)))
    own = teased.pop(None, [])
    for card in list(_no_cards(cards, {card: said for card, said in teased.items() if card is not None})):
        own += teased.pop(card)
    return Shares(sum(letters for _, letters in own), tuple(sorted(number for number, _ in own)), len(teased))


def _no_cards(cards: Cards, teased: dict[_Element, list[tuple[int, float]]]) -> Iterator[_Element]:
    """What only looks like a card: long texts, the one text with a link below it, and headlines of which there are few."""
    closed = [card for card, said in teased.items() if said[0][0] < cards.starts(card)]
    opened = {card for card, said in teased.items() if cards.is_open(card, said[0][0])}
    beside = Counter(card.getparent() for card in opened)
    for card, said in teased.items():
        is_long = sum(letters for _, letters in said) > MOST_TEASED
        is_few = card in opened and beside[card.getparent()] < FEWER_CARDS
        if is_long or is_few or closed == [card]:
            yield card


def listing(document: Document, cards: Cards, shares: Shares) -> Refused | None:
    """Whether cards or headlines are all there is; never on a page that is marked as an article."""
    if shares.own >= INTRODUCTION or is_marked(document):
        return None
    addresses = cards.addresses
    signed = is_signed(document, addresses)
    most = INTRODUCTION if signed else SENTENCE
    least = FEWER_CARDS if signed and shares.own < SENTENCE else LEAST_CARDS
    number = max(shares.cards, _told(document, cards, shares.own))
    carded = number >= least and shares.own < most
    bare = not shares.own and not shares.cards and _is_linked(document)  # a table of figures is no listing
    listed = bare and len(addresses) >= (FEWER_HEADLINES if signed else LEAST_HEADLINES)
    return Refused(Reason.LISTING, f"{max(number, len(addresses))} other pages") if carded or listed else None


def _told(document: Document, cards: Cards, own: float) -> int:
    """How many cards say something, be it no sentence; 0 where other lines that are no prose say as much."""
    told: set[_Element] = set()
    inside, rest = 0.0, -own
    for number, line in enumerate(document.lines):
        if line.aside or cards.is_foot(line.element):
            continue
        linked = link_around(line.element) is not None
        card, letters = cards.around_link(number) if linked else cards.around(number), letters_in(line.text)
        if card is None:
            rest += 0 if linked else letters
        elif letters >= TEASER:
            inside += letters
            told.add(card)
    return len(told) if inside >= REST * rest else 0


def _is_linked(document: Document) -> bool:
    """Whether more of the text outside asides is links than is not."""
    lines = [line for line in document.lines if not line.aside]
    linked = [line for line in lines if link_around(line.element) is not None]
    return 2 * sum(letters_in(line.text) for line in linked) > sum(letters_in(line.text) for line in lines)
