"""How do sources get to the machines of a Dask cluster? As tasks, and what became of them comes back."""

from __future__ import annotations

import logging
from importlib.metadata import version
from threading import Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from distributed import Client, as_completed

from crawler.engine import worker
from crawler.engine.choice import NoEngine
from crawler.engine.job import Job
from crawler.engine.units import units
from crawler.result import Result
from crawler.source_files import SourceError
from crawler.spiderloader import TomlSpiderLoader
from crawler.status import ExitStatus
from output.item_pipeline import layout_of
from output.run import Cause
from output.shared.claim import share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from distributed import Future
    from scrapy.settings import Settings

    from crawler.source import Source
    from crawler.spiders.run import Progress
    from output.errors import OutputError

LOG = logging.getLogger(__name__)
TIMEOUT = 10  # seconds to reach the scheduler
TRIES = 3  # of a task on a machine whose process that crawls has died; Dask counts dead workers itself


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
        self._signals = 0
        self.fault: OutputError | None = None
        self._loader = TomlSpiderLoader.from_settings(settings)
        layout = layout_of(settings)
        share(layout)
        jobs, contact = settings.getint("THINKTAP_JOBS"), settings["THINKTAP_CONTACT"]
        log_format = settings["THINKTAP_LOG_FORMAT"]
        self._job = Job(uuid4().hex, layout.url or str(layout.root), jobs, contact, log_format)
        self._client = _client(settings["THINKTAP_SCHEDULER"])
        self._refuse()

    def crawl(self, sources: Iterable[str]) -> list[Result]:
        """Crawl these sources, and return what became of each, in the order they ended."""
        found = {name: source for name in sources if (source := self._source(name))}
        tasks: dict[Future[Any], list[str]] = {}
        for unit in units({name: source.sites for name, source in found.items()}):
            files = {name: self._loader.path(name).read_text("utf-8") for name in unit}
            key = f"thinktap-{self._job.key}-{unit[0]}"
            tasks[self._client.submit(worker.crawl, self._job, files, key=key, pure=False, retries=TRIES - 1)] = unit
        for task in as_completed(tasks, loop=self._client.loop):
            self._ended(task, tasks[task])
        self.is_cut_short = bool(
            self._signals and (self.left or Cause.INTERRUPTED in {one.cause for one in self.results})
        )
        if self._client.status == "running":  # and the scheduler is there
            self._client.run(worker.leave, self._job, on_error="ignore")
        self._client.close()
        return self.results

    def end(self) -> None:
        """Let what is under way come to a clean end, and begin nothing more; for a signal's handler."""
        LOG.warning("Ending: the machines store what was fetched. Once more leaves them to it.")
        self._signals = 1
        Thread(
            target=self._client.run, args=(worker.end, self._job), kwargs={"on_error": "ignore"}, daemon=True
        ).start()

    def cut_off(self) -> None:
        """Leave at once; the machines bring what is under way to its end. For a signal's handler."""
        self._signals = 2
        Thread(target=self._client.close, daemon=True).start()

    def progress(self) -> dict[str, Progress]:
        """Nothing is known of a source before its end."""
        return {}

    def _source(self, name: str) -> Source | None:
        try:
            return self._loader.load(name).source
        except SourceError as error:
            self.results.append(Result(name, ExitStatus.TROUBLE, str(error)))
            return None

    def _refuse(self) -> None:
        """Refuse a cluster with a machine that can't crawl for us, before anything is asked.

        Raises:
            NoEngine: There is one; the text says which, and why.
        """
        told: dict[str, Any] = self._client.run(worker.trouble, self._job, version("thinktap"), on_error="return")
        for address, said in sorted(told.items()):
            if said is not None:
                raise NoEngine(f"the worker {address} can't crawl for us: {said}")
        if not told:
            LOG.warning("the cluster has no worker yet; waiting for one")

    def _ended(self, task: Future[Any], names: list[str]) -> None:
        if task.status == "finished":
            became = task.result()
        else:
            became = [Result(name, ExitStatus.TROUBLE, self._why(task), cause=Cause.INTERRUPTED) for name in names]
        for name, result in zip(names, became, strict=True):
            if result is None:
                self.left.append(name)
            else:
                self.results.append(result)

    def _why(self, task: Future[Any]) -> str:
        """Why a task has told nothing, in a line."""
        if self._signals > 1:
            return "left to the machines by a second signal; they bring it to its end"
        return (
            f"not crawled: {task.exception()}"
            if task.status == "error"
            else "not crawled to its end: the scheduler is gone"
        )


def _client(scheduler: str) -> Client:
    # What it logs as an error, with a traceback, is told by us in a line; Dask sets this very logger's level itself.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        return Client(scheduler, timeout=TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoEngine(f"no scheduler answers at {scheduler}: {error}") from error
