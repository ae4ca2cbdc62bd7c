"""What do the poisons give on another day, in another zone? A program that reads them all and prints what each gave.

usage: python tests/hostile/poisons/elsewhere.py DAYS

The clock stands so many days later, and the zone is that of TZ.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any

BEHIND = 0.0 + dt.timedelta(days=int(sys.argv[1])).total_seconds()
CLOCK = time.time
MOMENT, DAY = dt.datetime, dt.date


class _Any(type):
    """What dates and moments made before the clock was moved are instances of, too."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, MOMENT if cls.__name__ == "Later" else DAY)


class Later(dt.datetime, metaclass=_Any):
    """A moment of a clock that is so many days ahead."""

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return cls.fromtimestamp(CLOCK() + BEHIND, tz)

    @classmethod
    def utcnow(cls) -> Any:
        return cls.fromtimestamp(CLOCK() + BEHIND, dt.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls) -> Any:
        return cls.now()


class LaterDay(dt.date, metaclass=_Any):
    """A day of the same clock."""

    @classmethod
    def today(cls) -> Any:
        now = Later.now()
        return cls(now.year, now.month, now.day)


def main() -> None:
    """Read them all."""
    sys.path.insert(0, str(Path(__file__).parents[3]))
    from pipelines.normalize import normalize
    from tests.hostile.poisons.table import POISONS
    from tests.hostile.poisons.told import told

    given = {
        one.name: hashlib.sha256(told(normalize(one.page())).encode()).hexdigest()
        for one in POISONS
        if not one.rejected
    }
    json.dump(given, sys.stdout)


if __name__ == "__main__":
    time.time = lambda: CLOCK() + BEHIND
    dt.datetime, dt.date = Later, LaterDay  # type: ignore[misc]  # before anything imports them
    main()
