"""How far is it? On a terminal a line for each source under way and one for all; of a probe, that it is under way."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.engine.choice import AnyFleet
    from crawler.spiders.run import Progress

A_SECOND = 4  # looks at how far it is
NUMBERS = ("listed", "fetched", "stored", "rejected")
BESIDE = 4  # lines of a terminal that show no source: the head, what is hidden, the sum, and where the cursor rests
WIDEST_NAME, WIDEST_BAR = 24, 20  # characters
LEAST_FETCHED = 5  # pages that the time left is told from
HOUR = 3_600


@contextmanager
def showing(fleet: AnyFleet, total: int, *, wanted: bool) -> Iterator[None]:
    """Show a fleet's progress while the block runs, if it is wanted and stderr is a terminal."""
    console = _terminal() if wanted else None
    if console is None:
        yield
        return
    board = Board(fleet, console, total)
    # What is said on stderr meanwhile appears above; stdout is left alone, for it may be a file of data.
    with Live(
        get_renderable=board.shown,
        console=console,
        refresh_per_second=A_SECOND,
        transient=True,
        redirect_stdout=False,
    ):
        yield


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say what is waited for while the block runs, if stderr is a terminal."""
    console = _terminal()
    if console is None:
        yield
        return
    with console.status(what):
        yield


def _terminal() -> Console | None:
    """The terminal that stderr is; null where it is none, or one that can't move its cursor."""
    console = Console(stderr=True)
    return console if sys.stderr.isatty() and console.is_terminal and not console.is_dumb_terminal else None


class Board:
    """What is shown of a fleet's progress. A source keeps its line as long as it runs.

    Args:
        fleet: Whose progress it is.
        console: Where it is shown.
        total: How many sources there are.
    """

    def __init__(self, fleet: AnyFleet, console: Console, total: int) -> None:
        self._fleet, self._console, self._total = fleet, console, total
        self._began = time.monotonic()
        self._lines: list[str | None] = []  # the sources, from the first line on; null is a line that is free
        self._since: dict[str, float] = {}
        self._seen: dict[str, Progress] = {}  # of every source so far

    def shown(self) -> Table:
        """What is to be shown now: no more lines than the terminal has."""
        running = self._fleet.progress()
        self._take(running)
        room = max(1, self._console.height - BESIDE)
        grid = Table.grid(padding=(0, 1), expand=False)
        grid.add_column(no_wrap=True, overflow="ellipsis", max_width=WIDEST_NAME)
        grid.add_column(min_width=4, max_width=WIDEST_BAR)
        for name in NUMBERS:
            grid.add_column(justify="right", no_wrap=True, min_width=len(name))
        grid.add_column(justify="right", no_wrap=True, min_width=len("time left"))
        grid.add_row("", "", *NUMBERS, "time left", style="dim")
        for source in self._lines[:room]:
            if source is None:
                grid.add_row("")
            else:
                self._line(grid, source, running[source])
        hidden = sum(source is not None for source in self._lines[room:])
        if hidden:
            grid.add_row(f"and {hidden} more")
        if self._total > 1:
            self._sum(grid)
        return grid

    def _take(self, running: dict[str, Progress]) -> None:
        """Give each source that has begun a line, first one that is free."""
        self._seen |= running
        self._lines = [source if source in running else None for source in self._lines]
        for source in running:
            if source not in self._lines:
                self._since[source] = time.monotonic()
                free = self._lines.index(None) if None in self._lines else len(self._lines)
                self._lines[free : free + 1] = [source]
        while self._lines and self._lines[-1] is None and len(self._fleet.results) + len(running) >= self._total:
            self._lines.pop()  # no further source will need it

    def _line(self, grid: Table, source: str, progress: Progress) -> None:
        done, left = progress.fetched, progress.left
        known = done + left
        bar = ProgressBar(total=known or None, completed=done, pulse=not known, width=None)
        seconds = time.monotonic() - self._since[source]
        remaining = span(left * seconds / done) if left and done >= LEAST_FETCHED else ""
        grid.add_row(source, bar, *map(str, progress[: len(NUMBERS)]), remaining)

    def _sum(self, grid: Table) -> None:
        """The line over all sources."""
        done = len(self._fleet.results)
        sums = (sum(progress[number] for progress in list(self._seen.values())) for number in range(len(NUMBERS)))
        bar = ProgressBar(total=self._total, completed=done)
        grid.add_row(f"{done} of {self._total} sources", bar, *map(str, sums), self._remaining(done))

    def _remaining(self, done: int) -> str:
        """The time left for all: by the sources that are done; by pages, once none waits to begin."""
        left = self._total - done
        if len(self._seen) >= self._total:
            done = sum(progress.fetched for progress in self._seen.values())
            left = sum(self._seen[source].left for source in self._lines if source)
            done = done if done >= LEAST_FETCHED else 0
        return span(left * (time.monotonic() - self._began) / done) if left and done else ""


def span(seconds: float) -> str:
    """A rough time, as "1:05" or "2:05:00"."""
    hours, rest = divmod(int(seconds), HOUR)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
