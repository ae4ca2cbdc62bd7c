"""Does a listing give far less than it did? Each of its first pages is compared with itself as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from output.loss import is_loss

if TYPE_CHECKING:
    from crawler.search.facts import Facts

FIRST = "first"  # a fact: of each first page, how many links it gave, and how often less was reported since
PATIENCE = 3  # runs that report it; then the site is taken to have become smaller


class History:
    """How many links the first pages of a source's listing give, from run to run.

    Args:
        facts: Those of the source.
        most_lost: The largest share that may be missing at once.
    """

    def __init__(self, facts: Facts, most_lost: float) -> None:
        self._facts, self._most_lost = facts, most_lost
        self._known: dict[str, tuple[int, int]] = json.loads(facts.get(FIRST) or "{}")
        self.loss: tuple[str, int, int] | None = None

    def note(self, url: str, links: int) -> None:
        """Take note of a first page that was read, and of a loss: its address, the links that it had, and has now."""
        before, told = self._known.get(url, (0, 0))
        if is_loss(before - links, links, self._most_lost) and told < PATIENCE:
            self.loss = (url, before, links)
            self._known[url] = (before, told + 1)
        else:
            self._known[url] = (links, 0)

    def keep(self) -> None:
        """Remember it for the next run."""
        self._facts.note(FIRST, json.dumps(self._known))
