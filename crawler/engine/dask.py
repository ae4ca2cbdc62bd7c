"""How do sources get to the machines of a Dask cluster? As tasks, and what became of them comes back."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from crawler.engine import worker
from crawler.engine.cluster import Cluster, NotDone, result_of
from crawler.engine.units import units
from crawler.result import Result
from crawler.source_files import SourceError
from crawler.spiderloader import TomlSpiderLoader
from crawler.status import ExitStatus
from output.run import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from distributed import Future
    from scrapy.settings import Settings

    from crawler.source import Source
    from crawler.spiders.run import Progress
    from output.errors import OutputError

LOG = logging.getLogger(__name__)
LEFT = "left to the machines by a second signal; they bring it to its end"


class DaskFleet:
    """Crawls sources by id on the machines of a cluster; as `Fleet` does here.

    Args:
        settings: Scrapy's settings, ours included.

    Raises:
        NoEngine: There is no scheduler, or a machine can't crawl for us.
        Unwritable: The output can't be written.
    """

    def __init__(self, settings: Settings) -> None:
        self.results: list[Result] = []
        self.left: list[str] = []
        self.is_cut_short = False
        self._is_ending = False
        self.fault: OutputError | None = None
        self._loader = TomlSpiderLoader.from_settings(settings)
        self._cluster = Cluster(settings)

    def crawl(self, sources: Iterable[str]) -> list[Result]:
        """Crawl these sources, and return what became of each, in the order they ended."""
        found = {name: source for name in sources if (source := self._source(name))}
        tasks: dict[Future[Any], list[str]] = {}
        for unit in units({name: source.sites for name, source in found.items()}):
            files = {name: self._loader.path(name).read_text("utf-8") for name in unit}
            with self._telling(unit):
                tasks[self._cluster.begin(worker.crawl, unit[0], files)] = unit
        for task in self._cluster.ended(tasks):
            unit = tasks.pop(task)
            if self._cluster.is_dropped and task.cancelled():
                self.left += unit
                continue
            with self._telling(unit):
                self._ended(unit, result_of(task))
        for unit in tasks.values():
            self._not_done(unit, LEFT)
        stopped = self.left or Cause.INTERRUPTED in {one.cause for one in self.results}
        self.is_cut_short = bool(self._is_ending and stopped)
        self._cluster.leave()
        return self.results

    def end(self) -> None:
        """Let what is under way come to a clean end, and begin nothing more; for a signal's handler."""
        LOG.warning("Ending: the machines store what was fetched. Once more leaves them to it.")
        self._is_ending = True
        self._cluster.end()

    def cut_off(self) -> None:
        """Leave at once; the machines bring what is under way to its end. For a signal's handler."""
        self._cluster.leave_alone()

    def progress(self) -> dict[str, Progress]:
        """Nothing is known of a source before its end."""
        return {}

    def _source(self, name: str) -> Source | None:
        try:
            return self._loader.load(name).source
        except SourceError as error:
            self.results.append(Result(name, ExitStatus.TROUBLE, str(error)))
            return None

    @contextmanager
    def _telling(self, names: list[str]) -> Iterator[None]:
        """Tell of these sources where their task comes to no end."""
        try:
            yield
        except NotDone as error:
            self._not_done(names, f"not crawled to its end: {error}")

    def _not_done(self, names: list[str], why: str) -> None:
        self.results += [Result(name, ExitStatus.TROUBLE, why, cause=Cause.INTERRUPTED) for name in names]

    def _ended(self, names: list[str], became: list[Result | None]) -> None:
        for name, result in zip(names, became, strict=True):
            if result is None:
                self.left.append(name)
            else:
                LOG.info("%s has ended: %s", name, result.verdict)  # the command itself tells of all at its end
                self.results.append(result)
