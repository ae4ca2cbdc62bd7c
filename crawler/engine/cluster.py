"""How does a command have work done by the machines of a Dask cluster? As tasks, once each machine is known to be able to."""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import CancelledError
from importlib.metadata import version
from threading import Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from weakref import WeakSet

from distributed import Client, Security, as_completed, rpc
from distributed.client import ClosedClientError

from crawler.engine import worker
from crawler.engine.errors import NoEngine
from crawler.engine.job import Job
from output.layout import layout_of
from output.shared.claim import share

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from distributed import Future
    from scrapy.settings import Settings

LOG = logging.getLogger(__name__)
POLL = 0.1  # seconds between two looks at what has ended
TIMEOUT = 10  # seconds to reach the scheduler
TRIES = 3  # of a task on a machine whose process that works has died; Dask counts dead workers itself
GONE = "the scheduler is gone"


class NotDone(Exception):
    """A task came to no end; the text is one plain line why."""


class Cluster:
    """The machines, for one command.

    Args:
        settings: Scrapy's settings, ours included.

    Raises:
        NoEngine: There is no scheduler, or a machine can't work for us.
        Unwritable: The output can't be written.

    Attributes:
        is_dropped: Whether its tasks were, for no machine was there that could have come to an end with them.
    """

    def __init__(self, settings: Settings) -> None:
        layout = layout_of(settings)
        share(layout)
        jobs, contact = settings.getint("THINKTAP_JOBS"), settings["THINKTAP_CONTACT"]
        log_format = settings["THINKTAP_LOG_FORMAT"]
        self._tasks: WeakSet[Future[Any]] = WeakSet()
        self._is_left = False
        self.is_dropped = False
        self._job = Job(uuid4().hex, layout.url or str(layout.root), jobs, contact, log_format, version("thinktap"))
        self._client = _client(settings["THINKTAP_SCHEDULER"])
        self._refuse()

    def begin(self, task: Callable[..., Any], name: str, given: Any) -> Future[Any]:
        """Have something done; by another machine where one dies.

        Args:
            task: A function of `worker`.
            name: Of this task and no other.
            given: What it is given beside the job.

        Raises:
            NotDone: The scheduler is gone.
        """
        key = f"thinktap-{self._job.key}-{name}"
        try:
            begun = self._client.submit(task, self._job, given, key=key, pure=False, retries=TRIES - 1)
        except ClosedClientError as error:
            raise NotDone(GONE) from error
        self._tasks.add(begun)
        if self.is_dropped:  # while this one was on its way
            begun.cancel()
        return begun

    def ended(self, tasks: Collection[Future[Any]]) -> Iterator[Future[Any]]:
        """Each of these tasks once it has ended; none any more when the machines are left to it."""
        waiting = as_completed(tasks, loop=self._client.loop)
        while not self._is_left and not waiting.is_empty():
            yield from waiting.next_batch(block=False)
            time.sleep(POLL)

    def drop(self, tasks: Iterable[Future[Any]]) -> None:
        """Wait for these no more."""
        if self._client.status == "running":  # and the scheduler is there
            self._client.cancel([task for task in tasks if not task.done()])

    def end(self) -> None:
        """Let the machines bring what is under way to a clean end, and begin nothing more; for a signal's handler."""
        Thread(target=self._end, daemon=True).start()

    def leave(self) -> None:
        """Let the machines' processes end, and go; nobody waits for what is not done yet."""
        if self._is_left:
            return
        self.drop(self._tasks)
        if self._client.status == "running":
            self._client.run(worker.leave, self._job, on_error="ignore")
        self._client.close()

    def leave_alone(self) -> None:
        """Leave what is under way to the machines, and wait for nothing; for a signal's handler."""
        self._is_left = True

    def _end(self) -> None:
        self._client.run(worker.end, self._job, on_error="ignore")
        if not self._client.nthreads():
            self.is_dropped = True
            self.drop(self._tasks)

    def _refuse(self) -> None:
        """Refuse a cluster with a machine that can't work for us, before anything is done.

        Raises:
            NoEngine: There is one; the text says which, and why.
        """
        told: dict[str, Any] = self._client.run(worker.trouble, self._job, on_error="return")
        said = {f"worker {address}": told[address] for address in sorted(told)}
        for who, why in {"scheduler": self._of_scheduler(), **said}.items():
            if why is not None:
                advice = "; install thinktap there too" if "ModuleNotFoundError" in str(why) else ""
                raise NoEngine(f"the {who} can't work for us: {why}{advice}")
        if not told:
            LOG.warning("the cluster has no worker yet; waiting for one")

    def _of_scheduler(self) -> str | None:
        """Why the scheduler can't work for us, which reads the tasks that it hands on; null when it can."""
        try:
            said: str | None = self._client.run_on_scheduler(worker.other_version, self._job.version)
        except Exception as error:  # noqa: BLE001  (whatever its Python says, in the form in which workers tell it)
            return repr(error)
        return said


def result_of(task: Future[Any]) -> Any:
    """What a task gave. Waits for it.

    Raises:
        NotDone: It came to no end.
    """
    try:
        return task.result()
    except CancelledError as error:
        raise NotDone(GONE) from error
    except Exception as error:
        raise NotDone(str(error) or repr(error)) from error


def _client(scheduler: str) -> Client:
    told = logging.getLogger("distributed.client")
    told.setLevel(logging.CRITICAL)  # what befalls the scheduler is told in our words
    try:
        there = asyncio.run(asyncio.wait_for(_who(scheduler), TIMEOUT))
    except TimeoutError:
        raise NoEngine(f"no scheduler answers at {scheduler} within {TIMEOUT} s") from None
    except (OSError, ValueError, TypeError) as error:  # the last: TLS without certificates
        raise NoEngine(f"no scheduler answers at {scheduler}: {error}") from error
    if there != "Scheduler":
        raise NoEngine(f"no scheduler answers at {scheduler}: a {there.lower()} does")
    return Client(scheduler, timeout=TIMEOUT, set_as_default=False)


async def _who(address: str) -> str:
    """What of Dask's answers there; a `Client` that can't be made would say so with a traceback, or wait for ever."""
    async with rpc(address, timeout=TIMEOUT, connection_args=Security().get_connection_args("client")) as there:
        return str((await there.identity())["type"])
