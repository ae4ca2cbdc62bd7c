"""Every parser of what a stranger wrote holds for any input: raw, or built of what such inputs are made of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzz import SEEDS
from tests.hostile.fuzz_parsers import BYTES, PARSERS, WORDS, feed_parser

if TYPE_CHECKING:
    from collections.abc import Callable

TAGS = st.sampled_from(
    [
        "p",
        "div",
        "a",
        "h1",
        "table",
        "tr",
        "td",
        "ul",
        "li",
        "time",
        "span",
        "article",
        "form",
        "select",
        "option",
        "script",
        "template",
        "noscript",
        "item",
        "link",
        "loc",
        "url",
        "entry",
    ]
)
NAMES = st.sampled_from(
    [
        "class",
        "id",
        "href",
        "datetime",
        "itemprop",
        "rel",
        "onclick",
        "data-href",
        "value",
        "name",
        "action",
        "content",
        "property",
    ]
)
SAID = (
    *(
        "date",
        "author",
        "next",
        "/a?page=2",
        "javascript:x",
        "http://[",
        "#",
        "2020-03-05",
        "views",
        "5",
        "pagination",
    ),
    *(
        "5 March 2020",
        "By Ann Lee",
        "1,234 views",
        "© 2019 Kite",
        "vor 3 Tagen",
        "令和2年3月5日",
        "1.2万",
        "\x00",
        "\u202e",
    ),
    *(
        "Ann Lee, PhD",
        "Updated: ",
        "Views: ",
        "http://kite.example:99999/",
        "https://a@b@c/",
        "&#xD800;",
        "<![CDATA[",
    ),
)
WORD = st.sampled_from(SAID) | st.text(max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORD,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@type",
                    "@id",
                    "@graph",
                    "author",
                    "name",
                    "url",
                    "title",
                    "date",
                    "datePublished",
                    "items",
                    "next",
                    "link",
                    "guid",
                    "page",
                    "headline",
                ]
            )
            | WORD,
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    said = st.lists(st.tuples(NAMES, WORD).map(lambda one: f' {one[0]}="{one[1]}"'), max_size=3).map("".join)
    ends = st.sampled_from(("</{}>", "", "</p>", "<!--", "-->"))
    return st.tuples(TAGS, said, st.lists(inner, max_size=4).map("".join), ends).map(
        lambda one: f"<{one[0]}{one[1]}>{one[2]}{one[3].format(one[0])}"
    )


HTML = st.recursive(WORD, _element, max_leaves=20)
SAYS = (
    st.lists(WORD, max_size=8).map(" ".join)
    | HTML
    | JSON.map(json.dumps)
    | st.sampled_from(SEEDS).map(lambda seed: seed.decode())
)


@pytest.mark.parametrize("name", PARSERS)
@given(said=SAYS | st.binary(max_size=200))
def test_a_parser_holds_for_any_input(name: str, said: str | bytes) -> None:
    feed_parser(name, said if isinstance(said, bytes) else said.encode("utf-8", "replace"))


@pytest.mark.parametrize("name", WORDS)
@given(said=SAYS)
def test_a_parser_of_words_holds_for_half_characters(name: str, said: str) -> None:
    WORDS[name](said + "\ud800")


def _deep(piece: str) -> str:
    return piece * (20_000 // len(piece))


@pytest.mark.parametrize("name", BYTES)
@pytest.mark.parametrize(
    "piece", ["<item>", "[", '{"a":', "<a href=/x?page=2>2</a>", "<url><loc>", "<select><option>"]
)
def test_a_parser_of_bytes_holds_for_many_of_one(name: str, piece: str) -> None:
    read: Callable[[bytes], None] = BYTES[name]
    read(_deep(piece).encode())
    read(b"<rss><channel>" + _deep(piece).encode())
