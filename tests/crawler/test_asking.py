"""Counters that a script fills: asked at most once a run, under robots.txt, and never to an article's cost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from scrapy.http import HtmlResponse

from crawler import asking
from crawler.responses import FETCHED_AT
from crawler.source import Source
from pipelines.page import Hints, Needs
from tests.conftest import thinktap
from tests.made import FETCHED, page
from tests.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scrapy import Request

COUNTER = "/e/public/ViewClick/?classid=8&id=5"
SCRIPT = "<p>Views: <script src='{}'></script></p>"
PATHS = ("/a/1", "/a/2")


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        served.listing(
            (PATHS[0], "What the harbour owes the town"), (PATHS[1], "A second look at the price of grain")
        )
        yield served


def crawled(site: Site, folder: Path, counter: str, more: str = "") -> list[int | None]:
    for path in PATHS:
        site.article(path, f"The article at {path} of this site")
        page = site.pages[path]
        page.body = page.body.replace("<body>", "<body>" + counter.replace("&", "&amp;"))
    done = thinktap("crawl", "--sources", site.source(folder / "s", more), "--output", folder / "out")
    assert done.status == 0, done.stderr
    rows = pq.read_table(folder / "out" / "articles").to_pylist()
    assert len(rows) == len(PATHS)
    return [row["views"] for row in sorted(rows, key=lambda row: row["url"])]


def test_two_pages_that_name_one_counter_ask_it_once(site: Site, tmp_path: Path) -> None:
    site.pages[COUNTER] = Answer("document.write('42');")
    assert crawled(site, tmp_path, SCRIPT.format(COUNTER)) == [42, 42]
    assert site.asked.count(COUNTER) == 1


@pytest.mark.parametrize(
    "answer",
    [
        Answer("document.write('42');", 500),  # not tried again: it may have counted
        Answer("document.write('42');", 404),
        Answer("", 302, {"Location": "http://localhost:1/count"}),
        Answer("document.write('no');"),
    ],
    ids=["500", "404", "redirected", "no count"],
)
def test_a_counter_that_fails_costs_the_count_alone(site: Site, tmp_path: Path, answer: Answer) -> None:
    site.pages[COUNTER] = answer
    assert crawled(site, tmp_path, SCRIPT.format(COUNTER)) == [None, None]
    assert site.asked.count(COUNTER) == 1
    rejects = pq.read_table(tmp_path / "out" / "rejects").to_pylist()
    assert {(row["field"], row["stage"]) for row in rejects} == {("views", "field")}


def test_a_counter_is_not_asked_against_robots(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /e/\n", headers={"Content-Type": "text/plain"})
    assert crawled(site, tmp_path, SCRIPT.format(COUNTER)) == [None, None]
    assert COUNTER not in site.asked


def test_a_counter_that_answers_to_post(site: Site, tmp_path: Path) -> None:
    address = "/_visitcountdisplay?siteId=1&type=3&articleId=9"
    site.pages[f"POST {address}"] = Answer("871")
    place = f"<p>浏览次数：<span class='WP_VisitCount' url='{address}'>10</span></p>"
    assert crawled(site, tmp_path, place, '[counter]\nask = "always"\n') == [871, 871]
    assert f"POST {address}" in site.asked


def test_a_counter_on_another_site_is_not_asked(site: Site, tmp_path: Path) -> None:
    assert crawled(site, tmp_path, SCRIPT.format(f"http://other.example{COUNTER}")) == [None, None]


def test_a_count_shown_beside_a_failed_counter_is_read(site: Site, tmp_path: Path) -> None:
    assert crawled(site, tmp_path, SCRIPT.format(COUNTER) + "<p>Page views: 7</p>") == [7, 7]


@pytest.mark.parametrize(("kept", "times"), [(1_000_000, 1), (0, 2)])
def test_further_pages_are_kept_for_each_other_as_far_as_memory_goes(
    monkeypatch: pytest.MonkeyPatch, kept: int, times: int
) -> None:
    asked: list[str] = []

    async def download(request: Request) -> HtmlResponse:
        asked.append(request.url)
        request.meta[FETCHED_AT] = FETCHED
        return HtmlResponse(request.url, body=b"<p>Page 2", request=request)

    monkeypatch.setattr(asking, "KEPT_BYTES", kept)
    source = Source.model_validate({"id": "kite", "name": "Kite", "listing": {"start": ["https://kite.example/"]}})
    first, second = page("<p>Page 1", url="https://kite.example/a"), "https://kite.example/a_2"

    async def both() -> None:
        asks = asking.Asking(download, source, lambda _: Hints())
        for _ in range(2):
            answer = await asks.ask(Needs(second, "page 2", raises_count=False, is_page=True), first)
            assert answer.page is not None
            assert (answer.url, answer.page.url, answer.page.body) == (second, second, b"<p>Page 2")

    asyncio.run(both())
    assert asked == [second] * times
