"""Sitemaps of every kind: what they name, when it changed, and what is none."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.listings.record import Link
from crawler.listings.sitemap import read
from crawler.listings.xml_tree import MOST_BYTES, unzipped
from crawler.search.said import updated
from pipelines.page import StatedDate

URL = "https://kite.example/sitemap.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NAMESPACE = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)
PLAIN = f"""{HEAD}<urlset {NAMESPACE}>
<url><loc>https://kite.example/a/1</loc><lastmod>2024-03-05</lastmod></url>
<url><loc> https://kite.example/a/2?x=1&amp;y=2 </loc></url>
<url><lastmod>2024-03-05</lastmod></url><url><loc>javascript:void(0)</loc></url>
<url><loc>https://kite.example/a/1</loc><lastmod>2025-01-01</lastmod></url></urlset>"""
NEWS = f"""{HEAD}<urlset {NAMESPACE}><url><loc>https://kite.example/a/1</loc><news:news><news:publication><news:name>Kite</news:name></news:publication>
<news:publication_date>2024-03-05T10:00:00+01:00</news:publication_date><news:title>The price of grain</news:title></news:news></url></urlset>"""
INDEX = f"""{HEAD}<sitemapindex {NAMESPACE}><sitemap><loc>https://kite.example/s1.xml.gz</loc><lastmod>2024-03-05T10:00:00+01:00</lastmod></sitemap>
<sitemap><loc>https://kite.example/s2.xml</loc></sitemap></sitemapindex>"""


def test_a_sitemap() -> None:
    for body in (PLAIN.encode(), gzip.compress(PLAIN.encode()), f"\ufeff{PLAIN}".encode(), b"\n" + PLAIN.encode()):
        found = read(body, URL)
        assert found is not None
        assert found.links == (
            Link("https://kite.example/a/1", "", stated=(StatedDate("updated", "sitemap", "2024-03-05"),)),
            Link("https://kite.example/a/2?x=1&y=2", ""),
        )
        assert found.parts == ()


def test_a_news_sitemap_gives_titles_and_dates() -> None:
    found = read(NEWS.encode(), URL)
    assert found is not None
    stated = (StatedDate("published", "sitemap", "2024-03-05T10:00:00+01:00"),)
    assert found.links == (Link("https://kite.example/a/1", "The price of grain", stated=stated),)


def test_an_index() -> None:
    found = read(INDEX.encode(), URL)
    assert found is not None
    assert [part.url for part in found.parts] == ["https://kite.example/s1.xml.gz", "https://kite.example/s2.xml"]
    assert found.links == ()


def test_a_sitemap_of_lines() -> None:
    found = read(b"\xef\xbb\xbfhttps://kite.example/a/1\r\nhttps://kite.example/a/2\n\n", URL)
    assert found is not None
    assert [link.url for link in found.links] == ["https://kite.example/a/1", "https://kite.example/a/2"]


def test_without_a_namespace_and_cut_off() -> None:
    found = read(b"<urlset><url><loc>/a/1</loc></url><url><loc>https://kite.example/a/2</lo", URL)
    assert found is not None
    assert found.links[0].url == "https://kite.example/a/1"


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body>Not found</body></html>", b"<rss/>", b"Not found", b'{"error": 404}', b"\x1f\x8b broken"],
)
def test_what_is_no_sitemap(body: bytes) -> None:
    assert read(body, URL) is None


def test_a_bomb_is_not_unpacked() -> None:
    assert unzipped(gzip.compress(b"\0" * (MOST_BYTES + 1))) is None
    assert unzipped(gzip.compress(b"<urlset/>" * 100)[:-9]) is None
    assert unzipped(gzip.compress(b"\0" * 100)) == b"\0" * 100


def test_no_more_than_a_sitemap_may_name() -> None:
    body = f"<urlset>{''.join(f'<url><loc>https://kite.example/{n}</loc></url>' for n in range(50_010))}</urlset>"
    found = read(body.encode(), URL)
    assert found is not None
    assert len(found.links) == 50_000


def dated(*days: str) -> list[str | None]:
    """What is stated of each of some pages that a sitemap dates so."""
    pages = "".join(
        f"<url><loc>https://kite.example/{n}</loc><lastmod>{day}</lastmod></url>" for n, day in enumerate(days)
    )
    found = read(f"<urlset>{pages}</urlset>".encode(), URL)
    assert found is not None
    assert [updated(link) for link in found.links] == list(days), "it may have changed all the same"
    return [next((one.raw for one in link.stated), None) for link in found.links]


def test_what_a_build_has_dated_is_not_stated() -> None:
    own = ["2025-03-05", "2025-04-01"]
    seconds = [f"2026-01-10T09:{n:02}:30+01:00" for n in range(12)]
    assert dated(*own, *["2026-01-10"] * 12) == [*own, *[None] * 12]
    assert dated(*own, *seconds) == [*own, *[None] * 12]
    assert dated(*seconds, "2026-01-10T13:30:00Z") == [*[None] * 12, "2026-01-10T13:30:00Z"]


@pytest.mark.parametrize(
    "days",
    [
        ["2026-01-10"] * 7,
        [f"2026-01-{day:02}" for day in range(1, 29)],
        [f"2026-01-10T{hour:02}:00:00Z" for hour in range(0, 24, 2)],
        [*["2026-01-10"] * 8, *[f"2025-{month:02}-03" for month in range(1, 13)]],
        ["soon"] * 12,
    ],
    ids=["few", "days", "hours of a day", "a part", "no dates"],
)
def test_what_each_page_states_is_believed(days: list[str]) -> None:
    assert dated(*days) == days


@given(st.binary(max_size=300))
def test_nothing_breaks_it(body: bytes) -> None:
    read(body, URL)
