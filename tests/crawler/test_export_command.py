"""`thinktap export` as it is called: to stdout or a file, and what it says of a mistake."""

from __future__ import annotations

import csv
import io
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.conftest import COMMAND_SECONDS, thinktap
from tests.dataset import build

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("dataset") / "data"
    build(made, datetime(2026, 3, 1, 12, tzinfo=UTC))
    return made


def test_articles_come_as_csv_on_stdout(root: Path) -> None:
    done = thinktap("export", "--output", root, "--source", "demo", "--columns", "title,views")
    assert done.status == 0
    assert ["Ports", "2000"] in [*csv.reader(io.StringIO(done.stdout))]


def test_who_reads_no_further_is_no_fault_of_the_disk(root: Path) -> None:
    command = [sys.executable, "-c", "from crawler.cli import main; main()", "export", "--output", str(root)]
    reader, writer = os.pipe()
    os.close(reader)  # as `head` does when it has enough
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, timeout=COMMAND_SECONDS, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


def test_several_tables_come_into_one_file(root: Path, tmp_path: Path) -> None:
    done = thinktap("export", "runs", "articles", "--output", root, "--to", tmp_path / "a.db")
    assert (done.status, done.stdout) == (0, "")
    base = sqlite3.connect(tmp_path / "a.db")
    assert {name for (name,) in base.execute("SELECT name FROM sqlite_master")} == {"runs", "articles"}


@pytest.mark.parametrize("form", ["csv", "xlsx", "duckdb", "sqlite"])
def test_a_file_that_cannot_be_written_is_named_and_no_other(root: Path, form: str) -> None:
    done = thinktap("export", "--output", root, "--to", f"/proc/x.{form}")
    assert (done.status, len(done.stderr.splitlines())) == (74, 1), done.stderr
    assert done.stderr.count("/proc/") == done.stderr.count(f"/proc/x.{form}") > 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["articels"], "there is no table articels; did you mean articles?"),
        (
            ["nonsense"],
            "there are aliases, article_versions, articles, fetches, observations, rejects, runs, sources",
        ),
        (["--source", "nonsense"], "no source is called nonsense; there are demo, kite"),
        (["--source", "demmo"], "no source is called demmo; did you mean demo?"),
        (["--columns", "titel"], "articles has no column titel"),
        (["--format", "xml"], "--format is one of csv, jsonl, xlsx, sqlite, duckdb, not xml"),
        (["--to", "a.parquet"], "--format is one of"),
        (["--format", "xlsx"], "xlsx needs a file"),
        (["articles", "runs"], "csv holds one table"),
        (["aliases", "--since", "2024-01-01"], "aliases has no column of days"),
        (["--output", "nowhere"], "there is no dataset in nowhere"),
        (["--output", "pyproject.toml"], "--output must be a folder, and pyproject.toml is a file"),
        (["--since", "yesterday"], "--since is a day, as 2026-01-31, not yesterday"),
        (["--until", "2026-02-30"], "--until is a day, as 2026-01-31, not 2026-02-30"),
        (["--output", "s3://bucket/x"], "must be a folder of this machine"),
    ],
)
def test_a_mistake_is_said_in_one_line(root: Path, arguments: list[str], words: str) -> None:
    done = thinktap("export", "--output", root, *arguments)
    assert (done.status, done.stdout) == (2, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
