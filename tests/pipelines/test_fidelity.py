"""Pages of our own whose text and Markdown are written by hand, word for word and blank for blank."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from output.records import Article
from pipelines.document import document
from pipelines.normalize import normalize
from pipelines.page import Hints, Page
from pipelines.rendering.render import render, render_text

CASES = sorted((Path(__file__).parent.parent / "pages" / "fidelity").iterdir())
URL = "https://quay.example/notes/9.html"
ARTICLE = Hints(selectors=(("body", "article"),))  # which lines are the body is no matter here
FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page_reads_as_written(case: Path) -> None:
    article = normalize(Page("quay", URL, (case / "page.html").read_bytes(), FETCHED, hints=ARTICLE))
    assert isinstance(article, Article), article
    assert article.text == (case / "text.txt").read_text("utf-8").removesuffix("\n")
    assert article.markdown == (case / "body.md").read_text("utf-8").removesuffix("\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_text_alone_is_the_same(case: Path) -> None:
    page = document(Page("quay", URL, (case / "page.html").read_bytes(), FETCHED))
    assert page is not None
    lines = range(len(page.lines))
    assert render_text(page, lines) == render(page, lines).text != ""
    assert render_text(page, ()) == ""
