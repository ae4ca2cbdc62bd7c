"""Rows: what is staged is what Arrow takes, and comes back as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.errors import Misfit
from output.rows import dump, load
from output.schema import ARTICLES, NEVER, TABLES, VERSIONS, Table

INSTANTS = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(
    st.text(st.characters(codec="utf-8")),
    st.none() | st.dates(date(1900, 1, 1)),
    INSTANTS,
    st.integers(-(2**63), 2**63 - 1),
)
def test_what_is_dumped_is_loaded(title: str, published: date | None, seen: datetime, views: int) -> None:
    row = {"title": title, "published": published, "first_seen_at": seen, "views": views}
    assert load(ARTICLES, dump(ARTICLES, row)) == row


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"no_such": 1}, "no column no_such"),
        ({"text": None}, "may not be null"),
        ({"views": 2**63}, "does not fit"),
        ({"views": "many"}, "does not fit"),
        ({"topics": [1]}, "does not fit"),
        ({"topics": ["a\ud800b"]}, "does not fit"),
        ({"published_at": datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-1)))}, "does not fit"),
    ],
)
def test_what_does_not_fit_is_refused_at_the_door(row: dict[str, Any], why: str) -> None:
    with pytest.raises(Misfit, match=why):
        dump(ARTICLES, row)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_column_is_described(table: Table) -> None:
    for column in table.columns:
        assert column.description.endswith("."), column.name
        assert column.null_means, column.name
        assert table.schema.field(column.name).nullable == (column.null_means != NEVER)
    assert set(table.key) <= table.names
    assert table.grows == bool(table.year_from)


def test_versions_hold_all_that_articles_say_but_the_counter() -> None:
    about_the_row = {"status", "first_seen_at", "last_changed_at", "canonical_url"}
    counter = {"views", "views_raw", "views_observed_at"}
    assert ARTICLES.names - VERSIONS.names == about_the_row | counter
