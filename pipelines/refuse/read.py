"""Why does a page give no article? Null when it may hold one: prose of its own proves it, and is asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.refuse.challenges import challenge
from pipelines.refuse.gates import consent, login
from pipelines.refuse.listings import listing, shares_of
from pipelines.refuse.machines import machine_page
from pipelines.refuse.missing import missing
from pipelines.refuse.prose import letters_in, prose_lines
from pipelines.refuse.said import BARE, NOTHING, said_by
from pipelines.refuse.viewers import empty_shell, file_viewer, frames

if TYPE_CHECKING:
    from pipelines.document import Document
    from pipelines.lines import Line
    from pipelines.refuse.reasons import Refused

PROVEN = 600  # letters of sentences one after the other; no machine's page and no card has as many
LITTLE = 600  # letters of prose; what machines write has less


def why_no_article(document: Document) -> Refused | None:
    """The reason a page gives none, by what it shows."""
    prose = _prose(document)
    if prose is None:
        return None
    shares = shares_of(document, prose)
    if shares.own < LITTLE and (refused := _by_words(document, shares.own)):
        return refused
    if shares.own < NOTHING and (refused := file_viewer(document) or empty_shell(document)):
        return refused
    return listing(document, shares)


def _prose(document: Document) -> list[Line] | None:
    """The lines that are sentences; null when enough of them follow one another."""
    kept: list[Line] = []
    last, passage = -1, 0.0
    for number, line in prose_lines(document):
        kept.append(line)
        passage = letters_in(line.text) + (passage if number == last + 1 else 0)
        if passage >= PROVEN:
            return None
        last = number
    return kept


def _by_words(document: Document, own: float) -> Refused | None:
    """The reasons that a page's words or marks tell."""
    said = said_by(document, own)
    refused = frames(document) or machine_page(said) or missing(said)
    if refused is None and own < BARE:
        refused = challenge(document, said) or login(document, said)
    return refused or consent(said)
