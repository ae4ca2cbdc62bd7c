"""How far is it? Bars on a terminal: one for each source under way, one for all; of a probe, that it is under way."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import TaskID

    from crawler.fleet import Fleet

INTERVAL = 0.2  # seconds between two looks


@contextmanager
def showing(fleet: Fleet, total: int, *, wanted: bool) -> Iterator[None]:
    """Show a fleet's progress while the block runs, if it is wanted and stderr is a terminal."""
    console = Console(stderr=True)
    if not (wanted and console.is_terminal):
        yield
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    ended = Event()
    with Progress(*columns, console=console, transient=True) as bars:
        watcher = Thread(target=_watch, args=(fleet, bars, total, ended), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            watcher.join()


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say what is waited for while the block runs, if stderr is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(what):
        yield


def _watch(fleet: Fleet, bars: Progress, total: int, ended: Event) -> None:
    every = bars.add_task("sources", total=total, visible=total > 1)
    tasks: dict[str, TaskID] = {}
    while not ended.wait(INTERVAL):
        bars.update(every, completed=len(fleet.results))
        running = fleet.progress()
        for source, (done, listed) in running.items():
            if source not in tasks:
                tasks[source] = bars.add_task(source, total=None)
            bars.update(tasks[source], completed=done, total=listed or None)
        for source in tasks.keys() - running.keys():
            bars.remove_task(tasks.pop(source))
