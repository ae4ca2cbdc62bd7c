"""Which addresses are forms of one? Those that differ in how they are reached, not in what they show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.addresses import is_alternate, is_variant, key, plain

A = "https://kite.example/views/a"


@pytest.mark.parametrize(
    "form",
    [
        "http://kite.example/views/a",
        "http://kite.example:80/views/a",
        "https://KITE.example./views/a",
        "https://www.kite.example/views/a/",
        "https://kite.example/views/a#part",
        "https://kite.example/views/a?utm_source=x&UTM_Medium=y&fbclid=1",
        "https://kite.example/views/a/amp",
        "https://kite.example/views/a/amp/?utm_source=x",
        "https://kite.example/amp/views/a",
        "https://amp.kite.example/views/a",
        "https://www.amp.kite.example/views/a",
        "https://m.kite.example/views/a",
        "https://kite.example/views/a.amp",
        "https://kite.example/views/a?amp",
        "https://kite.example/views/a?amp=1",
        "https://kite.example/views/a?outputType=amp",
        "https://kite.example/views/a/print/",
        "https://kite.example/print/views/a",
        "https://kite.example/views/a?print=1",
        "https://kite.example/views/a?output=print",
        "https://kite.example/views/a?print=print&utm_id=3",
    ],
)
def test_forms_of_one_address(form: str) -> None:
    assert is_variant(form, A)


@pytest.mark.parametrize(
    "other",
    [
        "https://kite.example/views/A",
        "https://kite.example/views/a/b",
        "https://kite.example/views/amp-it-up",
        "https://kite.example/views/blueprint",
        "https://kite.example/views/a?page=2",
        "https://kite.example/views/a?output=pdf",
        "https://kite.example/views/a?print=no",
        "https://news.kite.example/views/a",
        "https://kite.example:8000/views/a",
        "https://owl.example/views/a",
        "http://[x",
    ],
)
def test_other_addresses(other: str) -> None:
    assert not is_variant(other, A)


def test_the_order_of_a_query_is_no_other_address() -> None:
    assert is_variant("https://kite.example/?b=2&utm_id=1&a=1", "https://kite.example/?a=1&b=2")
    assert not is_variant("https://kite.example/?id=1", "https://kite.example/?id=2")


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://kite.example/a/amp/?b=2", "https://kite.example/a?b=2"),
        ("https://amp.kite.example/a.amp.html", "https://kite.example/a.html"),
        ("https://kite.example/a/?b=2&print=1", "https://kite.example/a/?b=2"),
        ("https://amp.org/a", "https://amp.org/a"),
        ("https://kite.example/a/?b=2", "https://kite.example/a/?b=2"),
        ("/a/amp/", "/a/amp/"),
        ("http://[x/amp", "http://[x/amp"),
    ],
)
def test_the_page_that_another_form_is_of(url: str, page: str) -> None:
    assert plain(url) == page
    assert is_alternate(url) == (url != page)


@given(st.text(max_size=40))
def test_every_text_has_a_key(text: str) -> None:
    for url in (text, f"https://kite.example/{text}", f"https://{text}/a"):
        assert key(url) == key(url)
        assert is_variant(url, url)
