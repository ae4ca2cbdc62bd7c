"""How do pages leave Scrapy for the worker processes, and come back as articles? Through this item pipeline."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from output.records import Reject, Stage
from pipelines.page import Needs, Page
from pipelines.paging.links import MOST_PAGES
from pipelines.pool import ExtractionPool, default_jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from output.records import Article
    from pipelines.page import Answer

T = TypeVar("T")
A = TypeVar("A")
COUNTERS = 3  # a page may ask for this many of them, one after the other


class Reader(Protocol):
    """What reads one page."""

    async def read(self, page: Page) -> Article | Reject | Needs:
        """What a page gives, as far as it can tell by now."""


class Asker(Protocol):
    """What extraction needs of a spider."""

    async def ask(self, needs: Needs, page: Page) -> Answer:
        """Fetch what a page needs, if that is allowed."""


@dataclass
class Shared:
    """The pool that all of a process share, while somebody uses it."""

    users: int = 0
    pool: ExtractionPool = field(init=False)


_shared = Shared()


class ExtractPipeline:
    """Turns a `Page` into an `Article` or a `Reject`; lets everything else pass.

    Args:
        asker: The spider.
        jobs: How many worker processes.
        loads: Modules that they need besides, by name.
    """

    def __init__(self, asker: Asker, jobs: int, loads: Sequence[str] = ()) -> None:
        self._asker, self._jobs, self._loads = asker, jobs, loads
        self._sharing = ExitStack()

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """The pipeline for a crawler's spider, with THINKTAP_JOBS workers that load THINKTAP_LOADS."""
        settings = crawler.settings
        return cls(crawler.spider, jobs_of(settings), settings["THINKTAP_LOADS"])

    def open_spider(self) -> None:
        """Take part in the shared pool."""
        self._pool = self._sharing.enter_context(shared_pool(self._jobs, self._loads))

    def close_spider(self) -> None:
        """Leave the shared pool."""
        self._sharing.close()

    async def process_item(self, item: object) -> object:
        """What a page gives."""
        if not isinstance(item, Page):
            return item
        return await read_whole(item, self._pool, self._asker)

    async def run(self, task: Callable[[A], T], given: A) -> T:
        """What a function that workers can import makes of what it is given.

        Raises:
            NotRead: It takes more than it may, or fails.
        """
        return await self._pool.run(task, given)


def jobs_of(settings: Any) -> int:
    """How many worker processes Scrapy's settings ask for; as many as there are cores, where they do not say."""
    return settings.getint("THINKTAP_JOBS") or default_jobs()


@contextmanager
def shared_pool(jobs: int, loads: Sequence[str] = ()) -> Iterator[ExtractionPool]:
    """The process's one pool: it begins with the first who takes part, and ends with the last.

    Args:
        jobs: How many worker processes.
        loads: Modules that they need besides, by name.
    """
    if not _shared.users:
        _shared.pool = ExtractionPool(jobs, loads=loads)
    _shared.users += 1
    try:
        yield _shared.pool
    finally:
        _shared.users -= 1
        if not _shared.users:
            _shared.pool.close()


async def read_whole(page: Page, reader: Reader, asker: Asker) -> Article | Reject:
    """What a page gives, with the answers to what it needs."""
    asked = Counter[bool]()
    while isinstance(read := await reader.read(page), Needs):
        asked[read.is_page] += 1
        if asked[read.is_page] > (MOST_PAGES if read.is_page else COUNTERS):
            return Reject(
                page.source, page.url, page.fetched_at, Stage.EXTRACT, "asks for ever more addresses", read.url
            )
        page = page.with_answer(await asker.ask(read, page))
    return read
