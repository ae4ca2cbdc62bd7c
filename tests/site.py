"""A small site for one test: what each address answers, and what was asked."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "<p>" + "The committee met again in the autumn and agreed on very little. " * 8 + "</p>"


@dataclass
class Answer:
    """What an address answers; 500 as often as it fails first, and after so many seconds."""

    body: str | bytes = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    fails: int = 0
    waits: float = 0


class Site:
    """Serves `pages` on loopback while its `with` block lasts, by path, or "POST " and path; anything else is a 404."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.posted: Callable[[bytes], Answer] | None = None  # answers every POST by its body
        self.asked: list[str] = []
        self.times: list[tuple[float, float]] = []  # when each of them came, and was answered
        self.unchanged: list[str] = []  # of those asked, what was answered with 304
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.answer(self.path)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"] or 0))
                self.answer(f"POST {self.path}", site.posted(body) if site.posted else None)

            def answer(self, asked: str, answer: Answer | None = None) -> None:
                site.asked.append(asked)
                came = time.monotonic()
                answer = answer or site.pages.get(asked, Answer("<h1>Not found</h1>", 404))
                body = answer.body.encode() if isinstance(answer.body, str) else answer.body
                status = 500 if answer.fails > 0 else answer.status
                answer.fails -= 1
                time.sleep(answer.waits)
                site.times.append((came, time.monotonic()))
                tag = answer.headers.get("ETag")
                if status == HTTPStatus.OK and tag and self.headers.get("If-None-Match") == tag:
                    site.unchanged.append(asked)
                    status, body = HTTPStatus.NOT_MODIFIED, b""
                self.send_response(status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **answer.headers}.items():
                    self.send_header(name, value)
                if status != HTTPStatus.NOT_MODIFIED:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{self.host}"

    def article(self, path: str, title: str) -> None:
        """Serve an ordinary article."""
        self.pages[path] = Answer(f"<html lang='en'><title>{title}</title><body><h1>{title}</h1>{TEXT}</body></html>")

    def listing(self, *links: tuple[str, str], path: str = "/") -> None:
        """Serve a listing of these addresses and titles."""
        rows = "".join(f"<li><a href='{to}'>{title}</a><span>2024-05-01</span></li>" for to, title in links)
        self.pages[path] = Answer(f"<html><body><ul>{rows}</ul></body></html>")

    def source(self, folder: Path, more: str = "", start: str = "/", name: str = "kite") -> Path:
        """Write this site's source into a folder."""
        folder.mkdir(exist_ok=True)
        text = f'name = "Kite"\nprivate_hosts = ["{self.host}"]\n[listing]\nstart = ["{self.url}{start}"]\n[limits]\ndelay = 0\n'
        (folder / f"{name}.toml").write_text(text + more, "utf-8")
        return folder

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
