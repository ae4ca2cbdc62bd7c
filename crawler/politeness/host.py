"""Whose turn is it to ask a host? First come, first served within this process; between processes by `output/turn.py`."""

from __future__ import annotations

import asyncio
import math
import random
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.download.hosts import PORTS, with_port
from crawler.politeness.pace import Pace
from output.turn import POLL, Turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from output.layout import Layout

LOOK = 0.25  # seconds after which one who waits looks whether its run is to end
PUT_OFF = 2  # answers in a row that ask to come back later than a run waits: one may be a single page's
LONGEST_PAUSE = timedelta(
    days=1
)  # of a host: two hostile pages must not end a source; who means longer says so again
MOST_BLOCKED = 5  # addresses in a row that block us, after which a run leaves the host alone


class Host:
    """One host, as all sources of this process ask it.

    Args:
        name: With its port where that is not the usual one.
        layout: Where processes meet. Null: this one is alone.

    Attributes:
        pace: How fast it is asked.
        asks_for: The least seconds between two requests that its robots.txt asks for.
        blocked: How many addresses in a row have blocked us.
        closed: Until when it has asked to be left alone, UTC. Null when it has not.
    """

    def __init__(self, name: str, layout: Layout | None) -> None:
        self.name, self._layout = name, layout
        self.pace, self.asks_for, self.blocked = Pace(), 0.0, 0
        self.closed: datetime | None = None
        self._put_off = 0
        self._seats: dict[int, Turn | None] = {}  # taken, of the requests under way
        self._front = asyncio.Lock()
        self._freed = asyncio.Event()
        self._started = -math.inf  # by the clock that nobody sets, as what follows
        self._until = self._yields_until = 0.0

    def floor(self, delay: float) -> float:
        """The least seconds between two requests, of a source that wants `delay`."""
        return max(delay, self.asks_for)

    def answered(self) -> None:
        """Take note of a good answer."""
        self.blocked = self._put_off = 0

    def put_off(self, until: datetime) -> bool:
        """Take note of an answer that asks to come back later, and say whether the host is left alone for it.

        Args:
            until: When to come back, UTC.
        """
        self._put_off += 1
        if self._put_off >= PUT_OFF:
            self.closed = min(until, datetime.now(UTC) + LONGEST_PAUSE)
        return self._put_off >= PUT_OFF

    async def begin(self, delay: float, concurrency: int, may_go_on: Callable[[], None]) -> int:
        """Wait for a turn, and return its seat.

        Args:
            delay: The source's.
            concurrency: How many requests it lets be under way.
            may_go_on: Raises when the run is to ask no more.
        """
        async with self._front:
            while True:
                may_go_on()
                self._freed.clear()
                free = [seat for seat in range(concurrency) if seat not in self._seats]
                if not free or len(self._seats) >= concurrency:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._freed.wait(), LOOK)
                elif wait := self._take(free, self.pace.between(self.floor(delay))):
                    await asyncio.sleep(min(wait, LOOK))
                else:
                    return next(seat for seat in free if seat in self._seats)

    def end(self, seat: int, wait: float = 0.0) -> None:
        """Give the turn back.

        Args:
            seat: What `begin` returned.
            wait: Seconds that the host is left alone, whatever its pace.
        """
        turn = self._seats.pop(seat)
        if wait:
            self._until = max(self._until, time.monotonic() + wait)
        try:
            # Another process that waits looks less often than this one could take the turn.
            if turn and turn.give_back(time.time() + wait if wait else None):
                due = self._started + self.pace.between(self.asks_for)
                self._yields_until = max(due, time.monotonic()) + 2 * POLL
        finally:
            self._freed.set()

    def _take(self, free: list[int], delay: float) -> float:
        """Take one of the free seats, and return 0; else after how many seconds to try again."""
        now = time.monotonic()
        due = max(self._started + delay, self._until, self._yields_until)
        if due > now:
            return due - now
        wait = 0.0
        for seat in free:
            turn = Turn(self._layout, self.name, seat) if self._layout else None
            wait = turn.take(time.time(), delay) if turn else 0.0
            if not wait:
                self._seats[seat], self._started = turn, time.monotonic()  # taking it has had to wait for the disk
                return 0.0
        return wait * random.uniform(0.5, 1.5) if wait <= POLL else wait  # noqa: S311  (two processes don't poll in step)


class Hosts:
    """The hosts that this process asks; each is one for all sources."""

    def __init__(self) -> None:
        self._hosts: dict[tuple[str, object], Host] = {}

    def of(self, url: str, layout: Layout | None) -> Host:
        """The host of an address."""
        name = host_of(url)
        return self._hosts.setdefault((name, layout and layout.state), Host(name, layout))


def host_of(url: str) -> str:
    """The host of an address, with its port where that is not the usual one of either scheme."""
    try:
        name, _, port = with_port(url).rpartition(":")
    except ValueError:  # it is refused where it is to be sent
        return urlsplit(url).netloc.lower()
    name = name.rstrip(".")
    return name if int(port) in PORTS.values() else f"{name}:{port}"
