"""Commands in processes of their own that begin warm: forked from one that has imported what a crawl needs.

A crawl's interpreter, and the fork server of its workers, spend seconds on imports before a test's two pages are read.
`cold_thinktap` and `python` of conftest.py begin with nothing, as a user does.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from importlib import import_module
from multiprocessing import forkserver
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FLAGS = (os.O_RDONLY, *(os.O_WRONLY | os.O_CREAT | os.O_TRUNC,) * 2)  # of stdin, stdout and stderr
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
        "aiohttp.web",
        "pandas",
    ),
    *("scrapy.core.downloader.handlers.http11", "scrapy.pqueues", "scrapy.robotstxt", "scrapy.squeues", "protego"),
)
COMPONENTS = ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS", "ITEM_PIPELINES")


class WarmCommands:
    """Runs commands, one at a time, until it is closed.

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

    def run(self, arguments: Sequence[str], streams: Sequence[Path], seconds: int, folder: Path) -> int:
        """Run a command in a folder with these files as its stdin, stdout and stderr, and tell its exit status."""
        self._line.sendall(json.dumps([arguments, [*map(str, streams)], seconds, str(folder)]).encode() + b"\n")
        return int(self._line.recv(16))

    def close(self) -> None:
        """End the process that they are forked from."""
        self._line.close()
        self._process.wait(60)


def serve(line: int) -> None:
    """Fork a process for each command asked for on this socket; each runs it and ends as any other process."""
    _import()
    forkserver.set_forkserver_preload(["pipelines.preload"])
    forkserver.ensure_running()  # one for the workers of all commands
    with socket.socket(fileno=line) as asked:
        request = _in_a_child(asked)
    if request is not None:
        _become(*json.loads(request))


def _import() -> None:
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    named = [str(path).rpartition(".")[0] for name in COMPONENTS for path in settings.getwithbase(name)]
    for module in (*LATE, *named):
        import_module(module)
    assert "twisted.internet.reactor" not in sys.modules, "each command must make its own"


def _in_a_child(asked: socket.socket) -> str | None:
    """Return in a new process with each request, and in this one with nothing when no more come."""
    for request in asked.makefile():
        child = os.fork()
        if child == 0:
            return request
        _, status = os.waitpid(child, 0)
        asked.sendall(str(os.waitstatus_to_exitcode(status)).encode())
    return None


def _become(arguments: list[str], streams: list[str], seconds: int, folder: str) -> None:
    from crawler.cli import main

    os.chdir(folder)
    signal.alarm(seconds)
    # It runs, but is no child of this process, so that this process could only begin a second one.
    forkserver.ForkServer.ensure_running = lambda _: None  # type: ignore[method-assign]
    for number, (path, flags) in enumerate(zip(streams, FLAGS, strict=True)):
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["thinktap", *arguments]
    main()
