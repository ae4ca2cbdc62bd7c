"""Feeds and an API beside the listing: endless, immense, cut off, or made to break whoever reads XML or JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.hostile.answers import endless, head, made, raw, whole
from tests.hostile.case import Family
from tests.hostile.cases.sitemaps import BILLION, XML
from tests.hostile.world import Fate, good_rows, page

if TYPE_CHECKING:
    from tests.hostile.case import Serve
    from tests.hostile.server import Script, Talk
    from tests.hostile.world import World

feeds = Family("feed", alone=True)
apis = Family("API", alone=True)
FAMILIES = [feeds, apis]
QUADRATIC = f'<!DOCTYPE x [<!ENTITY q "{"q" * 100_000}">]>'


def rss(world: World, more: str = "", before: str = "") -> str:
    """The good articles as a feed."""
    items = "".join(f"<item><link>{world.url(to)}</link><title>{title}</title></item>" for to, title in good_rows())
    return (
        f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>Kite</title>{items}{more}</channel></rss>'
    )


def _feed(script: Script, kind: str = "application/rss+xml") -> Serve:
    def serve(world: World) -> None:
        world.head += f'<link rel="alternate" type="{kind}" href="/feed.xml">'
        world.site.scripts["/feed.xml"] = script

    return serve


@feeds("with a billion laughs", quick=True)
def feed_laughs(world: World) -> None:
    _feed(whole(rss(world, "<item><title>&l11;</title></item>", BILLION), XML))(world)


@feeds("that grows by the square")
def quadratic(world: World) -> None:
    _feed(whole(rss(world, f"<item><title>{'&q;' * 20_000}</title></item>", QUADRATIC), XML))(world)


@feeds("with a file as an entity")
def file(world: World) -> None:
    dtd = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    path = world.path
    more = f"<item><link>{world.url(path)}</link><title>&f;</title></item>"
    world.site.scripts[path] = whole(page("An article of the feed", "feeds"))
    _feed(whole(rss(world, more, dtd), XML))(world)


@feeds("cut off in an item")
def feed_cut(world: World) -> None:
    _feed(whole(rss(world)[:-120], XML))(world)


@feeds("with links to scripts and files")
def odd_links(world: World) -> None:
    links = ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//", "http://", "http://[", "\x00")
    more = "".join(f"<item><link>{link}</link><title>Odd</title></item>" for link in links)
    _feed(whole(rss(world, more).replace("\x00", "&#0;"), XML))(world)
    world.expect("passwd", Fate.NO_ARTICLE)


@feeds("with dates of no calendar")
def dates(world: World) -> None:
    wrong = ("Mon, 99 Xxx 99999 99:99:99 +9999", "0000-00-00", "-1", "9" * 10_000, "\u0661\u0662")
    more = "".join(f"<item><link>{world.url('/a/on-grain')}</link><pubDate>{one}</pubDate></item>" for one in wrong)
    _feed(whole(rss(world, more), XML))(world)


@feeds("with a next page without an end")
def archive(world: World) -> None:
    def feed(talk: Talk) -> Script:
        number = talk.path.count("x") + 1
        further = f'<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="next" href="{world.url("/feed.xml?" + "x" * number)}"/>'
        return whole(rss(world, further), XML)

    _feed(made(feed))(world)
    world.site.trees["/feed.xml?"] = made(feed)


FEEDS: dict[str, tuple[Script, str]] = {
    "100,000 levels deep": (whole("<rss><channel>" + "<item>" * 100_000, XML), "application/rss+xml"),
    "without an end": (
        endless(head(XML) + b"<rss><channel>", lambda _: b"<item><link>/x</link></item>" * 99),
        "application/rss+xml",
    ),
    "of JSON, 100,000 levels deep": (
        whole("[" * 100_000, "Content-Type: application/feed+json"),
        "application/feed+json",
    ),
    "of JSON, with a number of a megabyte": (
        whole(
            '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": ' + "9" * 1_000_000 + "}]}",
            "Content-Type: application/feed+json",
        ),
        "application/feed+json",
    ),
    "of JSON, with values of other types": (
        whole(
            '{"version": "https://jsonfeed.org/version/1.1", "items": [null, 5, [], {"url": {}}, {"url": ["/a"]}], "next_url": 7}',
            "Content-Type: application/feed+json",
        ),
        "application/feed+json",
    ),
}
for name, (script, kind) in FEEDS.items():
    feeds.add(name, _feed(script, kind))


def _api(body: str, *lines: str) -> Serve:
    def serve(world: World) -> None:
        world.head += f'<link rel="https://api.w.org/" href="{world.url("/wp-json/")}">'
        world.site.trees["/wp-json/"] = whole(body, "Content-Type: application/json", *lines)

    return serve


APIS = {
    "of other types": json.dumps([None, 1, "x", [], {}, {"link": 5}, {"link": {"rendered": "x"}}, {"title": []}]),
    "of deep JSON": "[" * 50_000 + "]" * 50_000,
    "cut off": '[{"link": "http://127.0.0.1/a", "title": {"rend',
    "of infinite numbers": '[{"link": NaN, "id": Infinity, "date_gmt": -1e9999}]',
    "of lone surrogates": '[{"link": "/a/\\ud800", "title": {"rendered": "\\udfff"}, "date_gmt": "\\ud800"}]',
}
for name, body in APIS.items():
    apis.add(name, _api(body))


@apis("with pages without an end")
def pages(world: World) -> None:
    posts = json.dumps([{"link": world.url(to), "title": {"rendered": title}} for to, title in good_rows()])
    _api(posts, "X-WP-Total: 999999999", "X-WP-TotalPages: 999999999")(world)


@apis("closed in the middle")
def closed(world: World) -> None:
    _api("")(world)
    world.site.trees["/wp-json/"] = raw(head("Content-Type: application/json", "Content-Length: 5000"), b'[{"link": ')
