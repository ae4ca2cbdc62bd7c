"""Which known articles does a run ask for besides what its listing names? Those that are due, and witnesses of a loss.

Where many of the articles asked for are not there any more, others are asked as well: only then it can be told whether
these few are gone, or the site has lost or moved everything.
"""

from __future__ import annotations

import asyncio
from collections import deque
from heapq import nsmallest
from itertools import chain
from typing import TYPE_CHECKING

from crawler.search.schedule import due_at, is_due, share
from output.facts.remembered import NEXT_DUE
from output.loss import is_loss
from output.visit import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator
    from datetime import datetime

    from crawler.source import Source
    from output.store import Store
    from output.visit import Visit

AT_ONCE = 500  # addresses handed out at a time: each is a request in memory
MOST_OTHERS = 5_000  # witnesses: a loss that more are needed for is not believed


class Revisits:
    """Hands out known addresses, some at a time.

    Args:
        visits: All that are known; they are gone over once, and no more of them is kept than a run may ask for.
        source: Says what is due, and how large a loss is believed.
        now: UTC.
        moved: The addresses of articles whose like was met at another one.
        has_vanished: Whether a place that names all articles has named one, and does not any more.
    """

    def __init__(
        self,
        visits: Iterable[Visit],
        source: Source,
        now: datetime,
        moved: Container[str],
        has_vanished: Callable[[Visit], bool],
    ) -> None:
        self._source, self._now, self._moved = source, now, moved
        self._due: deque[str] = deque()
        self._vanished: list[str] = []
        self._standing = 0  # articles that are neither due nor vanished
        self._others = nsmallest(MOST_OTHERS, self._sorted(visits, has_vanished))
        if len(self._vanished) < source.expect.lost * (len(self._vanished) + self._standing):
            self._due.extend(self._vanished)
        else:  # the place is at fault, or moved all of its addresses: the schedule finds out
            self._others = nsmallest(MOST_OTHERS, chain(self._others, map(_by_share, self._vanished)))

    def some(self, lost: int, met: int) -> list[str]:
        """The next ones to ask for; none when it is enough.

        Args:
            lost: How many known articles answered 404 or 410 so far in this run.
            met: How many were there.
        """
        if self._due:
            return [self._due.popleft() for _ in range(min(AT_ONCE, len(self._due)))]
        most_lost = self._source.expect.lost
        if not is_loss(lost, met, most_lost):
            return []
        wanted = min(int(lost / most_lost) - lost - met + 1, AT_ONCE)
        taken = [url for _, url in self._others[:wanted]]
        del self._others[:wanted]
        return taken

    def _sorted(self, visits: Iterable[Visit], has_vanished: Callable[[Visit], bool]) -> Iterator[tuple[float, str]]:
        """The articles that are not due, while those that are, and those that vanished, are put aside."""
        for visit in visits:
            if is_due(visit, self._now, self._source.revisit) or visit.url in self._moved:
                if len(self._due) < self._source.limits.requests:
                    self._due.append(visit.url)
            elif visit.standing is Standing.ARTICLE and has_vanished(visit):
                self._vanished.append(visit.url)
            elif visit.standing is Standing.ARTICLE:
                self._standing += 1
                yield _by_share(visit.url)


async def note_next_due(store: Store, source: Source, now: datetime) -> None:
    """Note when the first known address is due again, for who asks when a run would find something to do.

    Raises:
        OutputError: It can't be stored.
    """

    def first() -> datetime | None:
        dues = (due_at(visit, source.revisit) for visit in store.visits.to_revisit())
        return min((due for due in dues if due), default=None)

    await asyncio.wrap_future(store.caught_up())
    due = await asyncio.to_thread(first)  # all that is known is gone over, and other sources' runs go on meanwhile
    await asyncio.wrap_future(store.remember(NEXT_DUE, max(due, now).isoformat() if due else None))


def _by_share(url: str) -> tuple[float, str]:
    return share(url), url
