"""What a sitemap states of articles counts in a run for news as in a first one: of new articles, and in any words."""

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

FIRST = {1: "July 1, 2025, 8 a.m.", 2: "June 2, 2025, 9 a.m.", 3: "May 3, 2025, 9 a.m."}


@pytest.fixture
def site() -> Iterator[Site]:
    """A listing with a sitemap that states changes in Django's English words."""
    with Site() as site:
        yield site


def serve(site: Site, stated: dict[int, str], *, fails: int = 0, edited: int = 0) -> None:
    for number in stated:
        text = "".join(f"<p>{words}</p>" for words in ENGLISH.paragraphs(number, 2 if number == edited else 1))
        title = ENGLISH.title(number)
        site.pages[f"/a/{number}/"] = Answer(f"<html lang='en'><title>{title}</title><h1>{title}</h1>{text}</html>")
    site.listing(*((f"/a/{number}/", ENGLISH.title(number)) for number in stated))
    urls = "".join(
        f"<url><loc>{site.url}/a/{number}/</loc><lastmod>{said}</lastmod></url>" for number, said in stated.items()
    )
    site.pages["/sitemap.xml"] = Answer(f"<urlset>{urls}</urlset>", fails=fails)


def test_a_new_article_waits_for_what_the_sitemap_states(site: Site, tmp_path: Path) -> None:
    sources, output = site.source(tmp_path / "sources"), tmp_path / "data"
    serve(site, FIRST)
    thinktap("crawl", "--sources", sources, "--output", output)
    serve(site, {4: "Aug. 4, 2025, 10 a.m.", **FIRST}, fails=1)  # the listing answers first
    thinktap("crawl", "--sources", sources, "--output", output)
    updated = dict(pq.read_table(output / "articles", columns=["url", "updated"]).to_pandas().to_numpy())
    assert str(updated[f"{site.url}/a/4/"])[:10] == "2025-08-04"


def test_a_statement_in_other_words_than_before_is_news(site: Site, tmp_path: Path) -> None:
    sources, output = site.source(tmp_path / "sources"), tmp_path / "data"
    serve(site, FIRST)
    thinktap("crawl", "--sources", sources, "--output", output)
    serve(site, {**FIRST, 2: "Sept. 20, 2025, 10 a.m."}, edited=2)
    asked = len(site.asked)
    thinktap("crawl", "--sources", sources, "--output", output)
    assert [path for path in site.asked[asked:] if path.startswith("/a/")] == ["/a/2/"]
