"""JSON that a listing's script asks for: the articles in it, and the request that goes on."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.listings.json_list import MOST_LINKS, read
from crawler.listings.record import Link, Listing, Rule, Turn
from tests.cost import bounded

HOST = "https://kite.example"
URL = f"{HOST}/api/articles?page=2&limit=2"
TITLES = ("What the harbour owes the town behind it", "A second look at the price of grain")
ARTICLES = [f"{HOST}/a/1", f"{HOST}/a/2"]
ENTRIES = [{"url": f"/a/{n}", "title": title} for n, title in enumerate(TITLES, 1)]
ROWS = "".join(f"<li><h3><a href='/a/{n}'>{title}</a></h3></li>" for n, title in enumerate(TITLES, 1))


def found(said: Any, url: str = URL) -> Listing:
    listing = read(json.dumps(said), url, Rule())
    assert listing is not None
    assert listing.kind == "json"
    return listing


def each(**values: str) -> list[dict[str, Any]]:
    """Two entries; N stands for the number and T for the title."""
    return [
        {key: value.replace("N", str(n)).replace("T", title) for key, value in values.items()}
        for n, title in enumerate(TITLES, 1)
    ]


SHAPES: dict[str, Any] = {
    "an array": ENTRIES,
    "items": {"status": "ok", "items": ENTRIES},
    "deep": {"data": {"result": {"list": ENTRIES, "tags": [{"name": "sea"}, {"name": "rail"}, {"name": "grain"}]}}},
    "drupal's json:api": {
        "data": [
            {
                "id": str(n),
                "attributes": {"title": title, "path": {"alias": f"/a/{n}"}},
                "links": {"self": {"href": f"/jsonapi/{n}"}},
            }
            for n, title in enumerate(TITLES, 1)
        ],
        "links": {"self": {"href": URL}},
    },
    "rendered": [{"link": f"/a/{n}", "title": {"rendered": f"<b>{title}</b>"}} for n, title in enumerate(TITLES, 1)],
    "capitals": {"Results": each(LinkUrl=f"{HOST}/a/N", Headline="T", ImageUrl="/i/N/x", Id="N")},
    "graphql": {"data": {"posts": {"edges": [{"node": one} for one in ENTRIES]}}},
    "elastic": {"hits": {"total": {"value": 2}, "hits": [{"_id": "x", "_source": one} for one in ENTRIES]}},
    "chinese": {"code": 200, "data": {"rows": each(articleUrl="a/N.html", subject="T")}},
    "not the menu": {"menu": [{"url": "/about", "title": "About"}], "posts": ENTRIES},
    "not the sections": {
        "sections": [{"url": f"/s/{n}", "title": f"S {n}"} for n in range(9)],
        "categories": [{"url": f"/c/{n}", "title": f"A category of many words, {n}"} for n in range(9)],
        "posts": ENTRIES,
    },
    "html": {"html": f"<ul>{ROWS}</ul>", "more": True},
    "html in a list": {"posts": [f"<ul>{ROWS}</ul>"]},
    "html alone": f"<ul>{ROWS}</ul>",
    "drupal's commands": [
        {"command": "settings", "settings": {"views": {"ajax_path": "/views/ajax"}}},
        {
            "command": "insert",
            "method": "infiniteScrollInsertView",
            "data": f"<div class='view'><ul>{ROWS}</ul></div>",
        },
    ],
}


@pytest.mark.parametrize("said", SHAPES.values(), ids=SHAPES)
def test_shapes(said: Any) -> None:
    base = HOST + ("/a/{}.html" if said is SHAPES["chinese"] else "/a/{}")
    url = f"{HOST}/list.json"
    links = found(said, url).links
    assert [link.url for link in links] == [base.format(1), base.format(2)]
    assert [link.text for link in links] == list(TITLES)


def test_what_an_entry_says() -> None:
    entry = {
        "id": 7,
        "image": {"url": "/i/7.png"},
        "author": {"name": "Ann Lee", "url": "/people/ann"},
        "slug": "harbour",
        "permalink": "/a/7",
        "title": "Grain &amp; <i>bread</i>",
        "publishedAt": "2024-05-01T10:00:00Z",
    }
    assert found([entry]).links == (Link(f"{HOST}/a/7", "Grain & bread", "2024-05-01T10:00:00Z"),)


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "No address"},
        {"url": "/a/1"},
        {"url": "/a/1", "title": " "},
        {"url": "mailto:a@kite.example", "title": "Post"},
        {"url": "/report.pdf", "title": "A file"},
        {"url": "just words", "title": "No address"},
        {"slug": "harbour", "title": "Where would it be?"},
        {"author": {"url": "/people/ann", "name": "Ann Lee"}, "text": "x"},
        {"url": 5, "title": ["x"]},
        {"url": "https://[x", "title": "Broken"},
    ],
)
def test_what_is_no_entry(entry: dict[str, Any]) -> None:
    assert read(json.dumps([entry]), URL, Rule()) is None


NEXT: dict[str, tuple[str, Any, str | None]] = {
    "named": ("/api?x=1", {"items": ENTRIES, "next": "/api?x=1&page=2"}, "/api?x=1&page=2"),
    "named, laravel": ("/api", {"data": ENTRIES, "next_page_url": f"{HOST}/api?page=2", "total": 9}, "/api?page=2"),
    "named, json:api": ("/api", {"data": ENTRIES, "links": {"next": {"href": "/api?page%5Boffset%5D=2"}}}, "/api?page%5Boffset%5D=2"),
    "named, odata": ("/api", {"value": ENTRIES, "@odata.nextLink": "/api?$skiptoken=5"}, "/api?$skiptoken=5"),
    "named, none": ("/api?page=2", {"items": ENTRIES, "next": None}, None),
    "number": ("/api?page=2", {"items": ENTRIES, "next_page": 3}, "/api?page=3"),
    "number, no parameter": ("/api", {"items": ENTRIES, "nextPage": "2"}, "/api?page=2"),
    "has more": ("/api?offset=10", {"items": ENTRIES, "has_more": True}, "/api?offset=12"),
    "has no more": ("/api?page=2", {"items": ENTRIES, "meta": {"hasMore": False}}, None),
    "offset and limit": ("/api?offset=20&limit=10", {"items": ENTRIES}, "/api?offset=30&limit=10"),
    "offset, total is reached": ("/api?offset=20&limit=10", {"items": ENTRIES, "total": 22}, None),
    "page, total is not reached": ("/api?page=2&limit=2", {"items": ENTRIES, "total": 5}, "/api?page=3&limit=2"),
    "page, total is reached": ("/api?page=2&limit=2", {"items": ENTRIES, "total": "4"}, None),
    "last of the pages": ("/api?page=3", {"items": ENTRIES, "pagination": {"totalPages": 3}}, None),
    "not the last of the pages": ("/api?page=2", {"items": ENTRIES, "pagination": {"totalPages": 3}}, "/api?page=3"),
    "cursor": ("/api?cursor=abc", {"items": ENTRIES, "next_cursor": "def=="}, "/api?cursor=def%3D%3D"),
    "cursor, first": ("/api", {"items": ENTRIES, "nextPageToken": "t2"}, "/api?pageToken=t2"),
    "plain count": ("/api?page=1&cat=sea", ENTRIES, "/api?page=2&cat=sea"),
    "start at nought": ("/api?start=0", ENTRIES, "/api?start=2"),
    "nothing says it": ("/api", {"items": ENTRIES}, None),
    "another site": ("/api", {"items": ENTRIES, "next": "https://other.example/api?page=2"}, None),
    "an entry's own next": ("/api", {"items": [{**one, "next": "/a/9"} for one in ENTRIES]}, None),
    "rendered, with more": ("/ajax?page=1", {"html": f"<ul>{ROWS}</ul>", "has_more": True}, "/ajax?page=2"),
    "rendered, with a pager": (
        "/views/ajax",
        [{"command": "insert", "data": f"<ul>{ROWS}</ul><ul class='pager'><li class='pager__item--next'><a rel='next' href='?page=2'>Next</a></li></ul>"}],
        "/views/ajax?page=2",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("path", "said", "expected"), NEXT.values(), ids=NEXT)
def test_the_request_that_goes_on(path: str, said: Any, expected: str | None) -> None:
    assert found(said, HOST + path).next == ((Turn(HOST + expected),) if expected else ())


@pytest.mark.parametrize("said", [{"items": [], "total": 30}, [], {"data": {"rows": []}}])
def test_an_empty_page_is_the_end_and_no_error(said: Any) -> None:
    assert found(said) == Listing(kind="json")


@pytest.mark.parametrize(
    "text", ["", "{", '{"error": "gone", "items": []}', "7", "null", '"words"', "<p>", "{}", "[[]]"]
)
def test_what_is_no_list(text: str) -> None:
    assert read(text, URL, Rule()) is None


@pytest.mark.parametrize("text", ["[" * 10_000, "[" * 10_000 + "]" * 10_000, '{"a":' * 10_000 + "1" + "}" * 10_000])
def test_nested_beyond_reading(text: str) -> None:
    assert read(text, URL, Rule()) is None


KEYS = [
    "url",
    "link",
    "title",
    "name",
    "next",
    "items",
    "has_more",
    "total",
    "next_cursor",
    "html",
    "page",
    "href",
    "data",
    "links",
]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.sampled_from(["/a/1", f"<ul>{ROWS}</ul>", "//[", "?page=2"]),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    ),
    st.sampled_from(["/api", "/api?page=2", "/api?offset=99999999999", "/api?page=²", "/api?start=-1&limit=0"]),
)  # fmt: skip
def test_any_answer_is_read(said: Any, path: str) -> None:
    listing = read(json.dumps(said), HOST + path, Rule())
    urls = [*(link.url for link in listing.links), *(turn.url for turn in listing.next)] if listing else []
    assert all(urlsplit(url).scheme in {"http", "https"} and urlsplit(url).hostname for url in urls)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "said",
    [
        [{"url": f"/a/{n}", "title": f"Title {n}"} for n in range(50_000)],
        {"items": [{"url": f"/a/{n}", "title": f"Title {n}"} for n in range(50_000)], "total": 10**30},
        [[{"url": "/a/1"}] * 30] * 3_000,
        [{"url": "/" + "a" * 500_000, "title": "<" * 500_000}, {"url": "-" * 500_000, "title": "x"}],
        {f"k{n}": [{"x": n}] for n in range(50_000)},
        [{f"Key{n}": n for n in range(50_000)}],
    ],
)
def test_a_large_answer_costs_little(said: Any) -> None:
    with bounded():
        listing = read(json.dumps(said), URL, Rule())
    assert listing is None or len(listing.links) <= MOST_LINKS
