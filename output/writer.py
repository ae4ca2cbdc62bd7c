"""How do many small changes share one commit? A thread of its own takes them in order, a group at a time.

A commit with its fsync costs 6 to 13 ms wherever it was measured; the crawler's event loop must not wait for it,
and a hundred changes can share one. So what many pages bring waits a moment for what others bring. Each change has its own
savepoint, so that one that fails costs only itself.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, TypeVar

from output.errors import OutputError, StoreClosed, Unwritable, is_of_the_disk

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

T = TypeVar("T")
GROUP = 256  # changes that share one commit at most
# Seconds from a commit to the next one, for changes that can wait, once several came together: who hands in one after the
# other never waits. PostgreSQL's `commit_delay` is the same. A crawl of one fast source took a sixth less CPU with it.
COMMIT_DELAY = 0.1


class Writer:
    """Runs changes against one SQLite connection, in the order they were handed in.

    Args:
        connection: Opened with ``check_same_thread=False`` and no implicit transactions; the writer owns it now.
        name: Names the thread.
        before_commit: Makes last what the changes have written elsewhere; what it refuses is refused to all of a group.
    """

    def __init__(self, connection: sqlite3.Connection, name: str, before_commit: Callable[[], None]) -> None:
        self._connection, self._before_commit = connection, before_commit
        self._queue: SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = SimpleQueue()
        self._hurry = Event()
        self._closing, self._closed = Lock(), False  # nothing is queued behind the end
        self._thread = Thread(target=self._work, name=f"writer-{name}", daemon=True)
        self._thread.start()

    def submit(self, change: Callable[[], T], *, can_wait: bool = False) -> Future[T]:
        """Queue a change; its future is done when the change is committed.

        Args:
            change: What is done in the writer's thread.
            can_wait: Whether its commit is put off until the delay is over, or a change comes that can't wait.

        Raises:
            StoreClosed: The writer was closed.
        """
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # whoever waits for it may be cancelled, and the change is not
        with self._closing:
            if self._closed:
                raise StoreClosed("a row came after the end of its run")
            self._queue.put((change, future))
        if not can_wait:
            self._hurry.set()
        return future

    def close(self) -> None:
        """Finish what is queued, then end the thread and the connection."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self._queue.put(None)
        self._hurry.set()
        self._thread.join()

    def _work(self) -> None:
        going, due = True, 0.0
        while going:
            group = [self._queue.get()]
            self._hurry.wait(max(0, due - time.monotonic()))
            self._hurry.clear()  # before the rest is taken: who comes in between is not missed
            with contextlib.suppress(Empty):
                while len(group) < GROUP:
                    group.append(self._queue.get_nowait())
            going = None not in group
            self._commit([entry for entry in group if entry is not None])
            # Behind a full group there is more, of which somebody may be waiting for something.
            due = time.monotonic() + COMMIT_DELAY if 1 < len(group) < GROUP else 0.0
        self._connection.close()

    def _commit(self, group: list[tuple[Callable[[], Any], Future[Any]]]) -> None:
        done: list[tuple[Future[Any], Any]] = []
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for change, future in group:
                self._run(change, future, done)
            self._before_commit()
            self._connection.execute("COMMIT")
        except (sqlite3.Error, OSError, OutputError) as error:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            is_said = isinstance(error, OutputError)
            fault = error if is_said else Unwritable(f"the state or the archive can't be written: {error}")
            for _, future in group:
                if not future.done():
                    future.set_exception(fault)
            return
        for future, value in done:
            future.set_result(value)

    def _run(self, change: Callable[[], Any], future: Future[Any], done: list[tuple[Future[Any], Any]]) -> None:
        self._connection.execute("SAVEPOINT change")
        try:
            done.append((future, change()))
        except Exception as error:  # handed to whoever waits for the future
            if is_of_the_disk(error):  # and not of the change: the whole group fails
                raise
            self._connection.execute("ROLLBACK TO change")
            future.set_exception(error)
        self._connection.execute("RELEASE change")
