"""Was an address met in this run? Told of a million of them in a few megabytes."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SMALLEST = 1_024  # slots; a power of two
FULL = 0.6  # share of the slots from which on they become twice as many


class AddressSet:
    """Addresses of which nothing is asked but whether they are there.

    Kept are hashes of eight bytes in slots of their own. Python's differ from run to run, so nobody can choose two
    addresses that meet; of a million, two do by chance in one of ten million runs, and the next run tells them apart.
    """

    def __init__(self) -> None:
        self._slots = array("q", bytes(8 * SMALLEST))
        self._count = 0

    def add(self, url: str) -> bool:
        """Take an address in, and say whether it is new."""
        if self._count >= FULL * len(self._slots):
            self._grow()
        mark = _mark(url)
        place = self._place(mark)
        if self._slots[place] == mark:
            return False
        self._slots[place] = mark
        self._count += 1
        return True

    def update(self, urls: Iterable[str]) -> None:
        """Take addresses in."""
        for url in urls:
            self.add(url)

    def __contains__(self, url: object) -> bool:
        return isinstance(url, str) and self._slots[self._place(_mark(url))] != 0

    def __len__(self) -> int:
        return self._count

    def _place(self, mark: int) -> int:
        """Where a mark stands, or is to stand."""
        slots, last = self._slots, len(self._slots) - 1
        place = mark & last
        while slots[place] not in (0, mark):
            place = (place + 1) & last
        return place

    def _grow(self) -> None:
        before = self._slots
        self._slots = array("q", bytes(2 * 8 * len(before)))
        for mark in before:
            if mark:
                self._slots[self._place(mark)] = mark


def _mark(url: str) -> int:
    return hash(url) or 1  # 0 is an empty slot
