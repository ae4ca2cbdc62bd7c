"""A Dask cluster for tests: a scheduler and workers on loopback, each in processes of its own that can be killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

PROJECT = Path(__file__).parent.parent
SECONDS = 30  # until a process must have begun, or ended
IDLE = 900  # seconds without work after which it ends by itself, and its workers with it: who began it was killed
UNIT_SLOTS = 4  # tasks at once in a worker


@dataclass
class Cluster:
    """Runs while its `with` block lasts.

    Args:
        folder: For logs, and for what workers write.
        count: How many workers it begins with.
        environment: What they find in theirs.
    """

    folder: Path
    count: int = 1
    environment: dict[str, str] = field(default_factory=dict)
    address: str = ""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.scheduler = self._begun("scheduler", "--port", "0", "--idle-timeout", f"{IDLE} s")
        self.address = self._said("scheduler", r"Scheduler at:\s+(tcp://\S+)")
        for _ in range(self.count):
            self.add()
        for number in range(self.count):
            self._said(f"worker{number}", r"Registered to:")
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self.workers, self.scheduler):
            self.kill(process)

    def add(self, **environment: str) -> subprocess.Popen[bytes]:
        """One more worker."""
        name = f"worker{len(self.workers)}"
        slots = ("--nthreads", str(UNIT_SLOTS), "--nworkers", "1", "--local-directory", str(self.folder / name))
        self.workers.append(self._begun("worker", self.address, *slots, name=name, **environment))
        return self.workers[-1]

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a worker or the scheduler, with Dask's own children; ours are to find out by themselves."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(SECONDS)

    def log(self, name: str) -> str:
        """What the scheduler or a worker has written."""
        return (self.folder / f"{name}.log").read_text("utf-8")

    def _begun(
        self, kind: str, *arguments: str, name: str = "scheduler", **environment: str
    ) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.dask_{kind}",
            *arguments,
            "--host",
            "127.0.0.1",
            "--no-dashboard",
        ]
        around = {**os.environ, "PYTHONPATH": str(PROJECT), **self.environment, **environment}
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                command, env=around, cwd=self.folder, stdout=log, stderr=log, start_new_session=True
            )

    def _said(self, name: str, pattern: str) -> str:
        for _ in range(SECONDS * 20):
            if found := re.search(pattern, self.log(name)):
                return found.groups()[0] if found.groups() else ""
            time.sleep(0.05)
        raise AssertionError(self.log(name))
