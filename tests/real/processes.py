"""How does a test run a server of its own? A process in a group of its own, which is ended with all that it started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

START_SECONDS = 60
END_SECONDS = 20


@contextmanager
def served(
    command: list[str], log: Path, ready: Callable[[], bool], environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Run a server while the `with` block lasts; it begins when the server is ready.

    Args:
        command: The server.
        log: A new file for what it says.
        ready: Tells whether it answers.
        environment: Added to this process's own.
    """
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=said, env={**os.environ, **(environment or {})}, start_new_session=True
        )
    try:
        _wait(process, ready, log)
        yield
    finally:
        _end(process)


def port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answers(family: socket.AddressFamily, address: object) -> bool:
    """Whether something takes connections there."""
    with socket.socket(family) as one:
        one.settimeout(1)
        return one.connect_ex(address) == 0  # type: ignore[arg-type]


def _wait(process: subprocess.Popen[bytes], ready: Callable[[], bool], log: Path) -> None:
    last = time.monotonic() + START_SECONDS
    while not ready():
        assert process.poll() is None, log.read_text("utf-8", "replace")
        assert time.monotonic() < last, f"not ready: {log.read_text('utf-8', 'replace')}"
        time.sleep(0.05)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to end, and see that nothing of its group is left."""
    process.terminate()
    try:
        process.wait(END_SECONDS)
    finally:
        with suppress(ProcessLookupError):  # nothing was left
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(END_SECONDS)
