"""What all tests share: the command as a process, the demo site on a free port, and the outside pages."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from crawler.demo.server import DemoServer

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parent.parent
COMMAND_SECONDS = 100
# The machines are shared: a slow one is no failure.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")


@dataclass
class Done:
    """A command that has ended."""

    status: int
    stdout: str
    stderr: str


def thinktap(*arguments: object, stdin: str | None = None) -> Done:
    """Run the command in a process of its own, as cron does; a deprecated call in it is an error."""
    return python(
        "-W", "error::DeprecationWarning", "-c", "from crawler.cli import main; main()", *arguments, stdin=stdin
    )


def python(
    *arguments: object, stdin: str | None = None, measured: bool = True, seconds: int = COMMAND_SECONDS
) -> Done:
    """Run this Python in a process of its own; its coverage is measured unless files of its own would disturb it."""
    around = {name: value for name, value in os.environ.items() if measured or not name.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=seconds,
        cwd=PROJECT,
        env={**around, "NO_COLOR": "1", "COLUMNS": "120"},
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    """The demo site's first day, on a free port."""
    with DemoServer(day=1, port=0) as server:
        yield server


@pytest.fixture
def demo_sources(demo: DemoServer, tmp_path: Path) -> Path:
    """A folder with the demo's source, for that port."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "demo.toml").write_text(demo.source_toml(), "utf-8")
    return folder


@pytest.fixture(scope="session")
def outside_pages() -> Path:
    """The folder that THINKTAP_PAGES names; a test that needs it says that it was skipped without the variable."""
    named = os.environ.get("THINKTAP_PAGES")
    if not named:
        pytest.skip("THINKTAP_PAGES is not set")
    folder = Path(named)
    assert folder.is_dir(), f"THINKTAP_PAGES names {folder}, which is no folder"
    return folder
