"""Feeds of every kind, whole and broken: the articles they name, when these changed, and the page that goes on."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.listings.feed import read
from crawler.listings.record import Link
from pipelines.page import StatedDate
from tests.cost import bounded

URL = "https://kite.example/feed/"
FIRST = Link(
    "https://kite.example/a/1",
    "The price of grain & bread",
    stated=(StatedDate("published", "feed", "Tue, 05 Mar 2024 10:00:00 +0100"),),
)
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Kite</title><link>https://kite.example/</link>
<item><title>The price of grain &amp; bread</title><link>https://kite.example/a/1</link><pubDate>Tue, 05 Mar 2024 10:00:00 +0100</pubDate></item>
<item><title><![CDATA[Night <b>trains</b>]]></title><guid>https://kite.example/a/2</guid></item></channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://kite.example/"><title>Kite</title><link>https://kite.example/</link></channel>
<item rdf:about="https://kite.example/a/1"><title>The price of grain &amp; bread</title><link>https://kite.example/a/1</link><dc:date>2024-03-05T10:00:00+01:00</dc:date></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Kite</title><link rel="self" href="https://kite.example/atom"/>
<link rel="next" href="?page=2"/>
<entry><title>The price of grain</title><link rel="edit" href="/edit/1"/><link rel="alternate" href="/a/1"/><published>2024-03-05T10:00:00+01:00</published><updated>2024-04-01T00:00:00Z</updated></entry>
<entry><title type="html">Night &lt;b&gt;trains&lt;/b&gt;</title><link href="https://kite.example/a/2#top"/></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "next_url": "https://kite.example/feed.json?page=2",
        "items": [
            {
                "id": "1",
                "url": "/a/1",
                "title": "The price of grain",
                "date_published": "2024-03-05T10:00:00+01:00",
                "date_modified": "2024-04-01T00:00:00Z",
            },
            {"id": "2", "external_url": "https://kite.example/a/2"},
            "no item",
        ],
    }
)


def urls(body: bytes | str, url: str = URL) -> list[str]:
    found = read(body.encode() if isinstance(body, str) else body, url)
    assert found is not None
    return [link.url for link in found.links]


@pytest.mark.parametrize("body", [RSS, RDF, ATOM, JSON_FEED], ids=["rss", "rdf", "atom", "json"])
def test_each_kind(body: str) -> None:
    assert urls(body)[0] == "https://kite.example/a/1"
    assert urls(gzip.compress(body.encode())) == urls(body) == urls("\ufeff" + body)


def test_what_an_item_says() -> None:
    found = read(RSS.encode(), URL)
    assert found is not None
    assert found.links[0] == FIRST
    assert [link.url for link in found.links] == ["https://kite.example/a/1", "https://kite.example/a/2"]


def test_both_dates_are_hints() -> None:
    for body in (ATOM, JSON_FEED):
        found = read(body.encode(), URL)
        assert found is not None
        assert [(one.field, one.method, one.raw) for one in found.links[0].stated] == [
            ("published", "feed", "2024-03-05T10:00:00+01:00"),
            ("updated", "feed", "2024-04-01T00:00:00Z"),
        ]
        assert found.links[1].stated == ()


@pytest.mark.parametrize(
    ("body", "url", "further"),
    [
        (ATOM, "https://kite.example/atom", ("https://kite.example/atom?page=2",)),
        (JSON_FEED, URL, ("https://kite.example/feed.json?page=2",)),
        (RSS, URL, ()),
        (
            RSS.replace("<title>Kite", "<generator>https://wordpress.org/?v=6.4</generator><title>Kite"),
            URL,
            (f"{URL}?paged=2",),
        ),
        (
            RSS.replace("<title>Kite", "<generator>https://wordpress.org/?v=6.4</generator><title>Kite"),
            f"{URL}?paged=2",
            (f"{URL}?paged=3",),
        ),
        ("<rss><channel><generator>https://wordpress.org/</generator></channel></rss>", f"{URL}?paged=9", ()),
    ],
)
def test_the_page_that_goes_on(body: str, url: str, further: tuple[str, ...]) -> None:
    found = read(body.encode(), url)
    assert found is not None
    assert tuple(turn.url for turn in found.next) == further


@pytest.mark.parametrize(
    "body",
    [
        RSS.replace("&amp;", "&"),
        RSS.replace("</channel></rss>", ""),
        RSS.replace("</title><guid>", "<guid>"),
        RSS[: RSS.index("</item></channel>")],
        "\n\n  " + RSS,
        RSS.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="nonsense"?>'),
        RSS.replace("grain", "gr\x08ain"),
    ],
    ids=[
        "bare ampersand",
        "not closed",
        "crossed",
        "cut off",
        "blank lines first",
        "unknown charset",
        "control character",
    ],
)
def test_a_broken_feed_gives_what_can_be_read(body: str) -> None:
    assert "https://kite.example/a/1" in urls(body)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        '{"items": []}',
        "[1]",
        "<html><body><a href='/a/1'>A page</a></body></html>",
        "<urlset/>",
        '{"version": "https://jsonfeed.org/1"',
    ],
)
def test_what_is_no_feed(body: str) -> None:
    assert read(body.encode(), URL) is None


@pytest.mark.parametrize(
    "href", ["javascript:void(0)", "mailto:a@b.c", "", "   ", "http://[", "#top", "tag:kite,2024:1"]
)
def test_a_broken_link_costs_itself_alone(href: str) -> None:
    body = RSS.replace("<channel>", f"<channel><item><title>Broken</title><link>{href}</link></item>", 1)
    assert urls(body) == urls(RSS)


def test_the_same_address_twice_is_one_article() -> None:
    body = RSS.replace("https://kite.example/a/2", "https://kite.example/a/1")
    assert urls(body) == ["https://kite.example/a/1"]


def test_entities_are_not_expanded_and_files_not_read() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
    )
    body = f'{bomb}<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item><title>&m;&x;</title><link>https://kite.example/a/1</link></item></channel></rss>'
    with bounded():
        found = read(body.encode(), URL)
    assert found is None or all(len(link.text) < 100 for link in found.links)


@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"<rss><channel>{text}</channel></rss>".encode())
)
def test_nothing_breaks_it(body: bytes) -> None:
    read(body, URL)
