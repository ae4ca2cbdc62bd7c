"""Which pages of a listing does a run ask for, and when has it asked for enough?

A whole walk goes on to every page until there are no more. A walk for news goes from page to page, and ends after some
in a row that bring none.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.listings.record import Turn
from crawler.search.said import key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from crawler.listings.record import Link, Listing
    from crawler.verdict.limits_met import LimitsMet

DEEPEST = 300  # archives in archives: some name the month before alone, for 25 years


@dataclass
class _Chain:
    """Pages that go on from one start.

    Attributes:
        waiting: Those that are named and not asked for.
        quiet: How many in a row brought no news.
        goes_on: Whether one of them named a further page: archives of years would be a second walk of the same.
        is_new: Whether none of them was read yet.
        last: The one that was taken last.
        depth: How many archives or indexes lead to it.
    """

    waiting: deque[Turn] = field(default_factory=deque)
    quiet: int = 0
    goes_on: bool = False
    is_new: bool = True
    last: str = ""
    depth: int = 0


class Walk:
    """One walk over a source's listing.

    Args:
        owns: Whether an address is on a site of the source; no page of another one is asked for.
        pages: The most pages to ask for.
        quiet: How many pages in a row may bring no news. Null for a whole walk.
        limits: Takes note of a limit that is met.
    """

    def __init__(self, owns: Callable[[str], bool], pages: int, quiet: int | None, limits: LimitsMet) -> None:
        self._owns, self._pages, self._quiet, self._limits = owns, pages, quiet, limits
        self._asked: set[str] = set()
        self._chains: dict[str, _Chain] = {}

    @property
    def is_whole(self) -> bool:
        """Whether it goes on to every page."""
        return self._quiet is None

    def skip(self, keys: Iterable[str]) -> None:
        """Leave out pages that the run before this one has read."""
        self._asked.update(keys)

    def begin(self, turns: Iterable[Turn]) -> list[Turn]:
        """The pages to ask for first."""
        return [turn for turn in turns if self._take(turn, _Chain())]

    def after(self, turn: Turn, listing: Listing, *, fresh: bool, news: bool) -> list[Turn]:
        """The pages to ask for after one that was read.

        Args:
            turn: The page.
            listing: What it gave.
            fresh: Whether it names an article that no page of this walk has named: else it is the end, or a repeat.
            news: Whether it names an article that was not known before this run, or that has changed.
        """
        chain = self._chains[key(turn)]
        chain.goes_on = chain.goes_on or bool(listing.next)
        # A page without articles is the end; as the first one, it may load them from where it says.
        further = list(listing.next) if fresh or (chain.is_new and not listing.links) else []
        chain.is_new = False
        if not chain.goes_on:  # a page may name years alone, and no article
            further += map(Turn, listing.archives)
        if self.is_whole:
            return [one for one in further if self._take(one, chain if chain.goes_on else _below(chain))]
        chain.quiet = 0 if news else chain.quiet + 1
        chain.waiting.extend(further)
        while chain.waiting and chain.quiet < (self._quiet or 0):
            if self._take(one := chain.waiting.popleft(), chain):
                return [one]
        return []

    def take(self, turn: Turn, index: Turn) -> bool:
        """Whether to ask for a page that an index names as a part of the whole, and that was not asked for."""
        return self._take(turn, _below(self._chains[key(index)]))

    def room_for(self, parts: Iterable[Link]) -> Iterator[Link]:
        """The parts that there is room for, and one more, so that it is noted; an index may name very many."""
        for part in parts:
            yield part
            if len(self._asked) >= self._pages:
                return

    def has_asked(self, url: str) -> bool:
        """Whether a page was asked for, in this run or in the one that it goes on from."""
        return key(Turn(url)) in self._asked

    def is_behind(self, turn: Turn) -> bool:
        """Whether a page that is not there is the one behind the last: named by a page before it, and none after it."""
        chain = self._chains.get(key(turn))
        return chain is not None and chain.goes_on and chain.last == key(turn)

    def _take(self, turn: Turn, chain: _Chain) -> bool:
        same = key(turn)
        if same in self._asked or not self._owns(turn.url):
            return False
        if len(self._asked) >= self._pages or chain.depth > DEEPEST:
            self._limits.note(*(("pages", self._pages) if chain.depth <= DEEPEST else ("depth", DEEPEST)))
            return False
        self._asked.add(same)
        self._chains[same] = chain
        chain.last = same
        return True


def _below(chain: _Chain) -> _Chain:
    return _Chain(depth=chain.depth + 1)
