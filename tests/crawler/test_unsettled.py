"""What a run can't know, or met in an odd way, is not asked in each later run, and is no success where nothing came."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.conftest import thinktap
from tests.crawler.test_rerun import crawl, rows, serve, sitemap
from tests.later import later
from tests.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        yield served


def test_a_listed_address_that_redirects_to_its_article_is_not_asked_in_each_run(site: Site, tmp_path: Path) -> None:
    serve(site, 4)
    for number in range(1, 5):
        site.pages[f"/b/{number}/"] = site.pages[f"/a/{number}"]
        site.pages[f"/a/{number}"] = Answer("", 301, {"Location": f"/b/{number}/"})
    assert "4 new" in crawl(site, tmp_path).stderr
    for _ in range(2):
        crawl(site, tmp_path)
        assert site.asked == ["/"]


def test_an_address_that_redirects_to_one_that_is_not_there_is_missing(site: Site, tmp_path: Path) -> None:
    serve(site, 8)
    crawl(site, tmp_path)
    site.pages["/a/3"] = Answer("", 302, {"Location": "/gone"})
    later(tmp_path / "out", "kite")
    assert "1 missing" in crawl(site, tmp_path).stderr
    assert "1 gone" in crawl(site, tmp_path).stderr


def test_not_modified_says_nothing_of_where_an_address_did_not_lead_before(site: Site, tmp_path: Path) -> None:
    serve(site, 4, tagged=True)
    crawl(site, tmp_path)
    moved = site.pages["/a/3"]
    site.pages["/b/3"] = Answer(str(moved.body).replace("</h1>", "</h1><p>Corrected.</p>"), headers=moved.headers)
    site.pages["/a/3"] = Answer("", 301, {"Location": "/b/3"})
    later(tmp_path / "out", "kite")
    assert "1 changed" in crawl(site, tmp_path).stderr
    assert {row["url"].removeprefix(site.url) for row in rows(tmp_path, "articles")} >= {"/b/3", "/a/4"}


def test_a_listing_that_names_nothing_is_no_success_because_it_is_unchanged(site: Site, tmp_path: Path) -> None:
    site.pages["/"] = Answer("<html><body><p>Our reports moved.</p></body></html>", headers={"ETag": '"1"'})
    for _ in range(2):
        assert "no article link found" in crawl(site, tmp_path, status=1).stderr


def test_a_listing_is_read_again_when_its_selector_is_another_one(site: Site, tmp_path: Path) -> None:
    serve(site, 8, tagged=True)
    folder = site.source(tmp_path / "s")
    toml = folder / "kite.toml"
    plain = toml.read_text("utf-8")
    for selector, articles in (("li:first-child a", 2), ("li a", 8)):
        toml.write_text(plain.replace("[limits]", f'link = "{selector}"\n[limits]'), "utf-8")
        assert thinktap("crawl", "--sources", folder, "--output", tmp_path / "out", "--jobs", 1).status == 0
        assert len(rows(tmp_path, "articles")) == articles


def test_a_run_that_goes_on_does_not_judge_a_listing_that_it_has_not_read(site: Site, tmp_path: Path) -> None:
    serve(site, 8)
    sitemap(site, 8, {})
    crawl(site, tmp_path)
    with closing(sqlite3.connect(tmp_path / "out" / "state" / "kite.sqlite")) as state, state:
        state.execute(
            "INSERT INTO facts SELECT 'crawler.walk', value || ' whole' FROM facts WHERE name = 'crawler.swept'"
        )
        state.execute("DELETE FROM facts WHERE name IN ('crawler.choice', 'crawler.swept')")
    crawl(site, tmp_path)
    assert site.asked == []
    crawl(site, tmp_path)
    assert {row["strategy"] for row in rows(tmp_path, "runs")} == {"sitemap", None}


def test_one_start_that_is_not_there_keeps_no_article_of_another_waiting(site: Site, tmp_path: Path) -> None:
    serve(site, 4)
    folder = site.source(tmp_path / "s")
    toml = folder / "kite.toml"
    toml.write_text(
        toml.read_text("utf-8").replace(f'"{site.url}/"]', f'"{site.url}/", "{site.url}/none/"]'), "utf-8"
    )
    assert thinktap("crawl", "--sources", folder, "--output", tmp_path / "out", "--jobs", 1).status == 1
    assert len(rows(tmp_path, "articles")) == 4


def test_a_sitemap_that_is_asked_each_day_is_there_for_the_next_whole_walk(site: Site, tmp_path: Path) -> None:
    serve(site, 8)
    sitemap(site, 8, {})
    crawl(site, tmp_path)
    for days in (29, 2):
        later(tmp_path / "out", "kite", days)
        crawl(site, tmp_path)
    assert {row["strategy"] for row in rows(tmp_path, "runs")} == {"sitemap"}


def test_a_place_that_shows_a_page_instead_names_no_article(site: Site, tmp_path: Path) -> None:
    """Where it stands in for the listing, all that it names counts."""
    serve(site, 8)
    feed = "".join(f"<item><link>{site.url}/a/{one}</link><title>Report {one}</title></item>" for one in range(1, 9))
    site.pages["/feed/"] = Answer(f"<rss><channel>{feed}</channel></rss>", headers={"Content-Type": "text/xml"})
    more = 'strategy = "feed"\n[limits]\ndelay = 0\n'
    folder = site.source(tmp_path / "s")
    toml = folder / "kite.toml"
    toml.write_text(toml.read_text("utf-8").replace("[limits]\ndelay = 0\n", more), "utf-8")
    assert thinktap("crawl", "--sources", folder, "--output", tmp_path / "out", "--jobs", 1).status == 0
    site.article("/c/1", "What another part of the site has")
    site.listing(*((f"/c/{one}", f"What part {one} of the site has to say") for one in range(1, 5)), path="/feed/")
    site.asked.clear()
    thinktap("crawl", "--sources", folder, "--output", tmp_path / "out", "--jobs", 1)
    assert site.asked == ["/feed/"]


def test_the_rules_that_are_kept_hold_while_robots_txt_fails(site: Site, tmp_path: Path) -> None:
    serve(site, 4)
    site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /a/1\n", headers={"Content-Type": "text/plain"})
    crawl(site, tmp_path)
    site.pages["/robots.txt"].status = 503
    later(tmp_path / "out", "kite", 20)
    crawl(site, tmp_path)
    assert {"/robots.txt", "/"} <= {*site.asked}
    assert "/a/1" not in site.asked
