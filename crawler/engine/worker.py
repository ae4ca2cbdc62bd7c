"""What does a Dask worker do for us? It keeps a process that works, and hands it what each of its tasks is about.

One process for all tasks of a worker: it crawls or reads several at once, with one pool for extraction. It is a process of
its own, for Scrapy wants the main thread, and a worker may be what Python calls a daemon, which has no children by
`multiprocessing`.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import time
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from distributed import get_worker

from crawler.engine.errors import NoEngine
from crawler.result import Result
from output.layout import layout_of
from output.shared.sharing import is_shared

if TYPE_CHECKING:
    from crawler.engine.job import Job

LOG = logging.getLogger(__name__)
IDLE = 600.0  # seconds
_children: dict[str, Child] = {}
_ended: set[str] = set()  # jobs that a signal has ended
_lock = Lock()


class ChildDied(Exception):
    """The process that works has ended; its tasks may be done elsewhere."""


class Unread(Exception):
    """Pages of the archive could not be read; another try may."""


class Child:
    """The process that works, and what is awaited of it.

    Args:
        job: What it works for.
        folder: On this machine's own disk, for its state; it goes with the process, and what is not kept elsewhere by then
            is done again.
    """

    def __init__(self, job: Job, folder: Path) -> None:
        self._waiting: dict[str, Future[Any]] = {}
        self._writing, self._is_leaving = Lock(), False
        self._folder = folder
        self._process = subprocess.Popen(  # noqa: S603  (our own program)
            [sys.executable, "-m", "crawler.engine.child", folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "THINKTAP_CONTACT": job.contact},
            text=True,
        )
        self._say(asdict(job))
        for task in (self._hear, self._rest):
            Thread(target=task, daemon=True).start()

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked for something."""
        return not self._is_leaving and self._process.poll() is None

    def crawl(self, files: dict[str, str]) -> list[Result | None]:
        """What became of these sources; null for each that was not begun.

        Args:
            files: The text of each source's file, by its id.

        Raises:
            ChildDied: The process has ended before.
        """
        futures = {name: Future[Result | None]() for name in files}
        self._waiting |= futures
        self._say(files)
        return [future.result() for future in futures.values()]

    def read(self, unit: bytes) -> bytes:
        """What a pickled `ArchiveUnit` gives, pickled.

        Raises:
            ChildDied: The process has ended before.
            Unread: It could not be read.
        """
        path = self._folder / f"{uuid4().hex}.unit"
        try:
            path.write_bytes(unit)
            future = self._waiting[str(path)] = Future[str | None]()
            self._say(str(path))
            if why := future.result():
                raise Unread(why)
            return path.read_bytes()
        finally:
            path.unlink(missing_ok=True)

    def end(self) -> None:
        """Let what is under way come to a clean end, and begin nothing more."""
        self._say(None)

    def leave(self) -> None:
        """Let it end as soon as it is not at work."""
        self._is_leaving = True
        if not self._waiting and self._process.stdin:
            self._process.stdin.close()

    def _say(self, what: Any) -> None:
        assert self._process.stdin
        self._used_at = time.monotonic()
        try:
            with self._writing:
                self._process.stdin.write(json.dumps(what) + "\n")
                self._process.stdin.flush()
        except (BrokenPipeError, ValueError):  # the second: it was let go in this moment
            self._died()

    def _rest(self) -> None:
        """Let it end where nobody has asked for long: the command that it works for may have been killed."""
        while self.is_alive:
            time.sleep(IDLE)
            if not self._waiting and time.monotonic() - self._used_at > IDLE:
                self.leave()

    def _hear(self) -> None:
        assert self._process.stdout
        with suppress(BrokenPipeError), self._process:
            for line in self._process.stdout:
                try:
                    name, said = json.loads(line)
                except ValueError:  # of a library that prints
                    LOG.error("the process that works is ended, for it said: %s", line)  # noqa: TRY400  (the line says all)
                    break
                self._used_at = time.monotonic()
                self._waiting.pop(name).set_result(Result.read(said) if isinstance(said, dict) else said)
                if self._is_leaving:
                    self.leave()
        self._died()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _died(self) -> None:
        while self._waiting:
            self._waiting.popitem()[1].set_exception(ChildDied("the process that worked has died; see its log"))


def crawl(job: Job, files: dict[str, str]) -> list[Result | None]:
    """Crawl sources on this machine; a task of Dask's. Null for each that was not begun.

    Raises:
        NoEngine: This machine can't work for the job.
        ChildDied: The process that crawls has died.
    """
    return [None] * len(files) if job.key in _ended else _child(job).crawl(files)


def read(job: Job, unit: bytes) -> bytes:
    """Read pages of the archive again on this machine; a task of Dask's, of which Dask itself needs to know nothing.

    Raises:
        NoEngine: This machine can't work for the job.
        ChildDied: The process that reads has died.
        Unread: They could not be read.
    """
    return _child(job).read(unit)


def end(job: Job) -> None:
    """Let what is under way on this machine come to a clean end, and begin nothing more."""
    _ended.add(job.key)
    if child := _children.get(job.key):
        child.end()


def leave(job: Job) -> None:
    """End what works for a job on this machine."""
    _ended.discard(job.key)
    if child := _children.pop(job.key, None):
        child.leave()


def trouble(job: Job) -> str | None:
    """Why this machine can't work for a job; null when it can."""
    if other := other_version(job.version):
        return other
    where = {"THINKTAP_OUTPUT": job.output, "THINKTAP_STATE": os.curdir}
    return None if is_shared(layout_of(where)) else f"it does not see {job.output}"


def other_version(ours: str) -> str | None:
    """Which other version of thinktap is installed here; null when it is the one that asks."""
    theirs = version("thinktap")
    return None if theirs == ours else f"it has thinktap {theirs}, not {ours}"


def _child(job: Job) -> Child:
    with _lock:
        child = _children.get(job.key)
        if child is None or not child.is_alive:
            if why := trouble(job):  # of a machine that came after the command had asked all
                raise NoEngine(f"the worker {socket.gethostname()} can't work for us: {why}")
            folder = Path(mkdtemp(prefix="thinktap-", dir=get_worker().local_directory))
            child = _children[job.key] = Child(job, folder)
        return child
