"""Addresses that count: the page or the offset goes up, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.listings.counting import counted_up, following, position

URL = "https://kite.example/list"


@pytest.mark.parametrize(
    ("query", "entries", "expected"),
    [
        ("?page=1", 10, "?page=2"),
        ("?b=2&page=9&a=1", 10, "?b=2&page=10&a=1"),
        ("?currentPage=3", 10, "?currentPage=4"),
        ("?offset=20", 10, "?offset=30"),
        ("?start=0&limit=25", 10, "?start=25&limit=25"),
        ("?offset=0&page=1", 10, "?offset=10&page=1"),
        ("?offset=0", 0, None),
        ("?page=", 10, None),
        ("?page=x", 10, None),
        ("?page=99999999", 10, None),
        ("?q=2", 10, None),
        ("", 10, None),
    ],
)
def test_the_address_that_follows(query: str, entries: int, expected: str | None) -> None:
    assert following(URL + query, entries) == (None if expected is None else URL + expected)


@pytest.mark.parametrize(
    ("query", "expected"), [("?page=3", 20), ("?page=3&limit=5", 10), ("?offset=7", 7), ("?page=0", 0), ("", None)]
)
def test_what_comes_before(query: str, expected: int | None) -> None:
    assert position(URL + query, 10) == expected


def test_a_parameter_that_is_not_there_begins_at_one() -> None:
    assert counted_up(f"{URL}?a=%20", "paged") == f"{URL}?a=+&paged=2"


@given(st.integers(0, 10**6), st.integers(1, 100))
def test_an_offset_grows_by_what_was_given(offset: int, entries: int) -> None:
    assert following(f"{URL}?start={offset}", entries) == f"{URL}?start={offset + entries}"
