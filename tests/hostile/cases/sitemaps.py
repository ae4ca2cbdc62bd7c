"""Sitemaps beside the listing: cyclic, immense, cut off, or made to break whoever reads XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.answers import endless, head, made, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, good_rows, page

if TYPE_CHECKING:
    from tests.hostile.case import Serve
    from tests.hostile.server import Script, Talk
    from tests.hostile.world import World

sitemaps = Family("sitemap", alone=True)
FAMILIES = [sitemaps]
XML = "Content-Type: application/xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BILLION = f'<!DOCTYPE x [<!ENTITY l0 "laugh">{LAUGHS}]>'
MANY = " ".join(f"a{number}=''" for number in range(100_000))


def urlset(world: World, more: str = "", before: str = "") -> str:
    """The good articles as a sitemap."""
    entries = "".join(f"<url><loc>{world.url(to)}</loc></url>" for to, _ in good_rows())
    return f'<?xml version="1.0"?>{before}<urlset {NS}>{entries}{more}</urlset>'


def index(*children: str) -> str:
    """A sitemap of sitemaps."""
    return (
        f"<sitemapindex {NS}>{''.join(f'<sitemap><loc>{child}</loc></sitemap>' for child in children)}</sitemapindex>"
    )


def _sitemap(script: Script) -> Serve:
    def serve(world: World) -> None:
        world.site.scripts["/sitemap.xml"] = script

    return serve


@sitemaps("that names itself")
def itself(world: World) -> None:
    world.site.scripts["/sitemap.xml"] = whole(index(world.url("/sitemap.xml")), XML)


@sitemaps("two that name each other")
def pair(world: World) -> None:
    world.site.scripts["/sitemap.xml"] = whole(index(world.url("/other.xml")), XML)
    world.site.scripts["/other.xml"] = whole(index(world.url("/sitemap.xml")), XML)


@sitemaps("deeper and deeper")
def deeper(world: World) -> None:
    def child(talk: Talk) -> Script:
        return whole(index(world.url(f"/sitemap.xml?{talk.path.count('x')}x{'x' * talk.path.count('x')}")), XML)

    world.site.trees["/sitemap.xml"] = made(child)


@sitemaps("of 2,000 sitemaps")
def many(world: World) -> None:
    children = (world.url(f"/s/{number}.xml") for number in range(2_000))
    world.site.scripts["/sitemap.xml"] = whole(index(*children), XML)
    world.site.trees["/s/"] = made(lambda _: whole(urlset(world), XML))


@sitemaps("of a page that is none of the source's")
def stray(world: World) -> None:
    world.site.scripts["/sitemap.xml"] = whole(urlset(world, "<url><loc>file:///etc/passwd</loc></url>"), XML)
    world.expect("passwd", Fate.NO_ARTICLE)


@sitemaps("of 200,000 addresses of nothing")
def addresses(world: World) -> None:
    more = "".join(f"<url><loc>{world.url(f'/tag/{number}')}</loc></url>" for number in range(200_000))
    world.site.scripts["/sitemap.xml"] = whole(urlset(world, more), XML)


@sitemaps("with a billion laughs")
def laughs(world: World) -> None:
    more = "<url><loc>&l11;</loc></url>"
    world.site.scripts["/sitemap.xml"] = whole(urlset(world, more, BILLION), XML)


@sitemaps("of 15 MB in one element")
def element(world: World) -> None:
    world.site.scripts["/sitemap.xml"] = whole(urlset(world, f"<url><loc>{'a' * 15_000_000}</loc></url>"), XML)


@sitemaps("cut off")
def cut(world: World) -> None:
    world.site.scripts["/sitemap.xml"] = whole(urlset(world)[:-200], XML)


SITEMAPS: dict[str, Script] = {
    "100,000 levels deep": whole(f"<urlset {NS}>" + "<url>" * 100_000, XML),
    "without an end": endless(
        head(XML, status="200 OK") + f"<urlset {NS}>".encode(), lambda n: b"<url><loc>/%d</loc></url>" % n * 99
    ),
    "that is a page": whole(page("Our site", "sitemaps")),
    "that is noise": whole(bytes(range(256)) * 4_000, XML),
    "in an encoding that nobody has": whole('<?xml version="1.0" encoding="klingon"?><urlset/>', XML),
    "in UTF-16 without a mark": whole(f"<urlset {NS}/>".encode("utf-16-le"), XML),
    "with 100,000 attributes": whole(f"<urlset {NS} {MANY}/>", XML),
}
for name, script in SITEMAPS.items():
    sitemaps.add(name, _sitemap(script))
