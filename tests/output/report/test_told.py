"""What the tables of a source tell a report, in cases whose figures were counted by hand."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from output.changes.words import Kind
from output.layout import Layout
from output.report.changes import changes_of, compared
from output.report.coverage import FIELDS, coverage_of, is_lost
from output.report.funnel import FETCH_COLUMNS, REJECT_COLUMNS, funnel_of
from output.report.growth import growth_of, most_grown
from output.report.told import told_by
from output.schema import ARTICLES, FETCHES, OBSERVATIONS, REJECTS
from tests.dataset import build

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 26, 6, tzinfo=UTC)


def rows(days_ago: int, count: int, *, titled: int, status: str = "active") -> list[dict[str, Any]]:
    """So many articles read on one day, of which some have a title."""
    at = NOW - timedelta(days=days_ago)
    row = {"last_changed_at": at, "status": status, "word_count": 0, "topics": [], "authors": []}
    return [{**row, "title": "Grain" if number < titled else None} for number in range(count)]


def of_title(*some: list[dict[str, Any]]) -> Any:
    table = pa.Table.from_pylist([row for one in some for row in one], schema=_lax(ARTICLES.schema))
    return next((one for one in coverage_of(table) if one.field == "title"), None)


def _lax(schema: pa.Schema) -> pa.Schema:
    return pa.schema([field.with_nullable(nullable=True) for field in schema])


@pytest.mark.parametrize(
    ("some", "now", "articles", "usual"),
    [
        ([rows(0, 10, titled=10), rows(1, 10, titled=5)], 1.0, 10, 0.5),
        ([rows(0, 3, titled=3)], 1.0, 3, None),  # too few to compare, and all there is
        ([rows(0, 4, titled=0), rows(1, 6, titled=6), rows(2, 10, titled=9)], 0.6, 10, 0.9),  # two days make a batch
        ([rows(0, 20, titled=20), rows(29, 10, titled=0)], 1.0, 20, None),  # older than 28 days
        ([rows(0, 20, titled=20), rows(28, 10, titled=0)], 1.0, 20, 0.0),
        ([rows(0, 10, titled=10), rows(1, 10, titled=1), rows(2, 10, titled=2), rows(3, 10, titled=9)], 1.0, 10, 0.2),
        ([rows(0, 10, titled=10), rows(1, 9, titled=0)], 1.0, 10, None),  # nine are too few for a share
        ([rows(0, 10, titled=10, status="gone"), rows(5, 10, titled=5)], 0.5, 10, None),  # what is gone is not read
    ],
)
def test_the_newest_batch_is_compared_with_the_median_of_those_before(
    some: list[list[dict[str, Any]]], now: float, articles: int, usual: float | None
) -> None:
    told = of_title(*some)
    assert (told.now, told.articles, told.usual) == (now, articles, usual)


def test_since_when_a_field_is_lost() -> None:
    lost = [rows(day, 10, titled=0) for day in (0, 1, 3)]
    before = [rows(day, 10, titled=10) for day in range(5, 12)]
    assert of_title(*lost, *before).since == date(2026, 11, 23)
    assert of_title(*lost[:1], *before).since == date(2026, 11, 26)
    assert of_title(*before).since is None
    assert of_title(*lost).since is None, "it never had one"


def test_an_empty_list_and_a_text_without_words_are_no_value() -> None:
    told = {
        one.field: one.now for one in coverage_of(pa.Table.from_pylist(rows(0, 2, titled=1), _lax(ARTICLES.schema)))
    }
    assert told == {**dict.fromkeys(FIELDS, 0.0), "title": 0.5}


def test_without_an_active_article_there_is_no_coverage() -> None:
    assert of_title() is None
    assert of_title(rows(0, 3, titled=3, status="gone")) is None


@pytest.mark.parametrize(
    ("now", "usual", "sizes", "lost"),
    [
        (0.0, 1.0, (10, 100), True),
        (0.0, 0.97, (10, 10), True),
        (0.8, 1.0, (10, 10), False),  # two of ten
        (0.5, 0.6, (500, 500), False),  # more than chance, and too little to look at
        (0.3, 0.6, (500, 500), True),
        (0.3, 0.6, (10, 50), False),  # three of ten, where six are usual: it happens
        (1.0, 0.2, (10, 10), False),  # it has risen
        (0.0, 0.0, (10, 10), False),
    ],
)
def test_a_field_is_lost_when_it_falls_by_more_than_chance(
    now: float, usual: float, sizes: tuple[int, int], lost: bool
) -> None:
    assert is_lost(now, usual, sizes) is lost


def fetches(*asked: tuple[str, str]) -> pa.Table:
    names = ("url", "outcome")
    return pa.Table.from_pylist([dict(zip(names, one, strict=True)) for one in asked], _lax(FETCHES.schema)).select(
        FETCH_COLUMNS
    )


def rejects(*refused: tuple[str, str | None, str]) -> pa.Table:
    names = ("url", "field", "reason")
    return pa.Table.from_pylist([dict(zip(names, one, strict=True)) for one in refused], _lax(REJECTS.schema)).select(
        REJECT_COLUMNS
    )


@pytest.mark.parametrize(
    ("listed", "asked", "refused", "stored", "steps", "losses"),
    [
        (0, [], [], [], (0, 0, 0, 0), {}),
        (3, [("a", "page"), ("b", "page"), ("c", "page")], [], ["a", "b", "c"], (3, 3, 3, 3), {}),
        (5, [("a", "page")], [], ["a", "z"], (5, 1, 1, 1), {("fetched", "known, and not due to be asked again"): 4}),
        # One that failed and then came is not lost; one that came twice counts once.
        (2, [("a", "failed"), ("a", "page"), ("b", "page"), ("b", "page")], [], ["a", "b"], (2, 2, 2, 2), {}),
        (1, [("a", "missing"), ("a", "failed")], [], [], (1, 0, 0, 0), {("fetched", "no usable answer"): 1}),
        (
            2,
            [("a", "page"), ("b", "page")],
            [("b", None, "no body"), ("a", "views", "several counters")],
            ["a"],
            (2, 2, 1, 1),
            {("extracted", "no body"): 1},
        ),
        (1, [], [("x", None, "on another site")], [], (1, 0, 0, 0), {("fetched", "on another site"): 1}),
        (
            2,
            [("a", "page"), ("a?p=2", "page")],
            [],
            ["a"],
            (2, 2, 2, 1),
            {("stored", "a second address or a further page of an article"): 1},
        ),
        # What is as it was: an article, but for the listing, which is none.
        (1, [("a", "unchanged"), ("list", "unchanged")], [], ["a"], (1, 1, 1, 1), {}),
        (0, [("https://x/robots.txt", "missing"), ("https://x/sitemap_index.xml", "missing")], [], [], (0,) * 4, {}),
    ],
)
def test_each_address_counts_once_on_its_way(  # noqa: PLR0913, PLR0917  (a table of cases)
    listed: int,
    asked: list[tuple[str, str]],
    refused: list[tuple[str, str | None, str]],
    stored: list[str],
    steps: tuple[int, ...],
    losses: dict[tuple[str, str], int],
) -> None:
    urls = pa.chunked_array([stored], pa.string())
    told = funnel_of(listed, fetches(*asked), rejects(*refused), urls)
    assert (told.listed, told.fetched, told.extracted, told.stored) == steps
    assert told.losses == losses


def test_two_funnels_make_one() -> None:
    urls = pa.chunked_array([["a"]], pa.string())
    one = funnel_of(3, fetches(("a", "page")), rejects(), urls)
    both = one + one
    assert (both.listed, both.stored) == (6, 2)
    assert both.lost_at("fetched") == [("known, and not due to be asked again", 4)]


def test_views_grow_from_the_first_reading_to_the_last() -> None:
    def read(article: str, days_ago: int, views: int) -> dict[str, Any]:
        return {"article_id": article, "observed_at": NOW - timedelta(days=days_ago), "views": views}

    table = pa.Table.from_pylist(
        [
            *(read("b", 1, 90), read("a", 3, 5), read("b", 9, 50), read("a", 1, 7), read("c", 2, 9)),
            *(read("d", 2, 9), read("d", 1, 3)),  # a counter that was set back
        ],
        _lax(OBSERVATIONS.schema),
    )
    assert [(one.article_id, one.by) for one in growth_of("kite", table)] == [("b", 40), ("a", 2)]
    assert [views for _, views in growth_of("kite", table)[0].curve] == [50, 90]
    other = growth_of("demo", table)
    assert [(one.source, one.by) for one in most_grown(growth_of("kite", table) + other)][:2] == [
        ("demo", 40),
        ("kite", 40),
    ]


def test_a_whole_source_is_told_of(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    layout = Layout.at(tmp_path)
    told = told_by(layout, "demo", NOW)
    assert told.faults == []
    assert told.licenses == Counter({None: 2, "CC-BY-4.0": 1})
    assert [one.by for one in told.growth] == [1_040 - 25]
    assert told.changed == 2
    shares = {one.field: round(one.now, 2) for one in told.coverage}
    assert (shares["title"], shares["published"], shares["updated"], shares["views"]) == (0.67, 0.33, 0.67, 0.67)
    assert (told.funnel.listed, told.funnel.fetched, told.funnel.extracted, told.funnel.stored) == (5, 3, 3, 3)
    assert told.funnel.lost_at("fetched") == [("no body", 1), ("not there any more (404 or 410)", 1)]
    changed = {one.change.kind: one for one in compared(layout, "demo", told.changes)}
    assert changed["content"].title == "Grain reserves"
    (text,) = changed["content"].fields
    assert [one.text for one in text.pieces if one.kind is not Kind.SAME] == ["rise", "fall"]
    assert (changed["removed"].title, changed["removed"].fields) == ("Lost", ())


def test_a_damaged_file_costs_what_it_would_have_told(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    layout = Layout.at(tmp_path)
    for path in layout.files(OBSERVATIONS, "demo"):
        path.write_bytes(b"PAR1 and no more")
    told = told_by(layout, "demo", NOW)
    assert len(told.faults) == 1
    assert "observations" in told.faults[0]
    assert told.growth == []
    assert told.changed == 2


def test_a_source_without_any_file_tells_nothing(tmp_path: Path) -> None:
    told = told_by(Layout.at(tmp_path), "kite", NOW)
    assert told.faults == []
    assert (told.coverage, told.newest, told.funnel.listed) == ((), [], 0)


def test_our_own_versions_are_no_changes() -> None:
    kinds = ("new", "content", "reextracted", "removed")
    table = pa.table(
        {
            "article_id": list("abcd"),
            "version": [1, 2, 2, 2],
            "kind": kinds,
            "valid_from": [datetime(2026, 11, day, tzinfo=UTC) for day in range(1, 5)],
        }
    )
    count, newest = changes_of("kite", table)
    assert count == 2
    assert [(one.kind, one.at.date()) for one in newest] == [
        ("removed", date(2026, 11, 4)),
        ("content", date(2026, 11, 2)),
    ]
