"""The page that the project began from: served as its system does, it is stored exactly as expected."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from tests.conftest import thinktap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COUNTER = "/plus/count.php?view=yes&aid=59&mid=1"


class SeedHandler(SimpleHTTPRequestHandler):
    """Static pages, and the one counter script."""

    def do_GET(self) -> None:
        if self.path != COUNTER:
            super().do_GET()
            return
        body = b"document.write('1458');"
        self.send_response(200)
        self.send_header("Content-Type", "application/javascript")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def seed_url(outside_pages: Path) -> Iterator[str]:
    handler = partial(SeedHandler, directory=str(outside_pages / "seed" / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_seed_is_stored_as_expected(seed_url: str, outside_pages: Path, tmp_path: Path) -> None:
    host = seed_url.removeprefix("http://")
    (tmp_path / "cst.toml").write_text(
        f'name = "Centre for Strategic Thinking"\nprivate_hosts = ["{host}"]\n'
        f'[listing]\nstart = ["{seed_url}/views/"]\n[counter]\nask = "always"\n[limits]\ndelay = 0\n'
    )
    done = thinktap("crawl", "cst", "--sources", tmp_path, "--output", tmp_path / "data")
    assert done.status == 0, done.stderr

    expected = json.loads((outside_pages / "seed" / "expected.json").read_text())
    stored = {
        row["url"].removeprefix(seed_url): row for row in pq.read_table(tmp_path / "data" / "articles").to_pylist()
    }
    assert stored.keys() == expected.keys()
    for path, wanted in expected.items():
        check(stored[path], wanted)
    assert method(stored["/views/58.html"], "views") == "label"
    assert method(stored["/views/59.html"], "views") == "counter script"
    assert stored["/views/59.html"]["views_raw"] == "1458"


def check(row: dict[str, Any], wanted: dict[str, Any]) -> None:
    plain = (
        "title",
        "views",
        "views_raw",
        "published",
        "authors",
        "copyright_holder",
        "license",
        "language",
        "section",
    )
    assert {name: row[name] for name in plain if name in wanted} == {
        name: wanted[name] for name in plain if name in wanted
    }
    assert row["updated"] == date.fromisoformat(wanted["updated"])
    if "paragraphs" in wanted:
        paragraphs = row["text"].split("\n\n")
        assert len(paragraphs) == wanted["paragraphs"]
        assert paragraphs[0].startswith(wanted["body_starts"])
        assert paragraphs[-1].endswith(wanted["body_ends"])
        assert not [words for words in wanted["body_never_has"] if words in row["text"]]


def method(row: dict[str, Any], field: str) -> str:
    return str(next(evidence["method"] for evidence in row["provenance"] if evidence["field"] == field))
