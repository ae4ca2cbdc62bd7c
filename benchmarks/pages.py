"""Where are the labelled pages, and how are answers scored? Found by THINKTAP_PAGES, scored by the folder's own `score.py`."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    Row = dict[str, Any]

FETCHED = datetime(2026, 11, 1, tzinfo=UTC)  # after the newest saved page


def root() -> Path:
    """The folder of the labelled pages; ends the program when THINKTAP_PAGES does not name it."""
    named = os.environ.get("THINKTAP_PAGES")
    if not named:
        sys.exit("THINKTAP_PAGES names no folder of labelled pages")
    return Path(named)


def folder_of(name: str) -> Path:
    """The folder of one set of pages."""
    return root() / "pages" / name


def labels_of(folder: Path) -> list[Row]:
    """The labels of a set, a page each."""
    return [json.loads(line) for line in (folder / "labels.jsonl").read_text("utf-8").strip().split("\n")]


def body_of(folder: Path, label: Row) -> bytes:
    """The bytes of a labelled page."""
    return gzip.decompress((folder / "html" / f"{label['id']}.html.gz").read_bytes())


def page_of(folder: Path, label: Row) -> Page:
    """A labelled page, as the crawler hands it in."""
    return Page("bench", label["url"], body_of(folder, label), FETCHED)


def scores(folder: Path, rows: Sequence[Row], labels: Sequence[Row] | None = None) -> dict[str, float]:
    """The figures of a set for predictions, one row a page.

    Args:
        folder: The set's folder.
        rows: The predictions.
        labels: The pages that count; all of them when it is null.
    """
    with (
        tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file,
        tempfile.NamedTemporaryFile("w", suffix=".jsonl") as some,
    ):
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        some.writelines(json.dumps(label) + "\n" for label in labels or ())
        some.flush()
        wanted = some.name if labels else str(folder / "labels.jsonl")
        score = [sys.executable, str(folder.parent / "score.py"), wanted, file.name]
        told = subprocess.run(score, capture_output=True, text=True, check=True).stdout
    found: dict[str, float] = json.loads(told)
    return found


def precision_and_recall(folder: Path, label: Row, body: str) -> tuple[float, float]:
    """Over the shingles of one page, as the folder's scorer counts them; 0 and 0 where nothing is right."""
    scorer = _scorer(folder.parent / "score.py")
    right, extra, missed = scorer.overlap(scorer.shingles(label["body"]), scorer.shingles(body))
    return (right / (right + extra), right / (right + missed)) if right else (0.0, 0.0)


@cache
def _scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
