"""Did a server, a content system or a seller of domains write a page, and not its site? Told by how its words begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.refuse.machine_words import DIRECTORY, MAINTENANCE, PARKED, SERVER
from pipelines.refuse.reasons import Reason, Refused

if TYPE_CHECKING:
    from pipelines.refuse.said import Said

FIRST_LINES = 3  # further down they may be a menu's
ASKED = (
    (Reason.DIRECTORY, DIRECTORY),
    (Reason.SERVER, SERVER),
    (Reason.MAINTENANCE, MAINTENANCE),
    (Reason.PARKED, PARKED),
)


def machine_page(said: Said) -> Refused | None:
    """Whose page it is by its titles, headings and first lines."""
    words = (*said.headlines, *said.lines[:FIRST_LINES])
    for reason, pattern in ASKED:
        if found := next(filter(pattern.match, words), None):
            return Refused(reason, found)
    return None


def says_machine(words: str) -> bool:
    """Whether folded words begin as those of such a page do."""
    return any(pattern.match(words) for _, pattern in ASKED)
