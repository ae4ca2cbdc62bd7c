"""By how much does one host that drips or dies slow another one of the same run? Two sources in one run, against one alone."""

from __future__ import annotations

import asyncio
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from tests.hostile.answers import HTML, drip, head, then_reset, whole
from tests.hostile.judge import LIMITS, command, known_limits
from tests.hostile.world import GOOD, SUBJECTS, World, good_path, page

if TYPE_CHECKING:
    from tests.hostile.server import Script, Talk

PAIRS = 5
KINDS = ("drips", "dies")
# Each good article takes a moment, so that the site's own pace, and not the machine's, is what is measured.
PAUSE = 0.2
PAGE = page("An article", "nothing").encode()


def slowdown(kind: str) -> float:
    """How much longer the good source takes beside the hostile one, as a share; the median of a few pairs."""
    pairs = [(_seconds(""), _seconds(kind)) for _ in range(PAIRS)]
    return median(beside / alone for alone, beside in pairs) - 1


def _seconds(kind: str) -> float:
    """How long the good source's run takes, beside a hostile one if there is a kind."""
    with World() as good, World() as hostile, TemporaryDirectory() as folder:
        for number, subject in enumerate(SUBJECTS):
            good.site.scripts[good_path(number)] = _after(PAUSE, whole(page(f"On {subject}", subject)))
            hostile.site.scripts[good_path(number)] = _hostile(kind)
        sources = {"kite": good, "drip": hostile} if kind else {"kite": good}
        for name, world in sources.items():
            world.finish()
            world.source(Path(folder) / "sources", known_limits(LIMITS), name)
        command(Path(folder), sources=[*sources])
        rows = pq.read_table(Path(folder) / "out" / "runs").to_pylist()
        run = next(row for row in rows if row["source"] == "kite")
        assert run["new"] == GOOD, run
        return float(run["seconds"])


def _hostile(kind: str) -> Script:
    if kind == "drips":
        return drip(PAGE, 0.1, head(HTML, f"Content-Length: {len(PAGE)}"))
    return then_reset(head(HTML, f"Content-Length: {len(PAGE)}"), PAGE[:500])


def _after(seconds: float, script: Script) -> Script:
    async def later(talk: Talk) -> None:
        await asyncio.sleep(seconds)
        await script(talk)

    return later
