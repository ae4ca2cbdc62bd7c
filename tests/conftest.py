"""What all tests share: the command as a process, the demo site on a free port, and the outside pages."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from crawler.demo.server import DemoServer
from tests.object_store import ObjectStore, running
from tests.warm import Done, Running, WarmCommands

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROJECT = Path(__file__).parent.parent
COMMAND_SECONDS = 100
PLAIN = {"NO_COLOR": "1", "COLUMNS": "120"}
# The machines are shared: a slow one is no failure. Each run of `make test` draws examples of its own, and `make long`
# twenty times as many.
settings.register_profile("short", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=40)
settings.register_profile("long", settings.get_profile("short"), max_examples=1_000)
settings.load_profile("short")


def thinktap(
    *arguments: object, stdin: str = "", seconds: int = COMMAND_SECONDS, before: str = "", cwd: Path = PROJECT
) -> Done:
    """Run the command in a process of its own, after some Python; a deprecated call in it is an error."""
    there = f"import os; os.chdir({str(cwd)!r}); {before}" if cwd != PROJECT else before
    return begun(*arguments, stdin=stdin, seconds=seconds, before=there).wait()


def begun(*arguments: object, stdin: str = "", seconds: int = COMMAND_SECONDS, before: str = "") -> Running:
    """The same, without waiting for its end."""
    return warm().begin([*map(str, arguments)], stdin, seconds, before)


@cache
def warm() -> WarmCommands:
    """What this test process's commands are forked from."""
    return WarmCommands(PROJECT, {**os.environ, **PLAIN})


@pytest.fixture(scope="session", autouse=True)
def _end_warm() -> Iterator[None]:
    yield
    if warm.cache_info().currsize:
        warm().close()


def cold_thinktap(*arguments: object, seconds: int = COMMAND_SECONDS) -> Done:
    """The same in a process that begins with nothing, as cron runs it."""
    code = "from crawler.cli import main; main()"
    return python("-W", "error::DeprecationWarning", "-c", code, *arguments, seconds=seconds)


def python(
    *arguments: object,
    measured: bool = True,
    seconds: int = COMMAND_SECONDS,
    environment: Mapping[str, str] | None = None,
) -> Done:
    """Run this Python in a process of its own; its coverage is measured unless files of its own would disturb it."""
    around = {name: value for name, value in os.environ.items() if measured or not name.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=seconds,
        cwd=PROJECT,
        env={**around, **PLAIN, **(environment or {})},
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
def object_stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    """An object store, started when the first test asks for it."""
    yield from running(tmp_path_factory.mktemp("moto"))


@pytest.fixture
def object_store(object_stores: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    """The same, with the way to it in this process's environment."""
    for name, value in object_stores.environment.items():
        monkeypatch.setenv(name, value)
    return object_stores


@pytest.fixture(scope="session")
def outside_pages() -> Path:
    """The folder that THINKTAP_PAGES names; a test that needs it says that it was skipped without the variable."""
    named = os.environ.get("THINKTAP_PAGES")
    if not named:
        pytest.skip("THINKTAP_PAGES is not set")
    folder = Path(named)
    assert folder.is_dir(), f"THINKTAP_PAGES names {folder}, which is no folder"
    return folder


def pytest_collection_finish() -> None:
    """Keep what all tests are made of out of every collection of garbage."""
    gc.collect()
    gc.freeze()
