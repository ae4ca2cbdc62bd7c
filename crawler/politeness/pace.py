"""When may a host be asked next? Numbers in, a time out; the clock and the waiting are `turns.py`'s."""

from __future__ import annotations

from dataclasses import dataclass

SLOWEST = 60.0  # seconds: as AutoThrottle's AUTOTHROTTLE_MAX_DELAY
MUCH_SLOWER = 2  # times, for each answer that blocks us


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one host is asked; it adapts as Scrapy's AutoThrottle does.

    What a host is asked with at least, its floor, is the source's `[limits] delay`, or what its robots.txt asks for
    where that is more. A floor of 0 is for a site of one's own: then nothing adapts.

    Attributes:
        delay: Seconds between the starts of two requests, as its answers have shown so far.
    """

    delay: float = 0.0

    def between(self, floor: float) -> float:
        """Seconds between the starts of two requests."""
        return max(self.delay, floor)

    def after(self, latency: float, floor: float, concurrency: int, *, good: bool) -> Pace:
        """The pace after an answer: half way towards a request each `latency / concurrency` seconds.

        Args:
            latency: Seconds that the answer took.
            floor: The least delay.
            concurrency: Requests at the same time that are wanted.
            good: Whether it was a good answer: errors come fast, and must not speed anything up.
        """
        if not floor:
            return self
        old, wanted = self.between(floor), latency / concurrency
        new = max(wanted, (old + wanted) / 2)  # slower at once, faster by and by
        new = max(min(new, SLOWEST), floor)
        return self if new <= old and not good else Pace(new)

    def slower(self, floor: float) -> Pace:
        """The pace after an answer that blocks us."""
        return Pace(max(self.delay, min(self.between(floor) * MUCH_SLOWER, SLOWEST)))
