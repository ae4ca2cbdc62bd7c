"""How is a site of plain data served? On loopback only, with the validators and answers of an ordinary web server."""

from __future__ import annotations

from collections import deque
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl

from crawler.demo.site import HTML, Form, Resource

if TYPE_CHECKING:
    from types import TracebackType

HOST = "127.0.0.1"
MOST_REQUESTS = 10_000  # that are remembered
MOST_SENT = 1_000_000  # bytes of a form


class LoopbackServer:
    """Serves a site while its `with` block lasts.

    Args:
        port: Where it listens; 0 takes any free port.

    Raises:
        OSError: The port is taken.

    Attributes:
        site: What it answers, by path and query; may be set while it runs.
        forms: What it answers to forms.
        requests: Method, path and status of the newest requests.
    """

    def __init__(self, port: int) -> None:
        self.requests: deque[tuple[str, str, int]] = deque(maxlen=MOST_REQUESTS)
        self.site: dict[str, Resource] = {}
        self.forms: tuple[Form, ...] = ()
        self._server = _Server((HOST, port), _Handler)
        self._server.served = self
        self.port: int = self._server.server_address[1]
        self.base_url = f"http://{HOST}:{self.port}"

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
    served: LoopbackServer


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

    def do_POST(self) -> None:
        """Answer a form."""
        sent = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), MOST_SENT))
        fields = set(parse_qsl(sent.decode("utf-8", "replace"), keep_blank_values=True))
        fitting = (
            form.answer for form in self.server.served.forms if form.path == self.path and form.fields <= fields
        )
        answer = next(fitting, None)
        refused = Resource(
            b"<!DOCTYPE html><title>Server Error</title><h1>The state information is invalid</h1>", HTML
        )
        self._send(HTTPStatus.OK if answer else HTTPStatus.INTERNAL_SERVER_ERROR, answer or refused, with_body=True)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the base class's name)
        """Say nothing: the crawler's own messages are what the user reads."""

    def _answer(self, *, with_body: bool) -> None:
        resource = self.server.served.site.get(self.path)
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
        self.server.served.requests.append((self.command, self.path, int(status)))
        self.send_response(status)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", resource.content_type)
            self.send_header("Content-Length", str(len(resource.body)))
        if status in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED} and self.command != "POST":
            self.send_header("ETag", resource.etag)
            if resource.last_modified:
                self.send_header("Last-Modified", resource.last_modified)
        self.end_headers()
        if with_body:
            self.wfile.write(resource.body)
