"""The crawler's pure parts by tables: addresses, private hosts, verdicts, exit statuses, the demo site."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from crawler.address import canonical, same_site
from crawler.demo import articles
from crawler.demo.site import BODYLESS, DEAD_LINK, SECOND_ADDRESS, build
from crawler.demo.templates import counter, list_path
from crawler.listings.html import read
from crawler.listings.record import Rule
from crawler.result import Result, exit_status

BASE = "http://127.0.0.1:1"


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://kite.example/a#part", "https://kite.example/a"),
        ("https://kite.example/a?utm_source=x&id=5", "https://kite.example/a?id=5"),
        ("https://kite.example/a?fbclid=x", "https://kite.example/a"),
        ("https://kite.example/a?UTM_new=x&b=1&mtm_kwd=y&a=2", "https://kite.example/a?b=1&a=2"),
        ("https://kite.example/a?q=utm_source=x", "https://kite.example/a?q=utm_source=x"),
        ("https://kite.example/?section/18.html", "https://kite.example/?section/18.html"),
        ("https://kite.example/a?b=2&a=1", "https://kite.example/a?b=2&a=1"),
        ("https://kite.example/a b", "https://kite.example/a%20b"),
        ("https://kite.example/评论", "https://kite.example/%E8%AF%84%E8%AE%BA"),
        ("https://kite.example/A/", "https://kite.example/A/"),
        ("http://[x", "http://[x"),
        ("https://a@://b@c/", "https://a@://b@c/"),
        ("https://t\x00:", "https://t\x00:"),
        ("https://kite.example/a\x85\x1b", "https://kite.example/a"),
        ("https://𝐀.example/x", "https://a.example/x"),
    ],
)
def test_canonical_addresses(url: str, same: str) -> None:
    assert canonical(url) == same
    assert canonical(same) == same


@given(st.text(max_size=50))
def test_a_canonical_address_is_its_own(text: str) -> None:
    for url in (f"https://kite.example/{text}", f"https://{text}@kite.example/", f"https://{text}"):
        once = canonical(url)
        assert canonical(once) == once


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.kite.co.uk/a", "http://kite.co.uk/b", True),
        ("https://news.kite.org/", "https://kite.org/", True),
        ("https://kite.org/", "https://owl.org/", False),
        ("https://kite.co.uk/", "https://owl.co.uk/", False),
        ("https://kite.github.io/", "https://owl.github.io/", False),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/", False),
        ("http://127.0.0.1:1/a", "http://127.0.0.1:1/b", True),
    ],
)
def test_sites(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


@pytest.mark.parametrize(
    ("exits", "status"),
    [
        *(
            ([], 0),
            ([0, 0], 0),
            ([0, 1], 1),
            ([75], 75),
            ([75, 75], 75),
            ([0, 75], 0),
            ([1, 75], 1),
            ([0, 1, 74], 74),
        ),
        *(([2, 2], 2), ([2, 75], 2), ([0, 2], 1), ([2, 74], 74)),
    ],
)
def test_exit_statuses(exits: list[int], status: int) -> None:
    assert exit_status([Result("k", one, "said") for one in exits]) == status


def test_the_demo_site_is_the_same_each_time() -> None:
    assert build(1, BASE) == build(1, BASE)
    titles = [article.title for article in articles.on(2)]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("day", [1, 2])
def test_the_demo_site_lists_what_it_serves(day: int) -> None:
    site = build(day, BASE)
    listed: list[str] = []
    page = 1
    while list_path(page) in site:
        html = site[list_path(page)].body.decode()
        listed += [link.url.removeprefix(BASE) for link in read(html, BASE + list_path(page), Rule()).links]
        page += 1
    assert page > 6
    assert set(listed) - site.keys() == {DEAD_LINK}
    assert set(listed) == {article.path for article in articles.on(day)} | {DEAD_LINK, BODYLESS, SECOND_ADDRESS}
    assert len([path for path in site if path.startswith("/plus/")]) > 15


def test_the_second_day_is_what_it_says() -> None:
    first, second = build(1, BASE), build(2, BASE)
    paths = {article.path: article for article in articles.on(1)}
    later = {article.path: article for article in articles.on(2)}
    told = articles.SECOND_DAY
    assert (len(told.new), len(told.edited), len(told.removed)) == (5, 3, 1)
    assert {path for path in later if path not in paths} == set(told.new)
    assert {path for path in paths if path not in second} == set(told.removed)
    counters = {counter(article) for article in later.values()}
    changed = {path for path in second.keys() & first.keys() if first[path] != second[path]} & (
        later.keys() | counters
    )
    raised = {path if later[path].template == "classic" else counter(later[path]) for path in told.raised}
    assert changed == set(told.edited) | raised


def test_the_demo_site_speaks_the_formats_it_names() -> None:
    site = build(1, BASE)
    assert len(etree.fromstring(site["/sitemap.xml"].body)) == len(articles.on(1))
    assert etree.fromstring(site["/feed.atom"].body).tag == "{http://www.w3.org/2005/Atom}feed"
    assert f"Sitemap: {BASE}/sitemap.xml" in site["/robots.txt"].body.decode()
    modern = next(article for article in articles.on(1) if article.template == "modern")
    blocks = re.findall(rb'ld\+json">(.*?)</script>', site[modern.path].body)
    assert json.loads(blocks[0])["headline"] == modern.title
    assert site[f"/files/report-{modern.number}.pdf"].body.startswith(b"%PDF")
