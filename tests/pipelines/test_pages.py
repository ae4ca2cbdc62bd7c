"""Saved pages of our own: each gives what was read from it by eye."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from output.records import Article
from output.rows import article_row
from pipelines.normalize import normalize
from pipelines.page import Answer, Needs, Page

PAGES = Path(__file__).parent.parent / "pages"
CASES = sorted(path.parent for path in PAGES.rglob("expected.json"))
FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
BODY = ("url", "paragraphs", "starts", "ends", "never")


def read(case: Path, url: str) -> Article:
    page = Page(case.parent.name, url, (case / "page.html").read_bytes(), FETCHED)
    answers = json.loads((case / "answers.json").read_text()) if (case / "answers.json").exists() else {}
    given = normalize(page)
    while isinstance(given, Needs):
        page = page.with_answer(Answer(given.url, answers[given.url]))
        given = normalize(page)
    assert isinstance(given, Article), given
    return given


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_page_gives_what_it_says(case: Path) -> None:
    expected: dict[str, Any] = json.loads((case / "expected.json").read_text())
    article = read(case, expected["url"])
    row = {
        name: value if value is None or isinstance(value, int | list) else str(value)
        for name, value in article_row(article).items()
    }
    row["authors"] = [author["name"] for author in row["authors"]]
    for name in ("published_at", "updated_at"):
        row[name] = row[name] and row[name].replace(" ", "T")
    columns = {name: value for name, value in expected.items() if name not in BODY}
    assert {name: row[name] for name in columns} == columns
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) == expected.get("paragraphs", len(paragraphs))
    assert article.text.startswith(expected.get("starts", ""))
    assert article.text.endswith(expected.get("ends", ""))
    assert [words for words in expected["never"] if words in article.text] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_every_value_has_its_evidence(case: Path) -> None:
    article = read(case, json.loads((case / "expected.json").read_text())["url"])
    row = article_row(article)
    told = {evidence.field for evidence in article.provenance}
    fields = ("title", "authors", "published", "updated", "language", "section", "topics", "summary", "text", "views")
    rights = (
        "copyright_holder",
        "copyright_years",
        "license",
        "license_url",
        "rights_raw",
        "rights_signals",
        "reserved",
    )
    assert {name for name in (*fields, *rights) if row[name]} == told - {"attachments"}


def test_every_source_has_a_case() -> None:
    assert {case.parent for case in CASES} == {folder for folder in PAGES.iterdir() if folder.is_dir()} - {
        PAGES / "fidelity"
    }
