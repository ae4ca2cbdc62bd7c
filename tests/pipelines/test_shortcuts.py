"""Do the shortcuts that most texts and addresses take lead to what the long way gives?"""

from __future__ import annotations

import unicodedata
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text import folded
from tests.made import URL, parsed

KITE = parsed("<p>A page")
ADDRESSES = st.from_regex(r"\A(?:[hH]ttps?://?)?[a-zA-Z0-9.:@\[-]{0,6}[a-z0-9/.;?#=&%:@\[ -]{0,12}\Z")


@given(ADDRESSES)
def test_an_address_is_as_urljoin_has_it(href: str) -> None:
    try:
        joined = urljoin(URL, href.strip())
        leads = urlsplit(joined).scheme in {"http", "https"} and urlsplit(joined).hostname
    except ValueError:
        leads = None
    assert KITE.absolute(href) == (joined if leads else None)


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_ascii_is_folded_as_all_text_is(text: str) -> None:
    assert folded(text) == " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("“It’s 5–6…”", '"it\'s 5-6..."'),
        ("‘Ｋｉｔｅ’\u200b — ‐ STRASSE ß", "'kite' - - strasse ss"),
    ],
)
def test_quotes_and_dashes_are_folded(text: str, alike: str) -> None:
    assert folded(text) == alike
