"""What has changed between two versions: the words of a text, and the fields that differ."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.changes.compare import compare
from output.changes.words import MOST_PAIRS, Kind, word_changes
from output.schema import CONTENT

TEXTS = st.text(alphabet="ab 中\n.", max_size=60)


def marked(before: str, after: str) -> str:
    marks = {Kind.SAME: "{}", Kind.GONE: "[-{}-]", Kind.COME: "{{+{}+}}"}
    return "".join(marks[kind].format(text) for kind, text in word_changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "", ""),
        ("Same.", "Same.", "Same."),
        ("", "New.", "{+New.+}"),
        ("Gone.", "", "[-Gone.-]"),
        ("Prices rise again.", "Prices fall again.", "Prices [-rise-]{+fall+} again."),
        ("One.\n\nThree.", "One.\n\nTwo.\n\nThree.", "One.\n\n{+Two.\n\n+}Three."),
        ("粮食储备低", "粮食储备高", "粮食储备[-低-]{+高+}"),
        ("A café.", "A cafés.", "A [-café-]{+cafés+}."),
    ],
)
def test_words(before: str, after: str, told: str) -> None:
    assert marked(before, after) == told


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(text for kind, text in pieces if kind is not Kind.COME) == before
    assert "".join(text for kind, text in pieces if kind is not Kind.GONE) == after
    assert all(one.kind is not other.kind for one, other in pairwise(pieces))


def test_what_is_too_long_to_compare_counts_as_replaced() -> None:
    many = int(MOST_PAIRS**0.5) + 1
    before, after = " ".join(["a b"] * many), " ".join(["c d"] * many)
    assert marked(f"x {before} y", f"x {after} y") == f"x [-{before}-]{{+{after}+}} y"


def row(**said: Any) -> dict[str, Any]:
    lists = {"authors", "topics", "rights_signals", "images", "attachments", "provenance"}
    empty = {column.name: [] if column.name in lists else None for column in CONTENT}
    return {**empty, "kind": "content", "text": "Low.", "extractor": "e1", **said}


MARCH, MAY = datetime(2024, 3, 2, 8, tzinfo=UTC), datetime(2024, 5, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        ({}, {}, []),
        ({"title": "Ports"}, {"title": "Ports and docks"}, ["title"]),
        ({"topics": ["a"]}, {"topics": ["a", "b"]}, ["topics"]),
        (
            {"published": date(2024, 3, 2), "published_at": MARCH, "published_raw": "2 March"},
            {"published": date(2024, 5, 2), "published_at": MAY, "published_raw": "2 May"},
            ["published"],
        ),
        ({"published_raw": "2 March"}, {"published_raw": "March 2"}, ["published_raw"]),
        ({"markdown": "Low."}, {"text": "High.", "markdown": "High.", "word_count": 1}, ["text"]),
        ({"markdown": "Low."}, {"markdown": "*Low.*"}, ["markdown"]),
        ({}, {"title": "Ports", "extractor": "e2"}, ["title"]),
        ({}, {"title": "Ports", "extractor": "e2", "kind": "reextracted"}, ["title", "extractor"]),
        ({}, {"extractor": "e2"}, ["extractor"]),
    ],
)
def test_the_fields_that_differ(before: dict[str, Any], after: dict[str, Any], fields: list[str]) -> None:
    assert [change.field for change in compare(row(**before), row(**after))] == fields
