"""An answer is whole, within its limits and from a host that may be asked, or it is none; at a server of raw sockets."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import time
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Self

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.utils.test import get_crawler

from crawler import settings as ours
from crawler.download.answer import RECEIVED
from crawler.download.handler import WholeAnswers
from crawler.source import Source

if TYPE_CHECKING:
    from scrapy.http import Response

PAGE = b"<html><title>What the harbour owes</title></html>"
LIMITS = {"DOWNLOAD_TIMEOUT": 1, "THINKTAP_FIRST_BYTE_TIMEOUT": 0.5, "DOWNLOAD_MAXSIZE": 100_000}


@dataclass
class Raw:
    """A server that answers each connection with these bytes, then ends it, breaks it, or goes on with more for ever."""

    sent: bytes
    breaks: bool = False
    waits: bool = False
    more: bytes = b""
    connections: int = 0
    asked: bytes = b""

    def __enter__(self) -> Self:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._server.getsockname()[1]}"
        Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self.connections += 1
            Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            try:
                self.asked += connection.recv(65_536)
                connection.sendall(self.sent)
                while self.more:
                    connection.sendall(self.more)
                if self.waits:
                    connection.recv(1)
            except OSError:
                return
            if self.breaks:  # a reset instead of an end
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def answer(*headers: str, body: bytes = PAGE, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode() + body


def fetch(url: str, private: str | None = None, **meta: object) -> tuple[Response, Request]:
    return asyncio.run(fetching(url, private, **meta))


async def fetching(url: str, private: str | None = None, **meta: object) -> tuple[Response, Request]:
    named = [private] if private else []
    source = Source.model_validate({"id": "k", "name": "K", "listing": {"start": [url]}, "private_hosts": named})
    spider = type("K", (Spider,), {"name": "k", "source": source})
    values = {name: getattr(ours, name) for name in dir(ours) if name.isupper()}
    crawler = get_crawler(spider, values | LIMITS)
    request = Request(url, meta=meta)
    handler = WholeAnswers(crawler)
    try:
        return await handler._whole(request), request  # without waiting for a turn
    finally:
        await handler.close()


def fetched(server: Raw) -> Response:
    return fetch(f"http://{server.host}/a", server.host)[0]


LENGTH = f"Content-Length: {len(PAGE)}"
PACKED = gzip.compress(PAGE)


@pytest.mark.parametrize(
    "sent",
    [
        answer(LENGTH),
        answer("Connection: close"),
        answer("Transfer-Encoding: chunked", body=b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)),
        answer("Content-Encoding: gzip", f"Content-Length: {len(PACKED)}", body=PACKED),
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer(LENGTH),
        answer(LENGTH).replace(b"HTTP/1.1", b"HTTP/1.0"),
        answer(LENGTH).replace(b"\r\n", b"\n"),
        answer(LENGTH, "Set-Cookie: a=1", "X-Odd: \xe9"),
    ],
)
def test_whole_answers(sent: bytes) -> None:
    with Raw(sent) as server:
        response = fetched(server)
    assert (response.status, response.body) == (200, PAGE)


def test_what_came_is_kept_beside_what_is_read() -> None:
    with Raw(answer("Content-Encoding: gzip", "X-Twice: 1", "X-Twice: 2", body=PACKED)) as server:
        response, request = fetch(f"http://{server.host}/a", server.host)
    came = request.meta[RECEIVED]
    assert (came.body, came.headers["Content-Encoding"], came.protocol) == (PACKED, b"gzip", "HTTP/1.1")
    assert response.headers.getlist("X-Twice") == [b"1", b"2"]
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    ("server", "error", "words"),
    [
        (Raw(answer("Content-Length: 500")), ResponseDataLossError, "Not enough data"),
        (Raw(answer("Content-Length: 500"), breaks=True), ResponseDataLossError, "."),
        (Raw(answer(), breaks=True), ResponseDataLossError, "."),
        (Raw(answer("Transfer-Encoding: chunked", body=b"20\r\nshort")), ResponseDataLossError, "."),
        (Raw(answer("Content-Encoding: gzip", body=PACKED[:-9])), ResponseDataLossError, "ends too early"),
        (Raw(answer("Content-Encoding: br", body=PAGE)), ResponseDataLossError, "no valid br"),
        (Raw(b""), DownloadFailedError, "disconnected"),
        (Raw(b"no HTTP at all\r\n\r\n"), DownloadFailedError, "."),
        (Raw(answer(status="101 Switching Protocols")), DownloadFailedError, "another protocol"),
        (Raw(b"HTTP/1.1 200 OK\r\n", more=b"X-More: and more\r\n"), DownloadFailedError, "."),
        (Raw(b"HTTP/1.1 200 OK\r\nX: ", more=b"one header without end "), DownloadFailedError, "."),
        (Raw(b"", waits=True), DownloadTimeoutError, "no answer within"),
        (Raw(b"", more=b"HTTP/1.1 100 Continue\r\n\r\n"), DownloadTimeoutError, "no answer within"),
        (Raw(answer("Content-Length: 500"), waits=True), DownloadTimeoutError, "no whole answer within"),
        (Raw(answer("Content-Length: 200000")), IgnoreRequest, "larger than 100000 bytes"),
        (Raw(answer(), more=PAGE), IgnoreRequest, "larger than 100000 bytes"),
        (Raw(answer("Content-Encoding: gzip", body=gzip.compress(bytes(200_000)))), IgnoreRequest, "larger than"),
    ],
)  # fmt: skip
def test_what_is_no_answer(server: Raw, error: type[Exception], words: str) -> None:
    with server, pytest.raises(error, match=words):
        fetched(server)


def test_time_runs_while_an_answer_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> None:
        time.sleep(1.5)

    monkeypatch.setattr("crawler.download.answer.LARGE", 0)
    monkeypatch.setattr("crawler.download.answer.decoded", slow)
    with Raw(answer(LENGTH)) as server, pytest.raises(DownloadTimeoutError, match="no whole answer within 1 s"):
        fetched(server)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "localhost", "[::ffff:127.0.0.1]"]
)
def test_no_private_address_is_connected_to(host: str) -> None:
    with Raw(answer(LENGTH)) as server:
        with pytest.raises(IgnoreRequest, match=r"no address of the public internet|not a canonical IPv4 address"):
            fetch(f"http://{host}:{server.host.partition(':')[2]}/a", private="127.0.0.1:1")
        assert server.connections == 0


def test_a_name_that_is_rebound_is_looked_at_when_it_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter(("93.184.216.34", "127.0.0.1"))

    def resolve(host: str, port: int, *_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(found) if host == "kite.example" else host, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with Raw(answer(LENGTH)) as server:
        port = server.host.partition(":")[2]
        assert socket.getaddrinfo("kite.example", port)[0][4][0] == "93.184.216.34"  # as a check before would see it
        with pytest.raises(IgnoreRequest, match=r"127.0.0.1 is no address of the public internet"):
            fetch(f"http://kite.example:{port}/a")
        assert server.connections == 0


@pytest.mark.parametrize("said", ["user:secret", "user", ":secret", "user:"])
def test_what_an_address_says_to_log_in_is_not_sent(said: str) -> None:
    with Raw(answer(LENGTH)) as server:
        fetch(f"http://{said}@{server.host}/a?b=%2F", server.host)
    assert server.asked.startswith(b"GET /a?b=%2F HTTP/1.1\r\n")
    assert b"authorization" not in server.asked.lower()


def hang(*_: object, **__: object) -> list[object]:
    """A name server that does not answer."""
    time.sleep(1.5)
    raise socket.gaierror


def test_the_time_for_a_connection_holds_for_its_name_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", hang)
    monkeypatch.setitem(LIMITS, "THINKTAP_CONNECT_TIMEOUT", 0.2)
    with pytest.raises(DownloadTimeoutError, match="no connection within"):
        fetch("http://kite.example/a")


def test_names_that_hang_hold_up_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.download.answer.LARGE", 0)

    async def unpacked() -> bool:
        loop = asyncio.get_running_loop()
        names = [loop.run_in_executor(None, hang) for _ in range(64)]  # more than it has threads for
        with Raw(answer("Content-Encoding: gzip", body=PACKED)) as server:
            response, _ = await fetching(f"http://{server.host}/a", server.host)
        waiting = not any(name.done() for name in names)
        for name in names:
            name.cancel()
        return waiting and response.body == PAGE

    assert asyncio.run(unpacked())


def test_nobody_there() -> None:
    with pytest.raises(DownloadConnectionRefusedError):
        fetch("http://127.0.0.1:1/a", "127.0.0.1:1")
    with pytest.raises(CannotResolveHostError):
        fetch("http://nowhere.invalid/a")
