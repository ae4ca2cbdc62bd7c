"""How is one article shown? Field by field: the value, how it was read, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from output.report.words import day, plain, value, web
from output.rows import BELIEVED

if TYPE_CHECKING:
    from collections.abc import Mapping

# Label, column, and the name that the evidence has for it.
FIELDS = (
    ("title", "title", "title"),
    ("authors", "authors", "authors"),
    ("published", "published_edtf", "published"),
    ("updated", "updated_edtf", "updated"),
    ("text", "text", "text"),
    ("summary", "summary", "summary"),
    ("language", "language", "language"),
    ("section", "section", "section"),
    ("topics", "topics", "topics"),
    ("views", "views", "views"),
    ("license", "license", "license"),
    ("copyright", "copyright_holder", "copyright_holder"),
    ("rights signals", "rights_signals", "rights_signals"),
)


class Line(NamedTuple):
    """One field of an article.

    Attributes:
        name: Of the field.
        value: As a person reads it; empty when the article has none.
        method: How it was read; where there is no value, what was weighed and not believed.
        confidence: From 0 to 1. Null when nothing was weighed.
    """

    name: str
    value: str
    method: str
    confidence: float | None


class Shown(NamedTuple):
    """One article.

    Attributes:
        title: What it is called, or its address.
        url: Its address, where that may be a link.
        seen: The day it was first seen.
        lines: Its fields.
        page: The file with its saved page, as seen from the report. Null when there is none.
    """

    title: str
    url: str | None
    seen: str
    lines: list[Line]
    page: str | None


def shown(row: Mapping[str, Any], page: str | None) -> Shown:
    """An article as it is shown.

    Args:
        row: Its row in `articles`.
        page: As in `Shown`.
    """
    title = plain(row["title"] or row["url"])
    return Shown(title, web(row["url"]), day(row["first_seen_at"]), [_line(row, *field) for field in FIELDS], page)


def _line(row: Mapping[str, Any], name: str, column: str, evidence: str) -> Line:
    words = plain(value(row[column]))
    weighed = [one for one in row["provenance"] or () if one["field"] in {evidence, column}]
    best = max(weighed, key=lambda one: one["confidence"], default=None)
    if best is None:
        return Line(name, words, "", None)
    if not words and best["confidence"] < BELIEVED:
        return Line(name, "", f"not believed: {plain(best['raw'] or best['method'], 60)}", best["confidence"])
    return Line(name, words, plain(best["method"], 40), best["confidence"])
