"""The documents are true: what they show is run, and what they list is what there is."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from crawler.demo.server import DemoServer
from crawler.source import load
from output.documents.dictionary import dictionary
from tests.conftest import PROJECT, Done, cold_thinktap, python, thinktap

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = [PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (PROJECT / "docs").glob("*.md")
)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
README = (PROJECT / "README.md").read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return [body for name, body in BLOCK.findall(text) if name == language]


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """A folder in which `make crawl` has run once, as far as its output goes."""
    home = tmp_path_factory.mktemp("home")
    with DemoServer(port=0) as free:
        port = free.port
    done = cold_thinktap("demo", "--crawl", "--port", port, "--output", home / "output" / "data")
    assert done.status == 0, done.stderr
    return home, Done(0, done.stdout.replace(f"{home}/", ""), done.stderr.replace(str(port), "8765"))


def test_the_readme_s_commands_are_there() -> None:
    commands = "".join(blocks(README, "sh")).splitlines()
    assert commands == ["make crawl", "make test"]
    for command in commands:
        planned = subprocess.run(
            [*shlex.split(command), "--dry-run"], cwd=PROJECT, capture_output=True, text=True, check=True
        )
        assert {"make crawl": "thinktap demo --crawl", "make test": "pytest"}[command] in planned.stdout
    assert "make test" in (PROJECT / ".ci" / "run").read_text().splitlines()


def test_the_readme_shows_the_real_output(first_run: tuple[Path, Done]) -> None:
    shown = next(block for block in blocks(README, "") if block.startswith("The demo site"))
    _, done = first_run
    told = [line for stream in (done.stderr, done.stdout) for line in stream.splitlines()]

    def plain(line: str) -> str:
        return re.sub(r"\s*\d+\.\d$|^Load it:  \S+", "", line.strip())

    assert sorted(map(plain, shown.splitlines())) == sorted(map(plain, told))


@pytest.mark.parametrize("code", blocks(README, "python"))
def test_the_readme_s_python_runs(first_run: tuple[Path, Done], code: str) -> None:
    home, _ = first_run
    done = python("-W", "error", "-c", f"import os; os.chdir({str(home)!r})\n{code}")
    assert done.status == 0, done.stderr
    assert "title" in done.stdout


def test_the_printed_line_loads_the_result(first_run: tuple[Path, Done]) -> None:
    home, done = first_run
    line = next(line for line in done.stdout.splitlines() if line.startswith("Load it:"))
    command = shlex.split(line.removeprefix("Load it:"))
    loaded = subprocess.run(
        [python_path(command[0]), *command[1:]], cwd=home, capture_output=True, text=True, check=True
    )
    assert "[61 rows x 43 columns]" in loaded.stdout


def python_path(named: str) -> str:
    return str((PROJECT / named).absolute())


@pytest.mark.parametrize("block", [block for path in DOCUMENTS for block in blocks(path.read_text("utf-8"), "toml")])
def test_sources_in_the_documents_are_right(tmp_path: Path, block: str) -> None:
    path = tmp_path / "example.toml"
    path.write_text(block, "utf-8")
    assert load(path).listing.start


@pytest.mark.parametrize("command", ["add", "check", "crawl", "extract", "demo"])
def test_every_option_is_documented(command: str) -> None:
    options = set(re.findall(r"(?<![\w-])--[a-z-]+", thinktap(command, "--help").stdout)) - {"--help"}
    documented = set(re.findall(r"(?<![\w-])--[a-z-]+", (PROJECT / "docs" / "commands.md").read_text("utf-8")))
    short = {"--quiet": "`-q`", "--verbose": "`-v`"}
    text = (PROJECT / "docs" / "commands.md").read_text("utf-8")
    assert [option for option in options if option not in documented and short.get(option, "?") not in text] == []


def test_every_column_is_documented_as_it_is() -> None:
    text = (PROJECT / "docs" / "dataset.md").read_text("utf-8")
    assert text.partition("## Tables\n")[2] == dictionary(), "`make tables` writes them anew"


def test_every_dependency_has_its_reason() -> None:
    project = (PROJECT / "pyproject.toml").read_text("utf-8")
    named = set(re.findall(r'^    "([A-Za-z0-9_.-]+)(?:\[\w+\])?>=', project, re.MULTILINE))
    first_cells = re.findall(r"^\| (.+?) \|", (PROJECT / "docs" / "dependencies.md").read_text("utf-8"), re.MULTILINE)
    reasons = {name for cell in first_cells for name in cell.split(", ")}
    assert named <= reasons
    assert reasons - {"package", "---"} <= named | {"hatchling", "editables"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
        assert target.startswith("https://") or (path.parent / target).exists(), target


@pytest.mark.parametrize(
    ("pins", "groups"),
    [
        ("run", ("build",)),
        ("delta", ("build", "delta")),
        ("dev", ("build", "dev", "delta")),
        ("spark", ("build", "spark")),
        ("bench", ("build", "bench")),
        ("audit", ("build", "audit")),
    ],
)
def test_pins_cover_what_the_project_names(pins: str, groups: tuple[str, ...]) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    sets = {**project["dependency-groups"], **project["project"]["optional-dependencies"]}
    named = [*project["project"]["dependencies"], *(one for group in groups for one in sets[group])]
    pinned = re.findall(
        r"^([a-z0-9_.-]+)==", (PROJECT / "requirements" / f"{pins}.txt").read_text("utf-8"), re.MULTILINE
    )
    assert {_normal(re.split(r"\[|>=", one)[0]) for one in named} <= set(map(_normal, pinned))


def _normal(name: str) -> str:
    """A package's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_all_pins_fit_in_one_environment() -> None:
    def pinned(name: str) -> dict[str, str]:
        text = (PROJECT / "requirements" / f"{name}.txt").read_text("utf-8")
        pins = re.findall(r"^([a-z0-9_.-]+)==(\S+)(.*)", text, re.MULTILINE)
        return {name + marker: version for name, version, marker in pins}

    for one, other in combinations(map(pinned, ("run", "delta", "dev", "spark", "bench", "audit")), 2):
        assert {name: one[name] for name in one.keys() & other} == {name: other[name] for name in one.keys() & other}


def test_pins_name_no_index() -> None:
    for path in (PROJECT / "requirements").glob("*.txt"):
        text = path.read_text("utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert text.count("==") > 50


def test_ci_s_script_can_be_read_and_runs_the_readme_s_command() -> None:
    script = PROJECT / ".ci/run"
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    assert "make test" in script.read_text("utf-8").split("\n")
