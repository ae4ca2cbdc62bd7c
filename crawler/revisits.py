"""Which known articles does a run ask for besides what its listing names? Those that are due, and witnesses of a loss.

Where many of the articles asked for are not there any more, others are asked as well: only then it can be told whether
these few are gone, or the site has lost or moved everything.
"""

from __future__ import annotations

import zlib
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

from crawler.schedule import is_due
from output.ledger import LEAST_LOST
from output.visits import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from crawler.source import Source
    from output.visits import Visit

AT_ONCE = 500  # addresses handed out at a time: each is a request in memory


class Revisits:
    """Hands out known addresses, some at a time.

    Args:
        visits: All that are known.
        source: Says what is due, and how large a loss is believed.
        now: UTC.
        is_doubted: Whether something tells that an article may not be there any more.
    """

    def __init__(
        self, visits: Iterable[Visit], source: Source, now: datetime, is_doubted: Callable[[Visit], bool]
    ) -> None:
        self._most_lost = source.expect.lost
        self._due: deque[Visit] = deque()
        self._others: list[Visit] = []
        doubted: list[Visit] = []
        for visit in visits:
            if is_due(visit, now, source.revisit):
                self._due.append(visit)
            elif visit.standing is Standing.ARTICLE:
                (doubted if is_doubted(visit) else self._others).append(visit)
        if len(doubted) < self._most_lost * (len(doubted) + len(self._others)):
            self._due.extend(doubted)
        else:  # a list is at fault, or all addresses have moved: the schedule finds out
            self._others.extend(doubted)
        self._others.sort(key=lambda visit: zlib.crc32(visit.url.encode()))  # no part of the site before another

    def some(self, lost: int, met: int) -> list[Visit]:
        """The next ones to ask for; none when it is enough.

        Args:
            lost: How many known articles answered 404 or 410 so far in this run.
            met: How many were there.
        """
        if self._due:
            return [self._due.popleft() for _ in range(min(AT_ONCE, len(self._due)))]
        if lost < LEAST_LOST or lost < self._most_lost * (lost + met):
            return []
        wanted = int(lost / self._most_lost) - lost - met + 1
        taken = list(islice(self._others, min(wanted, AT_ONCE)))
        del self._others[: len(taken)]
        return taken
