"""What can a server do that no server should? Anything: raw sockets on loopback, where each path has a script.

A script is handed the conversation and says what goes over the wire, byte by byte and when it likes.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl
    from collections.abc import Awaitable, Callable, Sequence

    Script = Callable[["Talk"], Awaitable[None]]

REQUEST_BYTES = 8 * 1024 * 1024  # of a request's head: an address of a megabyte is one of the cases
TRIES = 20  # to find a port that is free at every address


@dataclass
class Talk:
    """One request, and the way back.

    Attributes:
        path: As it was asked for, with the query; empty where nothing was asked yet.
        count: How often this path was asked for, this time included.
        over: Whether the connection ends with this answer.
    """

    path: str
    writer: asyncio.StreamWriter
    count: int = 1
    over: bool = False

    async def say(self, *pieces: bytes) -> None:
        """Send bytes, and wait until they are on their way."""
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()

    def reset(self) -> None:
        """End the connection as a crash does, with RST."""
        raw = self.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()
        self.over = True


@dataclass
class Server:
    """Serves scripts by path while its `with` block lasts.

    Attributes:
        hosts: The loopback addresses it listens at, all with one port.
        scripts: By path and query, as they are asked for.
        trees: By how a path begins, for what has no end; the longest one counts.
        default: Answers everything else.
        tls: What it does before anything is asked. Null for plain HTTP.
        greets: Says something to whoever connects, before anything is asked. Null to wait.
        asked: Every path that was asked for.
        heads: Of all requests.
        connections: How many were made, whether or not something was asked.
    """

    default: Script
    hosts: Sequence[str] = ("127.0.0.1",)
    scripts: dict[str, Script] = field(default_factory=dict)
    trees: dict[str, Script] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    greets: Script | None = None
    asked: list[str] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Self:
        self._sockets = _listening(self.hosts)
        self.port: int = self._sockets[0].getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        self._loop.set_exception_handler(lambda *_: None)  # a handshake that fails is what is wanted
        for one in self._sockets:
            serving = asyncio.start_server(self._serve, sock=one, limit=REQUEST_BYTES, ssl=self.tls)
            self._loop.run_until_complete(serving)
        self._loop.run_forever()
        self._loop.run_until_complete(_end(asyncio.all_tasks(self._loop)))
        for one in self._sockets:
            one.close()
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(ConnectionError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError):
            if self.greets:
                await self.greets(Talk("", writer))
                writer.close()
                return
            over = False
            while not over:
                head = await reader.readuntil(b"\r\n\r\n")
                self.heads.append(head)
                path = head.split(b" ", 2)[1].decode("latin-1")
                self.asked.append(path)
                talk = Talk(path, writer, self.asked.count(path))
                await self.script(path)(talk)
                over = talk.over
        with suppress(ConnectionError):
            writer.close()

    def script(self, path: str) -> Script:
        """What answers a path."""
        if path in self.scripts:
            return self.scripts[path]
        trees = [tree for tree in self.trees if path.startswith(tree)]
        return self.trees[max(trees, key=len)] if trees else self.default


async def _end(tasks: set[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _listening(hosts: Sequence[str]) -> list[socket.socket]:
    """Sockets at one free port of all these addresses; those that this machine lacks are left out, but for the first."""
    for _ in range(TRIES):
        first = _bound(hosts[0], 0)
        assert first
        port = first.getsockname()[1]
        with suppress(OSError):
            others = [_bound(host, port) for host in hosts[1:]]
            return [first, *(one for one in others if one)]
        first.close()
    raise AssertionError("no port is free at all of these addresses")


def _bound(host: str, port: int) -> socket.socket | None:
    """A socket that listens there; null where this machine has no such address."""
    try:
        one = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise
        return None
    one.listen(100)
    return one
