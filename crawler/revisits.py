"""Which known articles does a run ask for besides what its listing names? Those that are due, and witnesses of a loss.

Where many of the articles asked for are not there any more, others are asked as well: only then it can be told whether
these few are gone, or the site has lost or moved everything.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

from crawler.schedule import is_due, share
from output.loss import is_loss
from output.visit import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable
    from datetime import datetime

    from crawler.source import Source
    from output.visit import Visit

AT_ONCE = 500  # addresses handed out at a time: each is a request in memory


class Revisits:
    """Hands out known addresses, some at a time.

    Args:
        visits: All that are known.
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
        self._most_lost = source.expect.lost
        self._due: deque[Visit] = deque()
        self._others: list[Visit] = []
        vanished: list[Visit] = []
        for visit in visits:
            if is_due(visit, now, source.revisit) or visit.url in moved:
                self._due.append(visit)
            elif visit.standing is Standing.ARTICLE:
                (vanished if has_vanished(visit) else self._others).append(visit)
        if len(vanished) < self._most_lost * (len(vanished) + len(self._others)):
            self._due.extend(vanished)
        else:  # the place is at fault, or moved all of its addresses: the schedule finds out
            self._others.extend(vanished)
        self._others.sort(key=lambda visit: share(visit.url))

    def some(self, lost: int, met: int) -> list[Visit]:
        """The next ones to ask for; none when it is enough.

        Args:
            lost: How many known articles answered 404 or 410 so far in this run.
            met: How many were there.
        """
        if self._due:
            return [self._due.popleft() for _ in range(min(AT_ONCE, len(self._due)))]
        if not is_loss(lost, met, self._most_lost):
            return []
        wanted = int(lost / self._most_lost) - lost - met + 1
        taken = list(islice(self._others, min(wanted, AT_ONCE)))
        del self._others[: len(taken)]
        return taken
