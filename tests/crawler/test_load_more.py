"""Load more: the address that a button, a list or a script's settings hold, led to the part that follows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.listings.anchors import parse
from crawler.listings.paging.further import next_turns
from tests.conftest import thinktap
from tests.cost import bounded
from tests.site import Answer, Site

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://kite.example/news/"


def further(html: str, entries: int = 10, url: str = URL) -> list[str]:
    tree = parse(f"<html><body><main>{html}</main></body></html>")
    assert tree is not None
    return [turn.url.removeprefix("https://kite.example") for turn in next_turns(tree, url, entries)]


HELD = {
    "next": ("<div class='list' data-next='/news/part/b7'></div>", "/news/part/b7"),
    "next url": ("<ul data-next-url='?page=2'></ul>", "/news/?page=2"),
    "ajax": ("<button data-ajax-url='/ajax/news?page=2'>Load more</button>", "/ajax/news?page=2"),
    "endpoint, current page": ("<button data-endpoint='/api/news' data-page='1'>Mehr laden</button>", "/api/news?page=2"),
    "endpoint, next page": ("<button data-endpoint='/api/news' data-next-page='2'>もっと見る</button>", "/api/news?page=2"),
    "endpoint, nought": ("<a class='load-more' data-url='/api/news' data-page='0'>+</a>", "/api/news?page=1"),
    "offset and limit": (
        "<button data-url='/api/news' data-offset='20' data-limit='20'>Показать ещё</button>",
        "/api/news?offset=20&limit=20",
    ),
    "offset of nothing": ("<div class='infinite-scroll' data-url='/api/news' data-offset='0'></div>", "/api/news?offset=10"),
    "first page named": ("<div class='infinite' data-url='/api/news?page=1'></div>", "/api/news?page=2"),
    "placeholder": ("<div id='load-more' data-url='/api/news/{page}'></div>", "/api/news/2"),
    "htmx button": ("<button hx-get='/news/rows?page=2'>Load more</button>", "/news/rows?page=2"),
    "htmx row": ("<table><tr hx-get='/news/rows?page=2' hx-trigger='revealed'><td>x</td></tr></table>", "/news/rows?page=2"),
}  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), HELD.values(), ids=HELD)
def test_what_an_element_holds(html: str, expected: str) -> None:
    assert further(html) == [expected]


def test_another_host_of_the_site() -> None:
    target = "https://api.kite.org/n?page=2"
    assert further(f"<button data-url='{target}'>Load more</button>", url="https://www.kite.org/news/") == [target]


SCRIPTS = {
    "json": ('<script type="application/json">{"endpoint": "/api/news", "page": 1, "perPage": 10}</script>', "/api/news?page=2&perPage=10"),
    "escaped": ('<script>var cfg = {"ajaxUrl":"\\/api\\/news","nextPage":2};</script>', "/api/news?page=2"),
    "javascript": ("<script>window.list = { apiUrl: '/api/news', offset: 12, limit: 12 };</script>", "/api/news?offset=12&limit=12"),
    "next url": ('<script>{"nextUrl": "/news/part/2?token=b7"}</script>', "/news/part/2?token=b7"),
    "added": ("<script>let page = 1; fetch('/api/news?page=' + (++page)).then(add)</script>", "/api/news?page=2"),
    "template": ("<script>fetch(`/api/news?page=${page}&limit=10`)</script>", "/api/news?page=2&limit=10"),
    "template, offset": ("<script>fetch(`/api/news?offset=${items.length}&limit=10`)</script>", "/api/news?offset=10&limit=10"),
}  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), SCRIPTS.values(), ids=SCRIPTS)
def test_what_a_script_is_told(html: str, expected: str) -> None:
    assert further(html) == [expected]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script>fetch(`/api/news?page=${page}`)</script>", "/api/news?page=1"),
        ("<script>fetch(`/api/news?offset=${n}`)</script>", "/api/news?offset=0"),
        ("<div class='infinite' data-url='/api/news?page=1'></div>", "/api/news?page=1"),
    ],
)
def test_a_page_without_articles_of_its_own_begins_at_the_first(html: str, expected: str) -> None:
    assert further(html, entries=0) == [expected]


def test_the_page_that_follows_this_one() -> None:
    assert further("<script>fetch(`/api/news?page=${page}`)</script>", url=f"{URL}?page=4") == ["/api/news?page=5"]


NONE = {
    "a pager is enough": ("<a href='?page=2'>Next</a><button data-url='/api/news?page=2'>Load more</button>", ["/news/?page=2"]),
    "share": ("<button data-url='/news/a-title'>Share</button><div data-url='/news/'></div>", []),
    "slider": ("<div class='slider'><button data-next='/news/a/2'>Next</button></div>", []),
    "calendar": ("<div class='calendar'><button data-next='/events/2024/06'>Next</button></div>", []),
    "month": ("<button data-next='/events/2024/06'>Next</button>", []),
    "another site": ("<button data-url='https://other.example/news?page=2'>Load more</button>", []),
    "words": ("<button data-next='more'>Load more</button><div data-next='#two'></div>", []),
    "json-ld": ('<script type="application/ld+json">{"endpoint": "/api", "page": 1}</script>', []),
    "a setting without a page": ("<script>{apiUrl: '/api/session', csrf: 'x'}</script>", []),
    "how far to scroll": ("<script>{'ajaxurl': '/wp-admin/admin-ajax.php', 'offset': 600}</script>", []),
    "another object's offset": ("<script>[{apiUrl: '/api/session'}, {offset: 20}]</script>", []),
    "a button of another kind": ("<div class='pages'><span data-url='/feedback/'>Write to us</span></div>", []),
    "a search": ("<script>fetch('/api/search?q=' + words)</script>", []),
}  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), NONE.values(), ids=NONE)
def test_what_loads_nothing_more(html: str, expected: list[str]) -> None:
    assert further(html) == expected


PIECES = ["<script>", "</script>", '"endpoint":"/', "api", '"', "'", "page=", "${", "}", "fetch(`/a?page=", "+", "1", "<div data-url='", "?", "{page}", "\\/", ">", "//[", "nextUrl: '/"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join), st.integers(0, 50))
def test_any_settings_are_read(html: str, entries: int) -> None:
    further(html, entries)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "piece", ['"endpoint":"/', "fetch('/a?page=", "'/a?b=", '"page": ', "endpoint", "`/a?p=${", "/" * 9, " "]
)
def test_a_hostile_script_costs_little(piece: str) -> None:
    with bounded():
        further(f"<script>{piece * (1_000_000 // len(piece))}</script>")


def test_a_listing_that_goes_on_behind_json_is_walked_to_its_end(tmp_path: Path) -> None:
    titles = [f"What the harbour owes the town, part {word}" for word in ("one", "two", "three", "four", "five")]
    with Site() as site:
        for number, title in enumerate(titles):
            site.article(f"/a/{number}", title)
        rows = "".join(f"<li><h3><a href='/a/{n}'>{titles[n]}</a></h3><p>2024-05-0{n + 1}</p></li>" for n in (0, 1))
        button = "<button data-endpoint='/api/list' data-page='1'>Load more</button>"
        site.pages["/"] = Answer(f"<html><body><ul>{rows}</ul>{button}</body></html>")
        for page, numbers in {2: [2, 3], 3: [4], 4: []}.items():
            entries = [{"url": f"/a/{n}", "title": titles[n]} for n in numbers]
            body = json.dumps({"items": entries, "has_more": page < 3})
            site.pages[f"/api/list?page={page}"] = Answer(body, headers={"Content-Type": "application/json"})
        done = thinktap("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out")
    assert done.status == 0, done.stderr
    assert [asked for asked in site.asked if asked.startswith("/api")] == ["/api/list?page=2", "/api/list?page=3"]
    assert sorted(row["title"] for row in pq.read_table(tmp_path / "out" / "articles").to_pylist()) == sorted(titles)
