"""What a worker makes of a listing page: all that a search needs, and no more of it than is bounded."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from w3lib.url import safe_url_string

from crawler.address import PLAIN
from crawler.listings import anchors
from crawler.listings.elsewhere import Place
from crawler.listings.reading import LONGEST_ADDRESS, Answer, Reading, read
from crawler.listings.record import Rule

HOME = "https://kite.example/"
OWN = frozenset({"kite.example"})


def reading(body: str, *, surveyed: bool = False) -> Reading:
    found = read(Answer(body.encode(), "utf-8", HOME, Rule(), OWN, surveyed))
    assert found
    return found


def rows(*hrefs: str) -> str:
    items = "".join(
        f"<li><h3><a href='{href}'>The harbour plan, part {number}</a></h3> 2024-05-0{number}</li>"
        for number, href in enumerate(hrefs, 1)
    )
    return f"<html><body><nav><a href='/about'>About</a></nav><ul>{items}</ul></body></html>"


def test_links_are_canonical_and_of_the_source_s_sites() -> None:
    found = reading(rows("/a?utm_source=x", "/b", "/c#top", "https://hawk.example/d"))
    assert [link.url for link in found.links] == [f"{HOME}a", f"{HOME}b", f"{HOME}c"]


def test_where_else_a_page_points_is_read_only_where_that_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed, plain = [], anchors.document_fromstring
    monkeypatch.setattr(
        anchors, "document_fromstring", lambda *said, **how: parsed.append(said) or plain(*said, **how)
    )
    body = rows("/a", "/b", "/c").replace("<body>", "<link rel=alternate type=application/atom+xml href=/atom><body>")
    found = reading(body).listing
    assert (found.places, found.aside) == ((), frozenset())
    parsed.clear()
    found = reading(body, surveyed=True).listing
    assert len(parsed) == 1
    assert found.places == (Place("feed", f"{HOME}atom"),)
    assert found.aside == {f"{HOME}about"}


def test_an_address_longer_than_servers_take_is_told_and_left_out() -> None:
    long = "/" + "x" * LONGEST_ADDRESS
    found = reading(rows("/a", long, "/b", "/c"))
    assert [link.url for link in found.links] == [f"{HOME}a", f"{HOME}b", f"{HOME}c"]
    [told] = found.too_long
    assert told.startswith(f"{HOME}xxx")
    assert len(told) == 500


def test_words_of_megabytes_are_cut_and_dates_of_megabytes_are_none() -> None:
    item = f"<item><title>{'t' * 10_000}</title><link>/a</link><pubDate>{'1' * 10_000}</pubDate></item>"
    [link] = reading(f"<rss><channel>{item}</channel></rss>").links
    assert (link.text, link.stated) == ("t" * 500, ())


def sitemap(entries: int) -> str:
    return f"<urlset>{''.join(f'<url><loc>/{number}</loc></url>' for number in range(entries))}</urlset>"


def index(parts: int) -> str:
    named = "".join(f"<sitemap><loc>/{number}.xml</loc></sitemap>" for number in range(parts))
    return f"<sitemapindex>{named}</sitemapindex>"


def feed(items: int) -> str:
    return (
        f"<rss><channel>{''.join(f'<item><link>/{number}</link></item>' for number in range(items))}</channel></rss>"
    )


def posts(count: int) -> str:
    return json.dumps([{"link": f"/{number}", "title": {"rendered": "A"}} for number in range(count)])


def entries(count: int) -> str:
    return json.dumps({"items": [{"url": f"/{n}", "title": f"The harbour plan, part {n}"} for n in range(count)]})


def page(links: int) -> str:
    named = "".join(f"<p><a href=/{number}>The harbour plan {number}</a></p>" for number in range(links))
    return f"<html><body>{named}</body></html>"


@pytest.mark.parametrize(
    ("made", "most"),
    [(sitemap, 50_000), (index, 50_000), (feed, 5_000), (posts, 5_000), (entries, 5_000), (page, 10_000)],
    ids=["sitemap", "index", "feed", "wordpress", "json", "html"],
)
def test_what_is_taken_of_one_page_is_bounded_and_that_is_said(made: object, most: int) -> None:
    assert callable(made)
    for count, is_cut in ((most // 10, False), (most + 50, True)):
        found = reading(made(count))
        assert len(found.links) + len(found.listing.parts) <= most
        assert found.listing.cut is is_cut


def test_what_is_no_listing_is_none() -> None:
    assert read(Answer(b"\x00\x01", None, HOME, Rule(), OWN)) is None


@given(st.from_regex(PLAIN, fullmatch=True))
def test_an_address_with_nothing_to_escape_stays_as_it_is(url: str) -> None:
    assert safe_url_string(url) == url
