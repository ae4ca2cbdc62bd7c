"""docs/from-python.ipynb is true: its cells run in their order, and tell what the dataset and the page hold."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.conftest import PROJECT
from tests.dataset import build

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CELLS = json.loads((PROJECT / "docs" / "from-python.ipynb").read_text("utf-8"))["cells"]


def test_the_notebook_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build(tmp_path / "output" / "data", datetime.now(UTC))
    (tmp_path / "crawler").symlink_to(PROJECT / "crawler")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for cell in CELLS:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    told = capsys.readouterr().out
    assert "2 articles with more than 1,000 views" in told
    assert "7 versions in all\n0 since then" in told
    assert "Ports and power 2026-02-03 ['Ada Brun']" in told
    assert "Bruegel https://www.bruegel.org" in told


def test_the_notebook_is_kept_without_output() -> None:
    assert all(
        not cell["outputs"] and cell["execution_count"] is None for cell in CELLS if cell["cell_type"] == "code"
    )
