"""Sites that a generator builds: every page is as new as the build, and the last page of the listing names one more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from crawler.demo.prose import ENGLISH
from tests.conftest import thinktap
from tests.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLES = [ENGLISH.title(number) for number in range(12)]
ARTICLES = [f"/papers/{number}/" for number in range(12)]
PAGES = ["/papers/", "/papers/page/2/", "/papers/page/3/"]


def built(site: Site, year: int, beyond: str = "") -> None:
    """Serve the site as it was changed in a year, each page on another day."""
    entries = list(zip(ARTICLES, TITLES, strict=True))
    rows = list(zip(PAGES, (*PAGES[1:], beyond), (entries[:4], entries[4:8], entries[8:]), strict=True))
    for path, title in entries:
        site.article(path, title)
    for path, following, shown in rows:
        site.listing(*shown, path=path)
        if following:
            add(site, path, f"<p class='pager'><a href='{following}' rel='next'>Older</a></p>")
    named = "".join(
        f"<url><loc>{site.url}{path}</loc><lastmod>{year}-01-{day:02}</lastmod></url>"
        for day, path in enumerate((*PAGES, *ARTICLES), 1)
    )
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{named}</urlset>'
    site.pages["/sitemap.xml"] = Answer(body, headers={"Content-Type": "text/xml"})


def add(site: Site, path: str, html: str) -> None:
    """Put something more at the end of a page."""
    site.pages[path].body = str(site.pages[path].body).replace("</body>", f"{html}</body>")


def crawl(site: Site, folder: Path) -> tuple[int, list[str]]:
    """The exit status, and the titles that are stored."""
    sources = site.source(folder / "s", start="/papers/")
    done = thinktap("crawl", "--sources", sources, "--output", folder / "out")
    rows = pq.read_table(folder / "out" / "articles").to_pylist()
    return done.status, sorted(row["title"] for row in rows)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        yield served


def test_a_page_of_the_listing_is_no_article_when_a_sitemap_says_it_is_new(site: Site, tmp_path: Path) -> None:
    built(site, 2026)
    assert crawl(site, tmp_path) == (0, sorted(TITLES))
    built(site, 2099)
    assert crawl(site, tmp_path) == (0, sorted(TITLES))
    refused = (
        pq.read_table(tmp_path / "out" / "rejects").to_pylist() if (tmp_path / "out" / "rejects").exists() else []
    )
    assert [row["url"] for row in refused if row["field"] is None] == [], "none of them was asked for as one"


def test_a_page_that_is_not_there_is_no_end_when_others_follow_it(site: Site, tmp_path: Path) -> None:
    built(site, 2026)
    add(site, "/papers/", "<p><b>1</b> <a href='/papers/page/2/'>2</a> <a href='/papers/page/3/'>3</a></p>")
    del site.pages["/papers/page/2/"]
    status, titles = crawl(site, tmp_path)
    assert (status, titles) == (1, sorted((*TITLES[:4], *TITLES[8:])))


def test_a_page_behind_the_last_one_that_is_not_there_is_the_end(site: Site, tmp_path: Path) -> None:
    """A hidden link on the last page leads to it; nothing is lost, and the next run asks for no more than news."""
    built(site, 2026, beyond="/papers/page/4/")
    assert crawl(site, tmp_path) == (0, sorted(TITLES))
    assert "/papers/page/4/" in site.asked
    site.asked.clear()
    assert crawl(site, tmp_path) == (0, sorted(TITLES))
    assert len(site.asked) <= 3, site.asked
