"""What works on a machine that works for others? A process of its own, which is told what to crawl or read as it goes.

usage: python -m crawler.engine.child STATE

On stdin, a JSON line each: first the job, then ``{"NAME": "the text of NAME.toml", …}`` for sources to crawl, the path of a
file with an `ArchiveUnit` to read, in place of which comes what it gives, or ``null`` to end cleanly. On stdout, a JSON
line each: the name of a source and what became of it, which is ``null`` where it was not begun; or such a path and why
it could not be read, which is ``null`` where it was. Where stdin ends the machine's own process is gone: nobody waits for
what is under way, and its leases are to end.
"""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from crawler.commands.options import begin_log, scrapy_settings
from crawler.engine.job import Job
from crawler.fleet import Fleet
from output.layout import layout_of
from pipelines.item_pipeline import shared_pool
from pipelines.pool import default_jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.engine.archive_unit import ArchiveUnit
    from output.layout import Layout
    from pipelines.item_pipeline import Reader

_awaited: set[str] = set()  # the sources and units that were handed in, and not told of yet


def main() -> None:
    """Work until stdin ends."""
    sys.stdout = os.fdopen(os.dup(1), "w")
    # What the pool's processes inherit: with our stdout in their hands it would not end when we are killed.
    os.dup2(2, 1)
    job = Job(**json.loads(sys.stdin.readline()))
    begin_log(job.log_format)
    state = Path(sys.argv[1])
    sources = state / "given"
    sources.mkdir(parents=True)
    settings = scrapy_settings(job.output, state, [sources], job.jobs)
    with shared_pool(job.jobs or default_jobs(), settings["THINKTAP_LOADS"]) as pool:  # for idle times as well
        fleet = Fleet(settings, told=lambda result: _tell(result.source, asdict(result)))
        readings = Readings(layout_of(settings), pool)
        Thread(target=_hear, args=(fleet, sources, readings.begin), daemon=True).start()
        fleet.serve()


class Readings:
    """The units of the archive that are being read.

    Args:
        layout: Where the dataset lies.
        reader: Reads the pages.
    """

    def __init__(self, layout: Layout, reader: Reader) -> None:
        self._layout, self._reader = layout, reader
        self._under_way: set[asyncio.Task[None]] = set()

    def begin(self, path: Path) -> None:
        """Read the unit in a file; for the thread of the event loop."""
        task = asyncio.ensure_future(self._read(path))
        self._under_way.add(task)
        task.add_done_callback(partial(self._ended, path))

    async def _read(self, path: Path) -> None:
        unit: ArchiveUnit = pickle.loads(await asyncio.to_thread(path.read_bytes))  # noqa: S301  (of the command that we work for)
        said = pickle.dumps(await unit.read(self._layout, self._reader))
        await asyncio.to_thread(path.write_bytes, said)

    def _ended(self, path: Path, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        error = task.exception()
        _tell(str(path), f"{type(error).__name__}: {error}" if error else None)


def _hear(fleet: Fleet, sources: Path, read: Callable[[Path], None]) -> None:
    for line in sys.stdin:
        match json.loads(line):
            case None:
                fleet.end()
                fleet.soon(_tell_left, fleet)
            case str(unit):
                _awaited.add(unit)
                fleet.soon(read, Path(unit))
            case files:
                for name, text in files.items():
                    (sources / f"{name}.toml").write_text(text, "utf-8")
                _awaited.update(files)
                fleet.soon(fleet.add, files)
    if _awaited:
        os._exit(1)
    fleet.cut_off()


def _tell_left(fleet: Fleet) -> None:
    for name in fleet.left:
        _tell(name, None)


def _tell(name: str, said: Any) -> None:
    _awaited.discard(name)
    sys.stdout.write(json.dumps([name, said]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
