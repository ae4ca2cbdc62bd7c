"""What the documents tell a reader to type works, in the order in which they are read, in one folder."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from crawler.demo.server import DemoServer
from tests.conftest import PROJECT, thinktap
from tests.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READ = ("README.md", "docs/adding.md", "docs/report.md", "docs/operating.md")
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
TYPED = [
    command
    for name in READ
    for language, block in BLOCK.findall((PROJECT / name).read_text("utf-8"))
    for command in map(str.strip, block.splitlines())
    if language in {"", "sh"} and command.startswith("thinktap ")
]
ADDRESS = "https://example.org/publications/"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """Where the documents' example stands here."""
    with Site() as site:
        titles = [f"On {word}" for word in ("grain", "ports", "steel", "water", "wind", "wool")]
        for title in titles:
            site.article(f"/publications/{title[3:]}", title)
        site.listing(*((f"/publications/{title[3:]}", title) for title in titles), path="/publications/")
        yield site


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `make crawl` has been run."""
    home = tmp_path_factory.mktemp("home")
    with DemoServer(port=0) as free:
        port = free.port
    assert thinktap("demo", "--crawl", "--port", port, cwd=home).status == 0
    return home


@pytest.mark.timeout(300)
def test_what_is_told_to_be_typed_works(home: Path, site: Site) -> None:
    for command in TYPED:
        _, *arguments = shlex.split(command)
        if arguments[0] == "add":  # which asks before it writes, at a terminal
            arguments = [
                "add",
                f"{site.url}/publications/",
                "--yes",
                "--overwrite",
                "--name",
                "example",
                "--delay",
                "0",
            ]
        done = thinktap(*arguments, cwd=home)
        assert done.status == 0, (command, done.stderr)
        assert done.stdout or arguments[0] == "report", command
    assert {"thinktap status", "thinktap report --pages", f"thinktap add {ADDRESS}"} <= {*TYPED}
