"""Commands in processes of their own that begin warm: forked from one that has imported what a crawl needs.

A crawl's interpreter, and the fork server of its workers, spend seconds on imports before a test's two pages are read.
`cold_thinktap` and `python` of conftest.py begin with nothing, as a user does.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import forkserver
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# What a crawl imports late: its own commands, Scrapy's parts, and what those and pyarrow import when first used.
LATE = (
    *(
        "crawler.commands.extract",
        "crawler.probe.draft",
        "crawler.probe.given",
        "crawler.commands.check_words",
        "crawler.probe.run",
        "crawler.probe.checking",
        "crawler.probe.saving",
        "crawler.middlewares.budget",
        "crawler.commands.proposal",
        "crawler.commands.from_archive",
        "crawler.commands.progress",
        "crawler.telling.account",
        "crawler.telling.prometheus",
        "crawler.telling.targets",
        "crawler.telling.teller",
        "crawler.demo.server",
        "crawler.fleet",
        "crawler.doctor.installed",
        "crawler.doctor.reach",
        "output.changes.finding",
        "output.health.sources",
    ),
    *(
        "crawler.logs.format",
        "output.item_pipeline",
        "pipelines.item_pipeline",
        "rich.table",
        "typer.rich_utils",
        "aiohttp.web",
        "pandas",
    ),
    *("scrapy.core.downloader.handlers.http11", "scrapy.pqueues", "scrapy.robotstxt", "scrapy.squeues", "protego"),
)
LOOK = 0.01  # seconds between two looks whether a command has ended
COMPONENTS = ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS", "ITEM_PIPELINES")


@dataclass
class Done:
    """A command that has ended."""

    status: int
    stdout: str
    stderr: str


class Running:
    """A command that runs.

    Args:
        line: Where its process is told, and its exit status.
        stdout: The file that it writes to.
        stderr: The same.
    """

    def __init__(self, line: socket.socket, stdout: IO[str], stderr: IO[str]) -> None:
        self._line, self._written = line, (stdout, stderr)
        self._told = line.makefile("rb", buffering=0)  # what is read ahead would hide that it has ended
        self.pid = int(self._told.readline())

    def is_running(self) -> bool:
        """Whether it has not ended."""
        return not select.select([self._line], [], [], 0)[0]

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.is_running():
            os.kill(self.pid, number)

    def wait(self) -> Done:
        """Wait for its end, which comes after the seconds that it was given at the latest."""
        with self._line, self._told:
            status = int(self._told.readline())
        return Done(status, *map(_read, self._written))


def _read(written: IO[str]) -> str:
    with written:
        written.seek(0)
        return written.read()


class WarmCommands:
    """Begins commands, any number at a time, until it is closed.

    Args:
        folder: Where the process begins.
        environment: What they find in it.
    """

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            code = f"from tests.warm import serve; serve({theirs.fileno()})"
            self._process = subprocess.Popen(
                [sys.executable, "-W", "error::DeprecationWarning", "-c", code],
                pass_fds=[theirs.fileno()],
                cwd=folder,
                env=environment,
            )

    def begin(self, arguments: Sequence[str], stdin: str, seconds: int, before: str) -> Running:
        """Begin a command.

        Args:
            arguments: What follows its name.
            stdin: What it reads there.
            seconds: When a signal ends it.
            before: Python that its process runs first.
        """
        ours, theirs = socket.socketpair()
        given, out, err = (TemporaryFile("w+", encoding="utf-8") for _ in range(3))  # noqa: SIM115  (read when it has ended)
        given.write(stdin)
        given.seek(0)
        with theirs, given:
            socket.send_fds(self._line, [b"!"], [one.fileno() for one in (theirs, given, out, err)])
            ours.sendall(json.dumps([arguments, seconds, before]).encode() + b"\n")
        return Running(ours, out, err)

    def close(self) -> None:
        """End the process that they are forked from."""
        self._line.close()
        self._process.wait(60)


def serve(line: int) -> None:
    """Fork a process for each command asked for on this socket; each runs it and ends as any other process."""
    _import()
    forkserver.set_forkserver_preload(["pipelines.preload"])
    forkserver.ensure_running()  # one for the workers of all commands
    gc.freeze()  # a collection in a command would copy what it shares with this process
    with socket.socket(fileno=line) as asked:
        handles = _in_a_child(asked)
    if handles:
        _become(*_asked_for(handles))


def _import() -> None:
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    named = [str(path).rpartition(".")[0] for name in COMPONENTS for path in settings.getwithbase(name)]
    for module in (*LATE, *named):
        import_module(module)
    assert "twisted.internet.reactor" not in sys.modules, "each command must make its own"


def _in_a_child(asked: socket.socket) -> list[int]:
    """Return in a new process with the handles of each request, and in this one with none when no more come."""
    running: dict[int, int] = {}
    while True:
        if select.select([asked], [], [], LOOK if running else None)[0]:
            handles = socket.recv_fds(asked, 1, 4)[1]
            child = os.fork() if handles else 0
            if child == 0:
                return handles
            running[child], *rest = handles
            os.write(running[child], f"{child}\n".encode())
            for handle in rest:
                os.close(handle)
        while running and (ended := os.waitpid(-1, os.WNOHANG))[0]:
            if line := running.pop(ended[0], None):
                os.write(line, f"{os.waitstatus_to_exitcode(ended[1])}\n".encode())
                os.close(line)


def _asked_for(handles: list[int]) -> list[Any]:
    """Take the streams of a request, and return the rest of it."""
    for number, handle in enumerate(handles[1:]):
        os.dup2(handle, number)
        os.close(handle)
    with socket.socket(fileno=handles[0]) as line, line.makefile() as asked:
        request: list[Any] = json.loads(asked.readline())
    return request


def _become(arguments: list[str], seconds: int, before: str) -> None:
    from crawler.cli import main

    signal.alarm(seconds)
    # It runs, but is no child of this process, so that this process could only begin a second one.
    forkserver.ForkServer.ensure_running = lambda _: None  # type: ignore[method-assign]
    forkserver.ensure_running = lambda: None  # the same, bound
    sys.argv = ["thinktap", *arguments]
    try:
        exec(before, {})
        main()
    except SystemExit as end:
        if isinstance(end.code, int):
            _end(end.code)
        raise


def _end(status: int) -> NoReturn:
    """End as Python does, but for the taking down of every module, which costs this process half a second."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
