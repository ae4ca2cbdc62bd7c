"""Where else a site names its articles: what its pages and robots.txt declare, and the usual places."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from crawler.listings.anchors import parse
from crawler.listings.elsewhere import Place, changed_since, of_page, of_robots, posts_of, usual

HOME = "https://kite.example/"
HEAD = """
<link rel="alternate" type="application/rss+xml" title="Kite" href="/feed/">
<link rel="alternate" type="application/rss+xml" title="Kite: comments" href="/comments/feed/">
<link rel="alternate" type="application/json+oembed" href="/wp-json/oembed/1.0/embed?url=x">
<link rel="alternate" type="application/atom+xml" href="https://hawk.example/atom.xml">
<link rel="alternate" hreflang="de" href="/de/">
<link rel="https://api.w.org/" href="https://kite.example/wp-json/">
"""


def test_what_a_page_declares() -> None:
    html = f"<html><head>{HEAD}</head><body><a href='/rss.xml'>RSS</a><a href='/x'>RSS of feelings</a></body></html>"
    tree = parse(html)
    assert tree is not None
    found = of_page(tree, f"{HOME}blog/")
    assert [(place.kind, place.url.partition("?")[0]) for place in found] == [
        ("wordpress", f"{HOME}wp-json/wp/v2/posts"),
        ("feed", f"{HOME}feed/"),
        ("feed", f"{HOME}rss.xml"),
    ]


def test_what_robots_txt_names() -> None:
    text = (
        "User-agent: *\nDisallow: /x\nSITEMAP: https://kite.example/s.xml\nSitemap: /relative.xml # here\n"
        "Sitemap: https://hawk.example/s.xml\nSitemap:\nSitemap: https://kite.example/s.xml\n"
    )
    found = of_robots(text, f"{HOME}robots.txt")
    assert Place("sitemap", f"{HOME}s.xml") in found
    assert [place for place in found if "hawk" in place.url] == []
    assert len(found) == len(set(found)) == 2


def test_an_api_s_posts() -> None:
    named = urlsplit(posts_of(f"{HOME}wp-json"))
    assert named.path == "/wp-json/wp/v2/posts"
    plain = urlsplit(posts_of(f"{HOME}?rest_route=/"))
    assert parse_qs(plain.query)["rest_route"] == ["/wp/v2/posts"]
    since = parse_qs(urlsplit(changed_since(plain.geturl(), "2026-11-25T00:00:00")).query)
    assert since["modified_after"] == ["2026-11-25T00:00:00"]
    assert since["orderby"] == ["modified"]


def test_usual_places_begin_with_the_listing_s_own() -> None:
    feeds = [place.url for place in usual(f"{HOME}views/?lang=en", ["feed"])]
    assert feeds[0] == f"{HOME}views/feed/"
    assert f"{HOME}feed/" in feeds
    assert not any(place.declared for place in usual(HOME, ["sitemap", "feed", "wordpress"]))
