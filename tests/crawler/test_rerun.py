"""A second run asks for what is new or changed, and for little more; and what a run can't be sure of, it does not believe."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from tests.conftest import Done, thinktap
from tests.later import later
from tests.site import TEXT, Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ON_A_PAGE = 4


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        yield served


def serve(site: Site, count: int, *, tagged: bool = False, edited: tuple[int, ...] = ()) -> None:
    """Serve so many articles, the newest first, on pages that name the next one."""
    numbers = range(count, 0, -1)
    for number in numbers:
        title = f"What report number {number} says of the towns"
        said = "This edition was corrected in the spring." if number in edited else ""
        body = f"<html lang='en'><title>{title}</title><body><h1>{title}</h1><p>{said}</p>{TEXT}</body></html>"
        site.pages[f"/a/{number}"] = answer(body, tagged=tagged)
    pages = [list(numbers)[start : start + ON_A_PAGE] for start in range(0, count, ON_A_PAGE)]
    for page, some in enumerate(pages, 1):
        rows = "".join(
            f"<li><a href='/a/{one}'>What report number {one} says of the towns</a><span>2024-05-01</span></li>"
            for one in some
        )
        further = f"<a rel='next' href='/?page={page + 1}'>Next</a>" if page < len(pages) else ""
        path = "/" if page == 1 else f"/?page={page}"
        site.pages[path] = answer(f"<html><body><ul>{rows}</ul>{further}</body></html>", tagged=tagged)


def answer(body: str, *, tagged: bool) -> Answer:
    return Answer(body, headers={"ETag": f'"{hash(body)}"'} if tagged else {})


def sitemap(site: Site, count: int, days: dict[int, str]) -> None:
    entries = "".join(
        f"<url><loc>{site.url}/a/{number}</loc><lastmod>{days.get(number, '2024-05-01')}</lastmod></url>"
        for number in range(1, count + 1)
    )
    text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    site.pages["/sitemap.xml"] = Answer(text, headers={"Content-Type": "application/xml", "ETag": f'"{hash(text)}"'})


def crawl(site: Site, folder: Path, more: str = "", status: int = 0) -> Done:
    """Crawl, and forget what was asked before."""
    site.asked.clear()
    site.unchanged.clear()
    done = thinktap("crawl", "--sources", site.source(folder / "s", more), "--output", folder / "out", "--jobs", 1)
    assert done.status == status, done.stderr
    return done


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    return list(pq.read_table(folder / "out" / table).to_pylist())


def test_an_unchanged_site_is_asked_for_its_first_page_alone(site: Site, tmp_path: Path) -> None:
    serve(site, 12, tagged=True)
    assert "12 new" in crawl(site, tmp_path).stderr
    assert "nothing new" in crawl(site, tmp_path).stderr
    assert (site.asked, site.unchanged) == (["/"], ["/"])
    first, *_, second = rows(tmp_path, "runs")
    assert (first["strategy"], second["strategy"]) == ("html", "html")
    assert first["strategy_reason"].startswith("the listing names 12 articles on 3 pages; no feed")


def test_without_validators_two_pages_without_news_are_enough(site: Site, tmp_path: Path) -> None:
    serve(site, 20)
    crawl(site, tmp_path)
    crawl(site, tmp_path)
    assert site.asked == ["/", "/?page=2"]
    serve(site, 22)
    assert "2 new" in crawl(site, tmp_path).stderr
    assert sorted(site.asked) == ["/", "/?page=2", "/?page=3", "/a/21", "/a/22"]
    crawl(site, tmp_path, "[revisit]\nsweep = 0.000001\n")
    assert sorted(site.asked) == ["/", *(f"/?page={page}" for page in range(2, 7))], "a whole walk, and no article"


def test_edits_are_found_by_the_sitemap_and_cost_one_request_each(site: Site, tmp_path: Path) -> None:
    serve(site, 12, tagged=True)
    sitemap(site, 12, {})
    crawl(site, tmp_path)
    assert rows(tmp_path, "runs")[0]["strategy"] == "sitemap"
    crawl(site, tmp_path)
    assert sorted(site.asked) == sorted(site.unchanged) == ["/", "/sitemap.xml"]
    serve(site, 12, tagged=True, edited=(2, 7))
    sitemap(site, 12, {2: "2034-05-01", 7: "2034-05-02"})
    assert "2 changed" in crawl(site, tmp_path).stderr
    assert sorted(site.asked) == ["/", "/a/2", "/a/7", "/sitemap.xml"]


def test_a_sitemap_that_calls_everything_new_is_not_believed(site: Site, tmp_path: Path) -> None:
    """A few are asked for; as they are what they were, the others wait for their time."""
    serve(site, 26, tagged=True)
    sitemap(site, 26, {})
    crawl(site, tmp_path)
    sitemap(site, 26, dict.fromkeys(range(27), "2034-05-01"))
    assert "nothing new" in crawl(site, tmp_path).stderr
    assert len([path for path in site.asked if path.startswith("/a/")]) == 20
    crawl(site, tmp_path)
    assert sorted(site.asked) == ["/", "/sitemap.xml"], "nor is it believed later"


def test_a_sitemap_that_calls_everything_new_may_be_right(site: Site, tmp_path: Path) -> None:
    serve(site, 26, tagged=True)
    sitemap(site, 26, {})
    crawl(site, tmp_path)
    serve(site, 26, tagged=True, edited=tuple(range(27)))
    sitemap(site, 26, dict.fromkeys(range(27), "2034-05-01"))
    assert "26 changed" in crawl(site, tmp_path).stderr


def test_a_wrong_guess_costs_one_request(site: Site, tmp_path: Path) -> None:
    serve(site, 4)
    rows_ = "".join(f"<li><a href='/a/{one}'>What report number {one} says</a></li>" for one in range(9, 0, -1))
    site.pages["/a/3"] = Answer(f"<html><body><h1>All reports of the year</h1><ul>{rows_}</ul></body></html>")
    assert "3 new" in crawl(site, tmp_path).stderr
    for days in (0, 40, 800):
        later(tmp_path / "out", "kite", days)
        crawl(site, tmp_path)
        assert "/a/3" not in site.asked


def test_what_failed_is_asked_again_wherever_it_is_listed(site: Site, tmp_path: Path) -> None:
    serve(site, 20)
    site.pages["/a/1"].status = 503
    assert "19 new" in crawl(site, tmp_path).stderr
    site.pages["/a/1"].status = 200
    assert "1 new" in crawl(site, tmp_path).stderr
    assert Counter(site.asked)["/a/1"] == 1


def test_a_listing_page_that_failed_is_asked_again(site: Site, tmp_path: Path) -> None:
    serve(site, 20)
    site.pages["/?page=3"].status = 503
    assert "the listing page" in crawl(site, tmp_path, status=1).stderr
    assert len(rows(tmp_path, "articles")) == 8
    site.pages["/?page=3"].status = 200
    crawl(site, tmp_path)
    assert len(rows(tmp_path, "articles")) == 20


def test_a_listing_page_that_always_fails_makes_no_run_a_whole_one(site: Site, tmp_path: Path) -> None:
    serve(site, 40, tagged=True)
    site.pages["/?page=9"].status = 503
    for _ in range(2):
        crawl(site, tmp_path, status=1)
    assert set(site.asked) == {"/", "/?page=9"}


def test_a_loss_of_a_third_is_reported_and_not_believed(site: Site, tmp_path: Path) -> None:
    serve(site, 12)
    crawl(site, tmp_path)
    for number in range(1, 6):
        del site.pages[f"/a/{number}"]
    later(tmp_path / "out", "kite")
    for _ in range(3):
        done = crawl(site, tmp_path, status=1)
        assert "known articles answered 404 or 410, which is not believed" in done.stderr
    assert {row["status"] for row in rows(tmp_path, "articles")} == {"active"}
    done = crawl(site, tmp_path, "[expect]\nlost = 1.0\n")
    assert "5 gone" in done.stderr
    assert Counter(row["status"] for row in rows(tmp_path, "articles")) == {"active": 7, "gone": 5}


def test_a_few_that_are_gone_are_told_from_a_loss_by_others(site: Site, tmp_path: Path) -> None:
    """All that were asked are gone: so others are asked as well, and they are there."""
    serve(site, 16)
    crawl(site, tmp_path)
    later(tmp_path / "out", "kite")
    crawl(site, tmp_path)
    for number in (1, 2, 3):
        del site.pages[f"/a/{number}"]
    later(tmp_path / "out", "kite")
    assert "3 missing" in crawl(site, tmp_path).stderr
    assert "3 gone" in crawl(site, tmp_path).stderr
    asked = [path for path in site.asked if path.startswith("/a/")]
    assert 3 + 6 < len(asked) < 3 + 13, "the three, and as many others as it takes"


def test_robots_txt_is_asked_once_a_day(site: Site, tmp_path: Path) -> None:
    serve(site, 4)
    crawl(site, tmp_path)
    assert site.asked.count("/robots.txt") == 1
    site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /a/\n", headers={"Content-Type": "text/plain"})
    serve(site, 5)
    assert "1 new" in crawl(site, tmp_path).stderr
    assert "/robots.txt" not in site.asked
    later(tmp_path / "out", "kite", days=1)
    serve(site, 6)
    crawl(site, tmp_path)
    assert site.asked.count("/robots.txt") == 1
    assert "/a/6" not in site.asked


def test_of_a_sitemap_as_the_listing_only_what_may_be_articles_counts(site: Site, tmp_path: Path) -> None:
    serve(site, 6)
    sitemap(site, 6, {})
    others = "".join(f"<url><loc>{site.url}/{path}</loc></url>" for path in ("about/", "tag/1/", "tag/2/", "tag/3/"))
    page = site.pages["/sitemap.xml"]
    assert isinstance(page.body, str)
    page.body = page.body.replace("</urlset>", f"{others}</urlset>")
    sources = site.source(tmp_path / "s", start="/sitemap.xml")
    thinktap("crawl", "--sources", sources, "--output", tmp_path / "out", "--jobs", 1)
    assert [path for path in site.asked if path.startswith(("/tag", "/about"))] == []
    [run] = rows(tmp_path, "runs")
    assert (run["listed"], run["new"], run["strategy"]) == (6, 6, "sitemap")
    assert run["strategy_reason"].startswith("the listing is one; the listing names 6 articles on 1 pages")
