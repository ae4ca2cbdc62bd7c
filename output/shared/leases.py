"""Who may work on something now, of all machines? Whoever holds its lease: it ends when its holder no longer says that it lives.

A lease is a name with numbers below it, of which the highest counts. Taking it is making the next number, which goes well
for one only. No clock is compared with another: who wants a lease watches for as long as one lasts whether its holder
writes to it, and who holds one takes it for lost when it could not write in time.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from output.errors import Locked, OutputError

if TYPE_CHECKING:
    from collections.abc import Collection

    from output.shared.place import Place

LOG = logging.getLogger(__name__)
FOLDER = "leases"
FREE = b""
BEATS = 4  # times that a holder writes while a lease lasts
POLL = 1.0  # seconds between two looks at another's lease
LIVING = 2  # words of a holder after which one more proves that it lives
KEPT = 0.75  # of that time, after which a holder that could not write takes its lease for lost: before others do


@dataclass
class Lease:
    """One that this process holds.

    Attributes:
        name: What it is for.
        number: Its number; who takes it next has a higher one.
        beat: When it was last written, by the monotonic clock.
        holders: How many in this process hold it.
    """

    name: str
    number: int
    beat: float
    holders: int = 1


@dataclass
class Leases:
    """Those that this process holds in one place; a thread says that it lives.

    Attributes:
        place: Where they lie.
        seconds: How long one lasts without a word of its holder.
    """

    place: Place
    seconds: float
    _held: dict[str, Lease] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _beating: threading.Thread | None = None

    def take(self, names: Collection[str]) -> None:
        """Take all of these, or none; waits where holders may be dead, for as long as a lease lasts.

        Raises:
            Locked: Another process holds one of them.
            Unwritable: The place can't be reached, or refuses us.
        """
        self._watch(names)
        with self._lock:
            taken: list[str] = []
            try:
                for name in names:
                    self._take(name)
                    taken.append(name)
            except BaseException:
                self.give_back(taken)
                raise
            self._begin_beating()

    def give_back(self, names: Collection[str]) -> None:
        """Give these back; one that can't be ends by itself."""
        with self._lock:
            for name in names:
                lease = self._held[name]
                lease.holders -= 1
                if not lease.holders:
                    del self._held[name]
                    self._free(lease)

    def number(self, name: str) -> int:
        """The number of one that is held."""
        return self._held[name].number

    def look(self, names: Collection[str]) -> None:
        """See that these are held still, as far as is known here; asks for nothing.

        Raises:
            Locked: One of them is lost.
        """
        for name in names:
            if time.monotonic() - self._held[name].beat > self.seconds * KEPT:
                raise Locked(f"the lease of {name} is lost: it could not be written for {self.seconds * KEPT:.0f} s")

    def ask(self, names: Collection[str]) -> None:
        """See that these are held still, by asking the place.

        Raises:
            Locked: One of them is lost.
            Unwritable: The place can't be reached, or refuses us.
        """
        self.look(names)
        for name in names:
            if self._newest(name) != self._held[name].number:
                raise Locked(f"the lease of {name} is lost: another has taken it")

    def _watch(self, names: Collection[str]) -> None:
        """Return when nobody else holds any of these, or nobody who lives.

        One word is none: the last one of a machine that died may have been on its way.
        """
        seen = {name: [self._seen(name)] for name in names}  # the different words of each
        began = time.monotonic()
        while seen := {name: words for name, words in seen.items() if self._is_other_s(name, words[-1][1])}:
            if time.monotonic() - began > self.seconds:
                return
            time.sleep(min(self.seconds / BEATS / 2, POLL))
            for name, words in seen.items():
                if (now := self._seen(name)) != words[-1]:
                    words.append(now)
                    began = time.monotonic()
                if len(words) > LIVING and self._is_other_s(name, now[1]):
                    raise Locked(f"another machine holds {name}: {_owner(now[1])}")

    def _is_other_s(self, name: str, words: bytes | None) -> bool:
        """A thread of ours may have taken it since: what it writes is no other's word."""
        return words not in {None, FREE} and name not in self._held

    def _take(self, name: str) -> None:
        if lease := self._held.get(name):
            lease.holders += 1
            return
        number, began, words = self._newest(name) + 1, time.monotonic(), _words()
        path = f"{FOLDER}/{name}/{number:06d}"
        if not self.place.make(path, words) and self.place.read(path) != words:  # else an answer got lost
            raise Locked(f"another machine holds {name}: it was faster")
        self._held[name] = Lease(name, number, began)
        for older in self.place.names(f"{FOLDER}/{name}"):
            if older.isdecimal() and int(older) < number:
                self.place.remove(f"{FOLDER}/{name}/{older}")

    def _free(self, lease: Lease) -> None:
        try:
            self.place.write(f"{FOLDER}/{lease.name}/{lease.number:06d}", FREE)
        except OutputError as error:
            LOG.warning("the lease of %s could not be given back, and ends by itself: %s", lease.name, error)

    def _newest(self, name: str) -> int:
        return max((int(one) for one in self.place.names(f"{FOLDER}/{name}") if one.isdecimal()), default=0)

    def _seen(self, name: str) -> tuple[int, bytes | None]:
        number = self._newest(name)
        return number, self.place.read(f"{FOLDER}/{name}/{number:06d}") if number else None

    def _begin_beating(self) -> None:
        if self._beating is None or not self._beating.is_alive():
            self._beating = threading.Thread(target=self._beat, name="leases", daemon=True)
            self._beating.start()

    def _beat(self) -> None:
        while True:
            time.sleep(self.seconds / BEATS)
            with self._lock:
                if not self._held:
                    self._beating = None
                    return
                held = list(self._held.values())
            for lease in held:
                self._beat_one(lease)

    def _beat_one(self, lease: Lease) -> None:
        with self._lock:
            if lease.name not in self._held:  # given back meanwhile: it must stay free
                return
            began = time.monotonic()
            if began - lease.beat > self.seconds * KEPT:
                return  # lost, and perhaps another's by now
            try:
                self.place.write(f"{FOLDER}/{lease.name}/{lease.number:06d}", _words())
                lease.beat = began
            except OutputError as error:
                LOG.warning("the lease of %s could not be written: %s", lease.name, error)


def _words() -> bytes:
    """Who holds a lease, in words that differ each time."""
    owner = {"host": socket.gethostname(), "process": os.getpid(), "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"}
    return json.dumps(owner | {"beat": uuid4().hex}).encode()


def _owner(words: bytes | None) -> str:
    try:
        said = json.loads(words or b"{}")
        return f"process {said['process']} on {said['host']}"
    except (ValueError, KeyError, TypeError):
        return "by words that can't be read"
