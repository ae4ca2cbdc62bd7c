"""Pages made for one test: a few elements, and what the crawler would hand in with them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelines.document import Document, document
from pipelines.page import Hints, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

URL = "https://kite.example/views/9.html"
FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
TEXT = "<p>" + "The committee met again in the autumn and agreed on very little. " * 8 + "</p>"


def page(
    body: str, head: str = "", hints: Hints | None = None, headers: Sequence[tuple[str, str]] = (), url: str = URL
) -> Page:
    html = f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return Page("kite", url, html.encode(), FETCHED, hints=hints or Hints(), headers=tuple(headers))


def parsed(
    body: str, head: str = "", hints: Hints | None = None, headers: Sequence[tuple[str, str]] = (), url: str = URL
) -> Document:
    read = document(page(body, head, hints, headers, url))
    assert read is not None
    return read
