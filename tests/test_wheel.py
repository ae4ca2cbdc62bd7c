"""The wheel: it holds what the program reads and nothing else, and works where there is no checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from crawler.demo.server import DemoServer
from tests.conftest import PLAIN, PROJECT

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOMS = ("crawler", "pipelines", "output")
# What stands in a room's folder while one works there, and is not to be handed on.
STRAY = (
    "crawler/sources/pages/brookings/sample.json",  # of `thinktap add --sources crawler/sources`
    "output/data/articles/source=demo/part-0.parquet",
    "crawler/__pycache__/cli.cpython-311.pyc",
)
PYTHONS = ("3.11", "3.12", "3.13")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of the project in which somebody has worked."""
    work = tmp_path_factory.mktemp("work")
    for room in ROOMS:
        shutil.copytree(PROJECT / room, work / room, ignore=shutil.ignore_patterns("__pycache__", "data", "pages"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(PROJECT / name, work)
    for name in STRAY:
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).touch()
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", "dist"]
    subprocess.run(build, cwd=work, check=True, capture_output=True, text=True)
    (built,) = (work / "dist").glob("*.whl")
    return built


def test_it_holds_what_the_rooms_hold_and_nothing_else(wheel: Path) -> None:
    listed = subprocess.run(["git", "ls-files", *ROOMS], cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no clone: git can't tell which files are the project's")
    held = set(ZipFile(wheel).namelist())
    assert {name for name in held if ".dist-info/" not in name} == set(listed.stdout.split())


def test_it_says_what_it_is(wheel: Path) -> None:
    with ZipFile(wheel) as files:
        (folder,) = {name.partition("/")[0] for name in files.namelist() if ".dist-info/" in name}
        told = message_from_bytes(files.read(f"{folder}/METADATA"))
        licence = files.read(f"{folder}/licenses/LICENSE")
        commands = files.read(f"{folder}/entry_points.txt").decode()
    assert (told["Name"], told["License-Expression"], told["License-File"]) == ("thinktap", "Apache-2.0", "LICENSE")
    assert licence == (PROJECT / "LICENSE").read_bytes()
    assert told["Description-Content-Type"] == "text/markdown"
    assert str(told.get_payload()).startswith("# thinktap")
    assert told["Requires-Python"] == ">=3.11"
    assert {f"Programming Language :: Python :: {one}" for one in PYTHONS} <= set(told.get_all("Classifier") or ())
    assert "thinktap = crawler.cli:main" in commands


def works_in(home: Path, command: Path, around: Mapping[str, str]) -> None:
    """See that an installed command crawls in a folder that has nothing to do with the project.

    Args:
        home: An empty folder.
        command: The `thinktap` that was installed.
        around: The environment.
    """
    with DemoServer(port=0) as free:
        port = str(free.port)

    def run(*words: str) -> str:
        done = subprocess.run(
            [command, *words], cwd=home, env=around, capture_output=True, text=True, check=False, timeout=200
        )
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
        return done.stdout

    assert re.search(r"demo +64 +61", run("demo", "--crawl", "--port", port))
    assert [path.name for path in home.iterdir()] == ["output"]
    assert len(list(home.glob("output/data/articles/source=demo/*.parquet"))) == 1
    assert run("--version") == "thinktap 0.1.0\n"
    (home / "sources").mkdir()
    with DemoServer(day=2, port=int(port)) as server:
        (home / "sources" / "demo.toml").write_text(server.source_toml(), "utf-8")
        assert re.search(r"demo +\d+ +5 +3", run("crawl", "demo", "--sources", "sources"))
    assert "brookings" in run("schedule", "brookings", "--print", "cron")  # our own sources came with it
    frozen = home / "frozen"
    run("snapshot", str(frozen))
    assert (frozen / "articles").is_dir()


def environment() -> dict[str, str]:
    """What a user's shell has: no way to the checkout, and a deprecated call is an error as in every test."""
    told = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COVERAGE", "COV_"))}
    return {**told, **PLAIN, "PYTHONWARNINGS": "error::DeprecationWarning"}


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("version", PYTHONS)
def test_it_can_be_installed(wheel: Path, tmp_path: Path, version: str) -> None:
    """With nothing but the pinned packages, from the index that pip uses."""
    python = found(version)
    subprocess.run([python, "-m", "venv", tmp_path / "env"], check=True)
    pip = [tmp_path / "env" / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--quiet"]
    pins = PROJECT / "requirements" / "run.txt"
    subprocess.run([*pip, "install", "--no-deps", "--require-hashes", "-r", pins], check=True)
    subprocess.run([*pip, "install", "--no-deps", wheel], check=True)
    subprocess.run([*pip, "check"], check=True)
    home = tmp_path / "home"
    home.mkdir()
    works_in(home, tmp_path / "env" / "bin" / "thinktap", environment())


def found(version: str) -> str:
    """A Python of this version: this one, that of the search path, or one of pyenv's."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    for python in (sys.executable, f"python{version}", *map(str, root.glob(f"versions/{version}.*/bin/python"))):
        asked = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        with suppress(FileNotFoundError):
            if subprocess.run(asked, capture_output=True, text=True, check=False).stdout == f"{version}\n":
                return python
    pytest.skip(f"Python {version} is not installed")
