"""Why does a page give no article? Null when it may hold one: prose of its own proves it, and is asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.refuse.beginning import beginning
from pipelines.refuse.cards import Cards
from pipelines.refuse.challenges import challenge
from pipelines.refuse.gates import consent, login
from pipelines.refuse.listings import listing, shares_of
from pipelines.refuse.machines import machine_page
from pipelines.refuse.missing import missing
from pipelines.refuse.prose import letters_in, link_around, prose_lines
from pipelines.refuse.said import BARE, NOTHING, said_by
from pipelines.refuse.viewers import empty_shell, file_viewer, frames
from pipelines.refuse.walls import wall

if TYPE_CHECKING:
    from pipelines.document import Document
    from pipelines.lines import Line
    from pipelines.refuse.beginning import Beginning
    from pipelines.refuse.listings import Shares
    from pipelines.refuse.reasons import Refused

PROVEN = 600  # letters of sentences one after the other; no machine's page and no card has as many
BYLINES = 3  # lines between a card's headline and its text, at most
LEAST_TITLE = 10  # characters
LITTLE = 600  # letters of prose; what machines write has less


def why_no_article(document: Document) -> Refused | None:
    """The reason a page gives none, by what it shows."""
    cards = Cards(document)
    prose = _prose(document, cards)
    if prose is None:
        return None
    shares = shares_of(cards, prose)
    begins = beginning(document, shares.numbers) if shares.own < LITTLE else None
    if shares.own < LITTLE and (refused := _by_words(document, cards, shares, begins)):
        return refused
    if shares.own < NOTHING and (refused := file_viewer(document) or empty_shell(document, begun=begins is not None)):
        return refused
    return listing(document, cards, shares)


def _prose(document: Document, cards: Cards) -> list[tuple[int, Line]] | None:
    """The lines that are sentences, with their numbers; null when enough of them follow one another outside cards."""
    kept: list[tuple[int, Line]] = []
    first, last, passage = 0, -1, 0.0
    for number, line in prose_lines(document):
        kept.append((number, line))
        if number != last + 1:
            first, passage = number, 0.0
        passage += letters_in(line.text)
        if passage >= PROVEN and not _is_teased(document, cards, first):
            return None
        last = number
    return kept


def _is_teased(document: Document, cards: Cards, first: int) -> bool:
    """Whether a passage stands in a card. Only one below a link is asked for: to find all cards of a page takes long."""
    above = document.lines[max(0, first - BYLINES) : first]
    is_below = any(len(line.text) >= LEAST_TITLE and link_around(line.element) is not None for line in above)
    return is_below and cards.around(first) is not None


def _by_words(document: Document, cards: Cards, shares: Shares, begins: Beginning | None) -> Refused | None:
    """The reasons that a page's words or marks tell."""
    said = said_by(document, shares.own, begins)
    refused = frames(document) or machine_page(said) or missing(said)
    if refused is None and shares.own < BARE:
        refused = challenge(document, said, begun=begins is not None) or login(document, said)
        refused = refused or wall(document, cards, shares.numbers, begins.number if begins else None)
    return refused or (consent(said) if begins is None else None)
