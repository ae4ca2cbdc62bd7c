"""WordPress: what its API answers, and the page that follows a full one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.listings.record import Link, Turn
from crawler.listings.wordpress import PER_PAGE, read
from pipelines.page import StatedDate

URL = "https://kite.example/wp-json/wp/v2/posts?per_page=100"
POST = {
    "link": "https://kite.example/a/1",
    "title": {"rendered": "Grain &#8217;n&#8217; bread"},
    "date_gmt": "2024-03-05T09:00:00",
    "modified_gmt": "2024-04-01T00:00:00",
}


def test_what_it_answers() -> None:
    found = read(json.dumps([POST]), URL)
    assert found is not None
    stated = (
        StatedDate("published", "api", "2024-03-05T09:00:00Z"),
        StatedDate("updated", "api", "2024-04-01T00:00:00Z"),
    )
    assert found.links == (Link("https://kite.example/a/1", "Grain \u2019n\u2019 bread", stated=stated),)
    assert found.next == ()


def test_a_full_page_goes_on() -> None:
    full = json.dumps([{**POST, "link": f"https://kite.example/a/{n}"} for n in range(PER_PAGE)])
    first, third = read(full, URL), read(full, f"{URL}&page=3")
    assert first is not None
    assert third is not None
    assert first.next == (Turn(f"{URL}&page=2"),)
    assert third.next == (Turn("https://kite.example/wp-json/wp/v2/posts?per_page=100&page=4"),)


@pytest.mark.parametrize("text", ["", "{", '{"code": "rest_disabled"}', "[1]", '[{"id": 1}]', "<html>", "null"])
def test_what_is_no_answer(text: str) -> None:
    assert read(text, URL) is None


def test_a_site_without_posts() -> None:
    found = read("[]", URL)
    assert found is not None
    assert (found.links, found.next) == ((), ())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["link", "title", "rendered", "date_gmt", "modified_gmt"]), inner, max_size=3
            )
        ),
    )
)
def test_nothing_breaks_it(said: object) -> None:
    read(json.dumps(said), URL)
