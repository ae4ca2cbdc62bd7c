"""An object store for tests: moto's S3 on loopback, in a process of its own."""

from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass
class ObjectStore:
    """A running one."""

    endpoint: str
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def environment(self) -> dict[str, str]:
        """What its users find in theirs."""
        keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}
        return {"AWS_ENDPOINT_URL": self.endpoint, "AWS_ALLOW_HTTP": "true", **keys}

    def bucket(self, name: str | None = None) -> str:
        """Make a bucket, and tell its address."""
        name = name or f"lake-{next(self._numbers)}"
        self._ask("PUT", name)
        return f"s3://{name}"

    def forget(self) -> None:
        """Lose all buckets and what is in them."""
        self._ask("POST", "moto-api/reset")

    def _ask(self, method: str, path: str) -> None:
        with urlopen(Request(f"{self.endpoint}/{path}", method=method)) as answer:
            assert answer.status == 200


def running(folder: Path) -> Iterator[ObjectStore]:
    """Serve one until the generator is closed."""
    with (folder / "moto.log").open("wb") as log:
        code = "from tests.object_store import serve; serve()"
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert process.stdout
        yield ObjectStore(f"http://127.0.0.1:{int(process.stdout.readline())}")
    finally:
        process.terminate()
        process.wait(30)
        if process.stdout:
            process.stdout.close()


def serve() -> None:
    """Print the port, then answer one request at a time: moto looks and puts in two steps, where S3 does it in one."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    moto, one_at_a_time = DomainDispatcherApplication(create_backend_app), Lock()

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        with one_at_a_time:
            return moto(environ, start)

    server = make_server("127.0.0.1", 0, answer, threaded=True, request_handler=MotoRequestHandler)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
