"""Is it true that so much has changed? Of what a place says it of very much of, a few are read before the others.

Many a sitemap dates all of its pages by the day that it was built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.listings.packed import Packed
from crawler.listings.record import Link
from crawler.search.schedule import is_stated_newer, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from output.visit import Visit

WITNESSES = (
    20  # articles that are read before it is believed that a third of them, and more than so many, have changed
)
LEAST_TRUE = 0.2  # the share of them that must have


class Doubts:
    """The articles of which a place says that they have changed, and that is not believed yet."""

    def __init__(self) -> None:
        self._doubted: list[Packed] = []
        self._witnesses: list[str] = []

    def believed(self, due: list[Visit], known: int) -> list[Visit]:
        """What to ask for now: all that is due, or where much is said to have changed some of that.

        Args:
            due: What is due, for that reason or another.
            known: How many of the place's entries are known.
        """
        newer = [visit for visit in due if is_stated_newer(visit)]
        if len(newer) <= max(WITNESSES, known // 3):
            return due
        newer.sort(key=lambda visit: share(visit.url))
        self._doubted.append(Packed(Link(visit.url, "") for visit in newer[WITNESSES:]))
        self._witnesses += [visit.url for visit in newer[:WITNESSES]]
        doubted = {visit.url for visit in newer[WITNESSES:]}
        return [visit for visit in due if visit.url not in doubted]

    @property
    def witnesses(self) -> list[str]:
        """The addresses of those that are read first; none where nothing is in doubt."""
        return self._witnesses if self._doubted else []

    def settled(self, seen: Iterable[Visit], since: datetime) -> tuple[Iterator[str], bool]:
        """The addresses in doubt, and whether enough of the witnesses have changed since then; nothing is in doubt then."""
        doubted, self._doubted = self._doubted, []
        changed = [visit for visit in seen if visit.changed_at and visit.changed_at >= since]
        return (link.url for some in doubted for link in some), len(changed) >= WITNESSES * LEAST_TRUE
