"""Which pages wait to be asked for, and how many of them may be asked for now?"""

from __future__ import annotations

from collections import Counter, deque
from itertools import islice
from typing import TYPE_CHECKING

from crawler.search.address_set import AddressSet
from crawler.search.revisits import AT_ONCE
from output.records import Outcome
from output.visit import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from crawler.source import LimitsPart
    from crawler.verdict.limits_met import LimitsMet
    from output.visit import Visit


class PageQueue:
    """The pages that one run is to ask for, in their order, and the requests that are under way.

    Args:
        limits: The source's.
        met: Takes note of a limit that is met.
        sent: Tells how many requests the run has sent.

    Attributes:
        asked: How many pages were asked for.
    """

    def __init__(self, limits: LimitsPart, met: LimitsMet, sent: Callable[[], int]) -> None:
        self._limits, self._met, self._sent = limits, met, sent
        self._waiting: deque[str] = deque()
        self._under_way: Counter[Outcome] = Counter()  # requests that are not answered yet
        self._vain = 0  # pages in a row that gave no article
        self._known = AddressSet()  # addresses that are not to be asked for again in this run
        self.asked = 0

    @property
    def answers(self) -> int:
        """How many pages were asked for and are not under way any more."""
        return self.asked - self._under_way[Outcome.PAGE]

    @property
    def left(self) -> int:
        """How many pages are under way or wait, as far as is known by now."""
        return self._under_way[Outcome.PAGE] + len(self._waiting)

    def put(self, urls: Iterable[str]) -> None:
        """Let pages wait, no more than a run may ask for; the state has them all."""
        self._waiting.extend(islice(urls, max(0, self._limits.requests - len(self._waiting))))

    def some(self) -> list[str]:
        """The first of those that wait, as many as may be under way: to be asked for if they are wanted."""
        return [self._waiting.popleft() for _ in range(min(self._room(), len(self._waiting)))]

    def wants(self, visit: Visit) -> bool:
        """Whether a page is to be asked for; where a limit says no, it stays in the state for the next run."""
        if visit.url in self._known:
            return False
        most = self._limits.articles
        if most is not None and self.asked >= most:
            self._met.note("articles", most)
            self._waiting.clear()
            return False
        if not self.may_ask():
            self._waiting.clear()
            return False
        if self._vain >= self._limits.vain and visit.standing is not Standing.ARTICLE:
            self._met.note("vain", self._limits.vain)
            return False
        return True

    def may_ask(self) -> bool:
        """Whether the run may send one more request."""
        most = self._limits.requests
        has_room = self._sent() + sum(self._under_way.values()) < most
        if not has_room:
            self._met.note("requests", most)
        return has_room

    def ask(self, url: str) -> None:
        """Take note that a page is asked for."""
        self.asked += 1
        self._known.add(url)
        self.send(Outcome.PAGE)

    def send(self, role: Outcome) -> None:
        """Take note that a request is under way."""
        self._under_way[role] += 1

    def answered(self, role: Outcome) -> None:
        """Take note that a request is not under way any more."""
        self._under_way[role] -= 1

    def has_read(self, urls: Iterable[str]) -> None:
        """Take note that an article was read at these addresses: none of them is to be asked for again."""
        self._vain = 0
        self._known.update(urls)

    def skip(self, url: str) -> None:
        """Leave out an address whose answer is there already."""
        self._known.add(url)

    def gave_none(self) -> None:
        """Take note that a page gave no article."""
        self._vain += 1

    def _room(self) -> int:
        """How many pages may be asked for now: no more than may give no article in a row, as long as that counts."""
        left = self._limits.vain - self._vain
        return max(0, (min(AT_ONCE, left) if left > 0 else AT_ONCE) - self._under_way[Outcome.PAGE])
