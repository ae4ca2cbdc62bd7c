"""Who may work on something now, of all machines? Whoever holds its lease: it ends when its holder no longer says that it lives.

A lease is a name with numbers below it, of which the highest counts. Taking it is making the next number, which goes well
for one only. No clock is compared with another: who wants a lease watches for as long as one lasts whether its holder
writes to it, and who holds one takes it for lost when it could not write in time. A clock may stand still while its machine
sleeps, so a holder looks each time that it writes whether another has taken the lease since.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from output.errors import Locked, OutputError, Unwritable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

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
        is_taken: Whether another machine was seen to have taken it since.
        fault: Why it could not be written when that was last tried. Null when it could.
    """

    name: str
    number: int
    beat: float
    holders: int = 0
    is_taken: bool = False
    fault: OutputError | None = None

    @property
    def path(self) -> str:
        """Its name in the place."""
        return f"{FOLDER}/{self.name}/{self.number:06d}"


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
        while not self._took(names, self._watch(names)):
            self._pause()  # another was faster, and may have given it back by now

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
            Locked: Another has taken one of them.
            Unwritable: One of them is lost, for it could not be written for too long.
        """
        for name in names:
            lease = self._held[name]
            if lease.is_taken:
                raise Locked(f"the lease of {name} is lost: another has taken it")
            if time.monotonic() - lease.beat > self.seconds * KEPT:
                why = f": {lease.fault}" if lease.fault else ""
                said = f"the lease of {name} is lost: it could not be written for {self.seconds * KEPT:.0f} s{why}"
                raise Unwritable(said) from lease.fault

    def ask(self, names: Collection[str]) -> None:
        """See that these are held still, by asking the place.

        Raises:
            Locked: Another has taken one of them.
            Unwritable: One of them is lost, or the place can't be reached, or refuses us.
        """
        for name in names:
            lease = self._held[name]
            lease.is_taken = lease.is_taken or self._newest(name) != lease.number
        self.look(names)

    def _watch(self, names: Collection[str]) -> dict[str, int]:
        """Return when nobody else holds any of these, or nobody who lives: the newest number of each.

        One word is none: the last one of a machine that died may have been on its way.
        """
        words = {name: [self._seen(name)] for name in names}  # the different ones of each
        began = time.monotonic()
        while any(self._is_other_s(name, seen[-1][1]) for name, seen in words.items()):
            if time.monotonic() - began > self.seconds:
                break
            self._pause()
            for name, seen in words.items():  # those that were free as well: another may take them meanwhile
                if name not in self._held and (now := self._seen(name)) != seen[-1]:
                    seen.append(now)
                    began = time.monotonic()
                if len(seen) > LIVING and self._is_other_s(name, seen[-1][1]):
                    raise Locked(f"another machine holds {name}: {_owner(seen[-1][1])}")
        return {name: seen[-1][0] for name, seen in words.items()}

    def _pause(self) -> None:
        time.sleep(min(self.seconds / BEATS / 2, POLL))

    def _is_other_s(self, name: str, words: bytes | None) -> bool:
        """A thread of ours may have taken it since: what it writes is no other's word."""
        return words not in {None, FREE} and name not in self._held

    def _took(self, names: Collection[str], seen: Mapping[str, int]) -> bool:
        """Take all of these; false, and nothing is taken, where another was faster.

        Args:
            names: The leases.
            seen: The newest number of each when it was free. Only the next one is ours to make: a higher one would take
                the lease from who holds it by now.
        """
        with self._lock, ExitStack() as undone:
            for name in names:
                is_new = name not in self._held
                if is_new and not self._made(name, seen[name] + 1):
                    return False
                self._held[name].holders += 1
                undone.callback(self.give_back, [name])
                if is_new and not self._is_newest(name):
                    return False
            undone.pop_all()
            self._begin_beating()
            return True

    def _made(self, name: str, number: int) -> bool:
        lease, words = Lease(name, number, time.monotonic()), _words()
        if not self.place.make(lease.path, words) and self.place.read(lease.path) != words:  # else an answer got lost
            return False
        self._held[name] = lease
        return True

    def _is_newest(self, name: str) -> bool:
        """Whether a number that we made is the newest; it is not, where others took it and removed that very number."""
        number, numbers = self._held[name].number, self._numbers(name)
        for older in numbers:
            if older < number:
                self.place.remove(f"{FOLDER}/{name}/{older:06d}")
        return max(numbers, default=0) <= number

    def _free(self, lease: Lease) -> None:
        try:
            self.place.write(lease.path, FREE)
        except OutputError as error:
            LOG.warning("the lease of %s could not be given back, and ends by itself: %s", lease.name, error)

    def _newest(self, name: str) -> int:
        return max(self._numbers(name), default=0)

    def _numbers(self, name: str) -> list[int]:
        return [int(one) for one in self.place.names(f"{FOLDER}/{name}") if one.isdecimal()]

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
            if lease.is_taken or began - lease.beat > self.seconds * KEPT:
                return  # lost, and perhaps another's by now
            try:
                if self._newest(lease.name) > lease.number:
                    lease.is_taken = True
                    return
                self.place.write(lease.path, _words())
                lease.beat, lease.fault = began, None
            except OutputError as error:
                lease.fault = error
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
