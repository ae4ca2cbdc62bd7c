"""How is the archive read again by the machines of a Dask cluster? They read pages; what those say is stored here."""

from __future__ import annotations

import asyncio
import pickle
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from crawler.archive.reread import NotRead, reread
from crawler.engine import worker
from crawler.engine.archive_unit import units_of
from crawler.engine.cluster import Cluster, NotDone, result_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from distributed import Future
    from scrapy.settings import Settings

    from crawler.archive.rereading import Said
    from crawler.engine.archive_unit import ArchiveUnit
    from crawler.result import Result
    from crawler.source import Source
    from output.store import Store

AT_ONCE = 16  # sources, as in `Fleet`
UNITS = 64  # under way, of all sources: work for more machines than one process can store for


class DaskRereading:
    """Reads sources' archives again on the machines of a cluster.

    Args:
        settings: Scrapy's settings, ours included.

    Raises:
        NoEngine: There is no scheduler, or a machine can't read for us.
        OutputError: The output can't be shared by machines.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings.copy()
        self._settings.set("THINKTAP_CONCLUDES", value=False, priority="cmdline")
        self._cluster = Cluster(settings)
        self._free = BoundedSemaphore(UNITS)

    def read(self, names: Iterable[str]) -> list[Result]:
        """Read these sources again, and return what became of each; each has a thread of its own here."""
        with ThreadPoolExecutor(AT_ONCE, "reread") as threads:
            try:
                return list(threads.map(self._one, names))
            finally:
                self._cluster.leave()

    def _one(self, name: str) -> Result:
        return asyncio.run(reread(self._settings, self._said, name))

    async def _said(self, source: Source, store: Store) -> AsyncIterator[Said]:
        """What each page says, in the order of the units; a source that has to wait for others holds none of the free ones.

        Raises:
            NotRead: A unit gave nothing.
        """
        under_way: deque[Future[Any]] = deque()
        try:
            for number, unit in enumerate(units_of(source, store)):
                while not self._free.acquire(blocking=not under_way):
                    for said in await self._result(under_way):
                        yield said
                under_way.append(self._begun(f"{source.id}-{number}", unit))
            while under_way:
                for said in await self._result(under_way):
                    yield said
        except NotDone as error:
            raise NotRead(f"not read again: {error}") from error
        finally:
            for _ in under_way:
                self._free.release()
            self._cluster.drop(under_way)

    def _begun(self, name: str, unit: ArchiveUnit) -> Future[Any]:
        try:
            return self._cluster.begin(worker.read, name, pickle.dumps(unit))
        except BaseException:
            self._free.release()
            raise

    async def _result(self, under_way: deque[Future[Any]]) -> list[Said]:
        """What the oldest unit gave."""
        result: list[Said] = pickle.loads(await asyncio.to_thread(result_of, under_way[0]))  # noqa: S301  (of our own workers)
        under_way.popleft()
        self._free.release()
        return result
