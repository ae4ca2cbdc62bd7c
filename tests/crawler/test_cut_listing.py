"""A listing that a limit has cut is told in every run, until it is read to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from tests.conftest import Done, thinktap
from tests.site import Site

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 5


def crawl(site: Site, folder: Path, pages: int) -> Done:
    sources = site.source(folder / "s", f"pages = {pages}\n")
    return thinktap("crawl", "--sources", sources, "--output", folder / "out", "--jobs", 1)


def test_a_cut_listing_is_told_until_a_larger_limit_has_read_it(tmp_path: Path) -> None:
    with Site() as site:
        for page in range(PAGES):
            titles = [(f"/{page}-{n}", f"What the harbour owes the town in year {page}, part {n}") for n in range(3)]
            path = f"/?page={page}" if page else "/"
            site.listing(*titles, path=path)
            body = str(site.pages[path].body)
            if page + 1 < PAGES:
                site.pages[path].body = body.replace(
                    "</body>", f"<a rel=next href='/?page={page + 1}'>Next</a></body>"
                )
            for url, title in titles:
                site.article(url, title)
        said = [crawl(site, tmp_path, 2) for _ in range(2)]
        assert [done.status for done in said] == [1, 1]
        assert all("raise [limits] pages if they are real" in done.stderr for done in said)
        assert pq.read_table(tmp_path / "out" / "articles").num_rows == 6
        assert crawl(site, tmp_path, 10).status == 0
        assert pq.read_table(tmp_path / "out" / "articles").num_rows == 15
        assert crawl(site, tmp_path, 10).status == 0
    runs = pq.read_table(tmp_path / "out" / "runs").sort_by("sequence").to_pylist()
    assert [(run["cause"], run["limits"]) for run in runs if run["listed"]] == [
        *[("limit", ["pages=2"])] * 2,
        *[(None, [])] * 2,
    ]
