"""How is the demo site served? On loopback only, with the validators and answers of an ordinary web server."""

from __future__ import annotations

from collections import deque
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Self

from crawler.demo import PORT
from crawler.demo.site import HTML, Resource, build

if TYPE_CHECKING:
    from types import TracebackType

HOST = "127.0.0.1"
MOST_REQUESTS = 10_000  # that are remembered
OUR_SOURCE = Path(__file__).parent / "sources" / "demo.toml"


class DemoServer:
    """Serves the demo site while its `with` block lasts.

    Args:
        day: Which of the site's two days; may be set while it runs.
        port: Where it listens; 0 takes any free port.

    Raises:
        OSError: The port is taken.

    Attributes:
        requests: Method, path and status of the newest requests.
    """

    def __init__(self, day: int = 1, port: int = PORT) -> None:
        self.requests: deque[tuple[str, str, int]] = deque(maxlen=MOST_REQUESTS)
        self._server = _Server((HOST, port), _Handler)
        self._server.demo = self
        self.port: int = self._server.server_address[1]
        self.base_url = f"http://{HOST}:{self.port}"
        self.listing_url = f"{self.base_url}/views/"
        self.day = day

    @property
    def day(self) -> int:
        """Which of the site's two days is served."""
        return self._day

    @day.setter
    def day(self, day: int) -> None:
        self._day = day
        self.site = build(day, self.base_url)

    def source_toml(self) -> str:
        """The source's file for the port that this server listens on."""
        return OUR_SOURCE.read_text("utf-8").replace(f"{HOST}:{PORT}", f"{HOST}:{self.port}")

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    demo: DemoServer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10  # seconds a quiet connection is kept
    server: _Server

    def do_GET(self) -> None:
        """Answer a request for a page."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer a request for a page's headers."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the base class's name)
        """Say nothing: the crawler's own messages are what the user reads."""

    def _answer(self, *, with_body: bool) -> None:
        resource = self.server.demo.site.get(self.path)
        if resource is None:
            missing = Resource(b"<!DOCTYPE html><title>Not found</title><h1>Not found</h1>", HTML)
            self._send(HTTPStatus.NOT_FOUND, missing, with_body=with_body)
        elif self._is_known(resource):
            self._send(HTTPStatus.NOT_MODIFIED, resource, with_body=False)
        else:
            self._send(HTTPStatus.OK, resource, with_body=with_body)

    def _is_known(self, resource: Resource) -> bool:
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return resource.etag in tags
        since = self.headers.get("If-Modified-Since")
        return since is not None and since == resource.last_modified

    def _send(self, status: HTTPStatus, resource: Resource, *, with_body: bool) -> None:
        self.server.demo.requests.append((self.command, self.path, int(status)))
        self.send_response(status)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", resource.content_type)
            self.send_header("Content-Length", str(len(resource.body)))
        if status is not HTTPStatus.NOT_FOUND:
            self.send_header("ETag", resource.etag)
            if resource.last_modified:
                self.send_header("Last-Modified", resource.last_modified)
        self.end_headers()
        if with_body:
            self.wfile.write(resource.body)
