"""A listing may be a page, a feed, a sitemap or a list of posts: told by what it says, whatever it calls itself."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from crawler.listings.kinds import read
from crawler.listings.record import Rule
from tests.conftest import thinktap
from tests.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URL = "https://kite.example/list"
TITLES = ("What the harbour owes the town behind it", "A second look at the price of grain")
PAGE = (
    "<ul>" + "".join(f"<li><h3><a href='/a/{n}'>{title}</a></h3></li>" for n, title in enumerate(TITLES, 1)) + "</ul>"
)
FEED = (
    "<rss><channel>"
    + "".join(
        f"<item><title>{title}</title><link>BASE/a/{n}</link><pubDate>Tue, 0{n} Mar 2022 10:00:00 GMT</pubDate></item>"
        for n, title in enumerate(TITLES, 1)
    )
    + "</channel></rss>"
)
SITEMAP = "<urlset>" + "".join(f"<url><loc>BASE/a/{n}</loc></url>" for n in (1, 2)) + "</urlset>"
INDEX = "<sitemapindex><sitemap><loc>BASE/one.xml.gz</loc></sitemap><sitemap><loc>BASE/two.xml</loc></sitemap></sitemapindex>"
POSTS = json.dumps([{"link": f"BASE/a/{n}", "title": {"rendered": title}} for n, title in enumerate(TITLES, 1)])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"<!DOCTYPE html><html><body>{PAGE}</body></html>", "html"),
        (f"<HTML><body>{PAGE}</body></HTML>", "html"),
        (
            f"<?xml version='1.0'?>\n<!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><body>{PAGE}</body></html>",
            "html",
        ),
        (f"<body>{PAGE}</body>", "html"),
        (FEED, "feed"),
        (SITEMAP, "sitemap"),
        (POSTS, "wordpress"),
        (json.dumps({"items": [{"url": f"/a/{n}", "title": title} for n, title in enumerate(TITLES, 1)]}), "json"),
        (json.dumps([{"link": f"/a/{n}", "title": title} for n, title in enumerate(TITLES, 1)]), "json"),
    ],
    ids=["html", "capitals", "xhtml", "fragment", "feed", "sitemap", "posts", "json", "json like posts"],
)
def test_each_kind_gives_its_articles(body: str, kind: str) -> None:
    text = body.replace("BASE", "https://kite.example")
    found = read(text.encode(), text, URL, Rule())
    assert found is not None
    assert [link.url for link in found.links] == ["https://kite.example/a/1", "https://kite.example/a/2"]
    assert found.kind == kind


@pytest.mark.parametrize(
    ("url", "body", "further"),
    [
        (f"{URL}?page=2", PAGE, [f"{URL}?page=3"]),
        (f"{URL}?offset=4", PAGE, [f"{URL}?offset=6"]),
        (f"{URL}?page=2", f"{PAGE}<a href='?page=7' class='load-more'>Load more</a>", [f"{URL}?page=7"]),
        (f"{URL}?page=2", f"<html>{PAGE}</html>", []),
        (f"{URL}?page=2", "<p>No more articles.</p>", []),
        (URL, PAGE, []),
    ],
)
def test_a_piece_of_a_page_goes_on_as_its_address_counts(url: str, body: str, further: list[str]) -> None:
    found = read(body.encode(), body, url, Rule())
    assert found is not None
    assert [turn.url for turn in found.next] == further


@pytest.mark.parametrize("body", ["", '{"error": "no such list"}', "Service unavailable", "[]x", "\x00\x01"])
def test_what_is_no_listing(body: str) -> None:
    assert read(body.encode(), body, URL, Rule()) is None


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        for n, title in enumerate(TITLES, 1):
            served.article(f"/a/{n}", title)
        yield served


def crawled(site: Site, folder: Path, start: str, answers: dict[str, Answer]) -> tuple[int, list[str], str]:
    """The exit status, the titles that are stored, and what was said."""
    site.pages |= answers
    sources = site.source(folder / "s", start=start)
    done = thinktap("crawl", "--sources", sources, "--output", folder / "out")
    stored = folder / "out" / "articles"
    rows = pq.read_table(stored).to_pylist() if stored.exists() else []
    return done.status, sorted(row["title"] for row in rows), done.stderr


def answer(site: Site, body: str, kind: str) -> Answer:
    return Answer(body.replace("BASE", site.url), headers={"Content-Type": kind})


def test_a_feed_that_says_it_is_a_page(site: Site, tmp_path: Path) -> None:
    status, titles, said = crawled(site, tmp_path, "/feed", {"/feed": answer(site, FEED, "text/html")})
    assert (status, titles) == (0, sorted(TITLES)), said


def test_a_feed_of_wordpress_ends_where_no_page_goes_on(site: Site, tmp_path: Path) -> None:
    """It says nothing of its pages; the 404 behind the last is no fault of the source's."""
    feed = FEED.replace("<channel>", "<channel><generator>https://wordpress.org/?v=6.1</generator>")
    status, titles, said = crawled(site, tmp_path, "/feed", {"/feed": answer(site, feed, "application/rss+xml")})
    assert (status, titles) == (0, sorted(TITLES)), said
    assert "/feed?paged=2" in site.asked


def test_a_robots_txt_may_lead_to_another_page(site: Site, tmp_path: Path) -> None:
    """WordPress without named addresses has none, and sends the request home."""
    site.pages["/robots.txt"] = Answer("", 301, {"Location": "/"})
    status, titles, said = crawled(site, tmp_path, "/", {"/": answer(site, PAGE, "text/html")})
    assert (status, titles) == (0, sorted(TITLES)), said


def test_an_index_of_sitemaps_is_read_with_all_its_parts(site: Site, tmp_path: Path) -> None:
    first, second = (SITEMAP.replace(f"<url><loc>BASE/a/{n}</loc></url>", "") for n in (2, 1))
    zipped = gzip.compress(first.replace("BASE", site.url).encode())
    answers = {
        "/sitemap.xml": answer(site, INDEX, "application/xml"),
        "/one.xml.gz": Answer(zipped, headers={"Content-Type": "application/gzip"}),
        "/two.xml": answer(site, second, "text/xml"),
    }
    status, titles, said = crawled(site, tmp_path, "/sitemap.xml", answers)
    assert (status, titles) == (0, sorted(TITLES)), said


def test_a_list_of_posts(site: Site, tmp_path: Path) -> None:
    status, titles, said = crawled(site, tmp_path, "/posts", {"/posts": answer(site, POSTS, "application/json")})
    assert (status, titles) == (0, sorted(TITLES)), said


def test_an_error_page_in_json_is_said(site: Site, tmp_path: Path) -> None:
    status, titles, said = crawled(
        site, tmp_path, "/posts", {"/posts": answer(site, '{"code": "rest_disabled"}', "application/json")}
    )
    assert (status, titles) == (1, [])
    assert "it is no page, feed, sitemap or list of posts" in said
