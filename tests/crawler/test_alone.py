"""Pages that a sitemap alone names: articles where they are dated as the listing's are, and else the site's other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from crawler.demo.prose import ENGLISH
from tests.conftest import thinktap
from tests.site import TEXT, Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OTHERS = ("/imprint-and-contact/", "/flood-index-product/")
LISTED, ALL = 4, 9


@pytest.fixture
def site() -> Iterator[Site]:
    """The home page lists the newest; the others, and two pages that are none, stand in the sitemap as well."""
    with Site() as served:
        named = []
        for number in range(ALL):
            day, title = f"2026-02-{28 - number:02}", ENGLISH.title(number)
            served.pages[path(number)] = Answer(
                f"<html lang='en'><title>{title}</title><h1>{title}</h1><p>Published: {day}</p>{TEXT}</html>"
            )
            named.append((path(number), day))
        for other in OTHERS:
            served.article(other, f"On {other.strip('/')}")
        served.pages["/events/"] = Answer(
            f"<html lang='en'><title>Events</title><h1>Events</h1><p>3 March 2026</p>{TEXT}</html>"
        )
        served.listing(*((path(number), ENGLISH.title(number)) for number in range(LISTED)))
        menu = "<nav><a href='/'>Home</a> <a href='/events/'>Events</a></nav><ul>"
        served.pages["/"].body = str(served.pages["/"].body).replace("<ul>", menu)
        entries = (("/events/", "2026-03-01"), *named, *((other, "2026-01-01") for other in OTHERS))
        urls = "".join(f"<url><loc>{served.url}{to}</loc><lastmod>{day}</lastmod></url>" for to, day in entries)
        served.pages["/sitemap.xml"] = Answer(f"<urlset>{urls}</urlset>", headers={"Content-Type": "text/xml"})
        yield served


def path(number: int) -> str:
    return f"/{ENGLISH.title(number).lower().replace(' ', '-')}/"


def test_only_dated_ones_are_articles(site: Site, tmp_path: Path) -> None:
    sources = site.source(tmp_path / "s")
    for _ in range(2):  # the second run knows the sitemap, and finds nothing more in it
        done = thinktap("crawl", "--sources", sources, "--output", tmp_path / "out")
        rows = pq.read_table(tmp_path / "out" / "articles").to_pylist()
        assert sorted(row["title"] for row in rows) == sorted(map(ENGLISH.title, range(ALL))), done.stderr
    refused = pq.read_table(tmp_path / "out" / "rejects").to_pylist()
    assert {row["url"]: row["reason"] for row in refused} == {
        site.url + other: "undated and not listed" for other in OTHERS
    }


def test_an_article_stays_one_when_it_is_stated_newer(site: Site, tmp_path: Path) -> None:
    """The listing dates it, its page does not; the sitemap is read before the listing is."""
    site.pages[path(0)].body = str(site.pages[path(0)].body).replace("<p>Published: 2026-02-28</p>", "")
    sources = site.source(tmp_path / "s")
    thinktap("crawl", "--sources", sources, "--output", tmp_path / "out")
    site.pages[path(0)].body = str(site.pages[path(0)].body).replace(
        "</h1>", "</h1><p>An error was corrected by us.</p>"
    )
    site.pages["/sitemap.xml"].body = str(site.pages["/sitemap.xml"].body).replace("2026-02-28", "2099-03-01")
    done = thinktap("crawl", "--sources", sources, "--output", tmp_path / "out")
    assert "1 changed" in done.stderr


def test_a_new_one_that_the_listing_dates_is_an_article(site: Site, tmp_path: Path) -> None:
    sources = site.source(tmp_path / "s")
    thinktap("crawl", "--sources", sources, "--output", tmp_path / "out")
    site.article("/a-newer-one/", "A newer one on the harbour")
    row = "<ul><li><a href='/a-newer-one/'>A newer one on the harbour</a><span>2026-03-05</span></li>"
    site.pages["/"].body = str(site.pages["/"].body).replace("<ul>", row)
    entry = f"<urlset><url><loc>{site.url}/a-newer-one/</loc><lastmod>2026-03-05</lastmod></url>"
    site.pages["/sitemap.xml"].body = str(site.pages["/sitemap.xml"].body).replace("<urlset>", entry)
    done = thinktap("crawl", "--sources", sources, "--output", tmp_path / "out")
    assert "1 new" in done.stderr


def test_where_the_listing_shows_no_dates_nothing_tells(site: Site, tmp_path: Path) -> None:
    site.pages["/"].body = str(site.pages["/"].body).replace("<span>2024-05-01</span>", "")
    thinktap("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out")
    rows = pq.read_table(tmp_path / "out" / "articles").to_pylist()
    assert len(rows) == ALL + len(OTHERS)
