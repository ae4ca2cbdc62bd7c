"""docs/using-the-data.md is true: each block runs, and answers what the dataset that it is run on holds."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT
from tests.dataset import build

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (PROJECT / "docs" / "using-the-data.md").read_text("utf-8")
PARTS = {part.partition("\n")[0]: part for part in TEXT.split("\n## ")[1:]}
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [
    pytest.param(heading, code, id=f"{heading}-{number}")
    for heading, part in PARTS.items()
    for number, code in enumerate(BLOCK.findall(part))
]
# What each block under a heading must print, as patterns, and what none may.
ANSWERS: dict[str, tuple[list[str], str]] = {
    "The latest text of an institute": (["Grain reserves", r"Prices fall\.", "2024-03-02"], "rise|Lost|Wind"),
    "Views over time": (["Grain reserves", r"\b10\b", r"\b25\b", r"\b1040\b", r"\b2000\b"], "Wind"),
    "What changed this week": (["content", "new", "removed", "grain", "port", "lost"], "wind"),
    "All versions of one article": ([r"-Prices rise\.|content", r"\+Prices fall\.|removed"], "wind"),
    "Freshness by source": ([r"demo\b.*\b0\b", r"kite\b.*\b19\b"], "error"),
    "Who wrote it, and where a value came from": (["Ada Brun", "Harbour Institute", "José Ünal"], "error"),
    "Reading only what is new": (["demo 6 versions, up to publish 3", "kite 1 versions, up to publish 2"], "error"),
    "Checking a copy": (["as written: articles/source=demo/part-0.parquet 4 rows", "runs/source=kite"], "differs"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    build(home / "output" / "data", datetime.now(UTC))
    return home


def test_every_query_that_is_asked_for_is_there() -> None:
    assert list(PARTS) == list(ANSWERS)
    for heading in list(ANSWERS)[:6]:
        readers = re.findall(r"^import (pandas|duckdb|polars)", PARTS[heading], re.MULTILINE)
        assert set(readers) == {"pandas", "duckdb", "polars"}


@pytest.mark.parametrize(("heading", "code"), BLOCKS)
def test_a_block_answers(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], heading: str, code: str
) -> None:
    monkeypatch.chdir(home)
    exec(compile(code, heading, "exec"), {})
    told = capfd.readouterr().out
    wanted, unwanted = ANSWERS[heading]
    assert [pattern for pattern in wanted if not re.search(pattern, told)] == [], told
    assert not re.search(unwanted, told), told
