"""Where are pages read? In one pool of worker processes, shared by all sources, with limits that kill.

Extraction takes tens of milliseconds of CPU a page, and a hostile page takes forever: neither may happen in the
crawler's event loop. A worker that is killed, or dies, costs its page, which becomes a reject with the reason. What else
must not be read there, such as listing pages, may be handed in as a function that a worker can import.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections import deque
from concurrent.futures import TimeoutError as OutOfTime
from contextlib import suppress
from functools import partial
from multiprocessing import forkserver
from typing import TYPE_CHECKING, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from output.records import Article, Reject, Stage
from pipelines.limits import OUT_OF_CPU, OUT_OF_MEMORY, PAGE, ROOM, Limits, within
from pipelines.page import Answer, Needs
from pipelines.worker_process import WorkerContext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from pipelines.page import Page

T = TypeVar("T")
A = TypeVar("A")
Read = Article | Reject | Needs
TASKS_PER_WORKER = 500  # a fresh worker now and then: the parsers' caches grow, and its heap; it costs some 10 ms
GIVES_WAY = 5  # nicer by so much than the process that asks, whose event loop must not wait for a core
IN_FLIGHT_PER_WORKER = 4  # enough to keep a worker busy, few enough to bound memory


class NotRead(Exception):
    """What a worker was to read took more than it may, or made it fail.

    Args:
        reason: A short fixed phrase.
        raw: What led to it.
    """

    def __init__(self, reason: str, raw: str) -> None:
        super().__init__(f"{reason}: {raw}")
        self.reason, self.raw = reason, raw


class ExtractionPool:
    """Worker processes that run `normalize`.

    Args:
        jobs: How many workers.
        limits: What one page may cost; one that asks for more ends its worker.
        loads: Modules that workers need besides, by name.
    """

    def __init__(self, jobs: int, limits: Limits = PAGE, loads: Iterable[str] = ()) -> None:
        self._limits = limits
        self._window = jobs * IN_FLIGHT_PER_WORKER
        self._slots = asyncio.Semaphore(self._window)
        _preload(loads)
        self._pool = ProcessPool(
            max_workers=jobs, max_tasks=TASKS_PER_WORKER, initializer=_begin_worker, context=WorkerContext()
        )

    async def read(self, page: Page) -> Read:
        """What a page gives; waits for a free slot first, so that pages don't pile up."""
        try:
            return await self.run(_normalized, page)
        except NotRead as error:
            return _reject(page, error.reason, error.raw)

    async def run(self, task: Callable[[A], T], given: A) -> T:
        """What a function that workers can import makes of what it is given, under the limits of a page.

        Raises:
            NotRead: It takes more than it may, or fails.
        """
        async with self._slots:
            try:
                return await asyncio.wrap_future(self._begin(partial(_within, task), given))
            except Exception as error:  # noqa: BLE001  (it may fail in any way)
                raise NotRead(*_why(error, self._limits)) from None

    def read_all(self, pages: Iterable[Page]) -> Iterator[Article | Reject]:
        """What each page gives by itself, in the same order, with a bounded number of them under way."""
        for page, future in self._in_order(_read_alone, pages):
            try:
                yield future.result()
            except Exception as error:  # noqa: BLE001  (as in `run`)
                yield _reject(page, *_why(error, self._limits))

    def prints_all(self, pages: Iterable[Page]) -> Iterator[tuple[Page, bytes]]:
        """Each page with the prints of its lines, likewise; none where it can't be read."""
        for page, future in self._in_order(_prints, pages):
            prints = b""
            with suppress(Exception):  # the page's reject tells why
                prints = future.result()
            yield page, prints

    def close(self) -> None:
        """End the workers; what they have not begun is dropped."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble's own
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _begin(self, task: Callable[[A, Limits], T], given: A) -> Future[T]:
        begun: Future[T] = self._pool.schedule(task, args=[given, self._limits], timeout=self._limits.wall)
        return begun

    def _in_order(self, task: Callable[[Page, Limits], T], pages: Iterable[Page]) -> Iterator[tuple[Page, Future[T]]]:
        waiting: deque[tuple[Page, Future[T]]] = deque()
        for page in pages:
            waiting.append((page, self._begin(task, page)))
            if len(waiting) >= self._window:
                yield waiting.popleft()
        yield from waiting


def begin_server(loads: Iterable[str]) -> None:
    """Begin what workers are forked from, before there is a pool: it takes a second to load what they need.

    Args:
        loads: As `ExtractionPool` has it.
    """
    _preload(loads)
    forkserver.ensure_running()


def _preload(loads: Iterable[str]) -> None:
    forkserver.set_forkserver_preload([*loads, "pipelines.preload"])


def default_jobs() -> int:
    """As many workers as this process may use cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _within(task: Callable[[A], T], given: A, limits: Limits) -> T:
    with within(limits):
        return task(given)


def _normalized(page: Page) -> Read:
    from pipelines.normalize import normalize

    return normalize(page)


def _read_alone(page: Page, limits: Limits) -> Article | Reject:
    """Read a page to the end without the network: what it needs from there stays unknown."""
    while isinstance(read := _within(_normalized, page, limits), Needs):
        page = page.with_answer(Answer(read.url, None, "not asked: no network here", can_ask=False))
    return read


def _prints(page: Page, limits: Limits) -> bytes:
    from pipelines.body.profile import prints_of
    from pipelines.bounds import too_much
    from pipelines.document import tree_of
    from pipelines.kind import is_page
    from pipelines.lines import lines_of

    with within(limits):
        tree = tree_of(page) if is_page(page.body) and not too_much(page.body) else None
        return b"" if tree is None else prints_of(lines_of(tree, ()))


def _reject(page: Page, reason: str, raw: str) -> Reject:
    return Reject(page.source, page.url, page.fetched_at, Stage.EXTRACT, reason, raw)


def _why(error: Exception, limits: Limits) -> tuple[str, str]:
    """Why there is no answer from a worker, in a fixed phrase, and what led to it."""
    code = error.exitcode if isinstance(error, ProcessExpired) else None
    if isinstance(error, OutOfTime):
        return "took too long to read", f"more than {limits.wall:g} s"
    if code == OUT_OF_CPU:
        return "took too long to read", f"more than {limits.cpu:g} s of CPU"
    if code == OUT_OF_MEMORY:
        return "needs too much memory", f"more than {limits.memory - ROOM} of {limits.memory} MB"
    if code is not None:
        return "its worker died", f"exit code {code}"
    return "the reader failed", f"{type(error).__name__}: {error}"[:500]


def _begin_worker() -> None:
    # Ctrl-C reaches the whole group; the parent decides what becomes of its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(GIVES_WAY)
