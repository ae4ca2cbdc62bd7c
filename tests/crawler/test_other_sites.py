"""Other sites: what a listing names of them is told and not asked, unless the source's file says that they belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from crawler.listings.html import read
from crawler.listings.record import Rule
from tests.conftest import thinktap
from tests.later import later
from tests.site import Answer, Site

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://kite.example/news/"
OWN = "".join(
    f"<li><a href='/a/{n}'>What the harbour owes the town, {n}</a><i>2024-05-0{n}</i></li>" for n in range(1, 6)
)


@pytest.mark.parametrize(
    ("href", "told"),
    [
        ("https://other.example/b", ("https://other.example/b",)),
        ("//other.example/b", ("https://other.example/b",)),
        ("ftp://kite.example/b", ("ftp://kite.example/b",)),
        ("http://kite.example:99999/b", ("http://kite.example:99999/b",)),
        ("/a/9", ()),
        ("#top", ()),
    ],
)
def test_what_a_list_names_of_other_sites(href: str, told: tuple[str, ...]) -> None:
    row = f"<li><a href='{href}'>A look at the price of grain</a><i>2024-05-09</i></li>"
    html = f"<body><nav><a href='https://social.example/kite'>Follow us</a></nav><ul>{OWN}{row}</ul></body>"
    assert read(html, URL, Rule()).elsewhere == told


def test_a_site_that_belongs_to_the_source_is_followed(tmp_path: Path) -> None:
    with Site() as site, Site() as other:
        titles = [(f"/{number}", f"What the harbour owes the town, {number}") for number in range(4)]
        there = f"{other.url}/there"
        site.listing(*titles, (there, "A look at the price of grain"), ("/moved", "A paper that was moved"))
        for path, title in titles:
            site.article(path, title)
        other.article("/there", "A look at the price of grain")
        other.article("/paper", "A paper that was moved")
        site.pages["/moved"] = Answer(status=301, headers={"Location": f"{other.url}/paper"})
        out, more = tmp_path / "out", '[rights]\nrespect = "record"\n'
        assert thinktap("crawl", "--sources", site.source(tmp_path / "s", more), "--output", out).status == 0
        assert other.asked == []
        rejects = {row["url"]: row["reason"] for row in pq.read_table(out / "rejects").to_pylist()}
        assert rejects == {there: "on another site", f"{site.url}/moved": "redirected to another site"}
        path = tmp_path / "s" / "kite.toml"
        text = path.read_text().replace(f'["{site.host}"]', f'["{site.host}", "{other.host}"]')
        path.write_text(text.replace("[listing]\n", f'[listing]\nsites = ["{other.host}"]\n'))
        assert thinktap("crawl", "--sources", tmp_path / "s", "--output", out).status == 0
        assert {path for path in other.asked if path.startswith(("/there", "/paper"))} == {"/there", "/paper"}
        assert pq.read_table(out / "articles").num_rows == 6


def test_what_is_listed_on_another_site_is_told_once_whenever_it_comes(tmp_path: Path) -> None:
    """Also in a run for news, between two walks over all of the listing."""
    titles = [(f"/{number}", f"What the harbour owes the town, {number}") for number in range(4)]
    first, second = (("https://other.example/a", "A look at grain"), ("https://other.example/b", "A look at salt"))
    with Site() as site:
        for path, title in titles:
            site.article(path, title)
        told = []
        for listed, days in (([first], 2), ([second, first], 800), ([second, first], 0)):  # all, news, all
            site.listing(*listed, *titles)
            done = thinktap("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out")
            rejects = pq.read_table(tmp_path / "out" / "rejects").to_pylist()
            told.append((done.status, sorted(row["url"] for row in rejects)))
            later(tmp_path / "out", "kite", days)
    assert told == [(0, [first[0]]), (0, [first[0], second[0]]), (0, [first[0], second[0]])]
