"""Places where an address off the list may stand: in a listing, an article, a feed, a sitemap, an API or robots.txt.

Those that are linked or redirected to are in `addresses.py`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.hostile.answers import made, redirect, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, good_rows, listing, page

if TYPE_CHECKING:
    from tests.hostile.case import Serve
    from tests.hostile.world import World

counted = Family("address off the list in")
FAMILIES = [counted]


def _in_head(element: str) -> Serve:
    """In the listing's head, or in front of it."""

    def serve(world: World) -> None:
        world.head += element.format(off=world.off_url(), port=world.off.port)

    return serve


def _behind(element: str) -> Serve:
    def serve(world: World) -> None:
        world.foot += element.format(off=world.off_url(), port=world.off.port)

    return serve


def _in_article(element: str, *, body: bool = False) -> Serve:
    def serve(world: World) -> None:
        made = element.replace("OFF", world.off_url())
        world.bad(
            whole(page("An article that names others", "naming", *(("", made) if body else (made,)))), Fate.EITHER
        )

    return serve


LISTING_HEADS = {
    "the listing's rel=next": '<link rel="next" href="{off}">',
    "the listing's feed": '<link rel="alternate" type="application/rss+xml" href="{off}">',
    "the listing's JSON feed": '<link rel="alternate" type="application/feed+json" href="{off}">',
    "the listing's API": '<link rel="https://api.w.org/" href="{off}/wp-json/">',
    "the listing's canonical": '<link rel="canonical" href="{off}">',
    "the listing's prefetch": '<link rel="dns-prefetch preconnect prerender" href="{off}">',
}
LISTING_FEET = {
    "the listing's next page": '<nav class="pagination"><a href="{off}">2</a><a class="next" href="{off}">Next</a></nav>',
    "the listing's button": '<button data-url="{off}" data-next-page="2" class="load-more">Load more</button>',
    "the listing's form": '<form action="{off}" method="post"><input name="page" value="2"><button>More</button></form>',
    "the listing's archive": '<ul><li><a href="{off}/2023/">2023</a></li><li><a href="{off}/2022/">2022</a></li></ul>',
    "the listing's frame": '<iframe src="{off}"></iframe><script src="{off}"></script><img src="{off}">',
}
ARTICLE_HEADS = {
    "an article's canonical": '<link rel="canonical" href="OFF">',
    "an article's AMP": '<link rel="amphtml" href="OFF">',
    "an article's og:url": '<meta property="og:url" content="OFF"><meta property="og:image" content="OFF.png">',
    "an article's rel=next": '<link rel="next" href="OFF"><link rel="prev" href="OFF">',
    "an article's base": '<base href="OFF/">',
    "an article's JSON-LD": '<script type="application/ld+json">{"@type": "Article", "@context": "OFF", "url": "OFF",'
    ' "mainEntityOfPage": "OFF", "image": "OFF.png", "license": "OFF"}</script>',
    "an article's oEmbed": '<link rel="alternate" type="application/json+oembed" href="OFF">',
}
ARTICLE_BODIES = {
    "an article's pager": '<nav class="page-links">Pages: <span>1</span> <a href="OFF">2</a> <a href="OFF?3">3</a></nav>',
    "an article's one page": '<a href="OFF" class="single-page">View as one page</a>',
    "an article's counter": '<script>jQuery.get("OFF", {action: "postviews", postviews_id: 5});</script>'
    '<script src="OFF/system/resource/code/news/click/dynclicks.js"></script>'
    '<script>_showDynClicks("wbnews", 1391, 2)</script><span data-views-url="OFF">Views</span>',
    "an article's pictures": '<img src="OFF.png" srcset="OFF-2.png 2x"><video poster="OFF.jpg" src="OFF.mp4"></video>',
    "an article's attachment": '<a href="OFF.pdf" download>The report (PDF)</a>',
    "an article's frame": '<iframe src="OFF"></iframe><object data="OFF"></object><embed src="OFF">',
    "an article's style": '<style>@import url("OFF"); p { background: url(OFF.png) }</style><link rel=stylesheet href="OFF">',
}
for name, element in LISTING_HEADS.items():
    counted.add(name, _in_head(element), alone=True)
for name, element in LISTING_FEET.items():
    counted.add(name, _behind(element), alone=True)
for name, element in ARTICLE_HEADS.items():
    counted.add(name, _in_article(element), quick=name.endswith("canonical"))
for name, element in ARTICLE_BODIES.items():
    counted.add(name, _in_article(element, body=True), quick=name.endswith(("counter", "pager")))


@counted("the listing's base", alone=True)
def base(world: World) -> None:
    world.starts = ["/", "/based"]
    rows = [(f"on-{name}", f"On {name}") for name in ("one", "two", "three")]
    world.site.scripts["/based"] = whole(listing(rows, f'<base href="{world.off_url()}/">'))


@counted("the listing's Link header", alone=True)
def link_header(world: World) -> None:
    world.site.scripts["/"] = made(
        lambda _: whole(world.listing(), f'Link: <{world.off_url()}>; rel="next", <{world.off_url()}>; rel="preload"')
    )


@counted("a counter's redirect")
def counter_redirect(world: World) -> None:
    world.site.scripts[f"{world.path}/views"] = redirect(world.off_url())
    script = f'<script>fetch("{world.path}/views?action=postviews&postviews_id=5")</script>'
    world.bad(whole(page("An article with a counter", "counting", "", script)), Fate.EITHER)


@counted("a further page's redirect")
def further_redirect(world: World) -> None:
    world.site.scripts[f"{world.path}/2/"] = redirect(world.off_url())
    pager = f'<nav class="page-links">Pages: <span>1</span> <a href="{world.path}/2/">2</a></nav>'
    world.bad(whole(page("An article of two pages", "paging", "", pager)), Fate.EITHER)


@counted("the redirect of robots.txt", alone=True, quick=True)
def robots_redirect(world: World) -> None:
    world.site.scripts["/robots.txt"] = redirect(world.off_url())


@counted("a sitemap line of robots.txt", alone=True)
def robots_sitemap(world: World) -> None:
    lines = f"User-agent: *\nAllow: /\nSitemap: {world.off_url()}\nHost: 127.0.0.1:{world.off.port}\n"
    world.site.scripts["/robots.txt"] = whole(lines, "Content-Type: text/plain")


@counted("the redirect of a second listing", alone=True, exit=1, cause="any")
def listing_redirect(world: World) -> None:
    world.starts = ["/", "/more"]
    world.site.scripts["/more"] = redirect(world.off_url())


@counted("the redirect of a sitemap", alone=True)
def sitemap_redirect(world: World) -> None:
    world.site.scripts["/sitemap.xml"] = redirect(world.off_url())


@counted("the redirect of a feed", alone=True)
def feed_redirect(world: World) -> None:
    world.head += '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    world.site.scripts["/feed.xml"] = redirect(world.off_url())


def _entries(world: World, name: str, body: str) -> None:
    world.site.scripts[f"/{name}"] = whole(body, "Content-Type: application/xml")
    world.expect(world.slug, Fate.NO_ARTICLE)


def _good(world: World, form: str) -> str:
    return "".join(form.format(world.url(to), title) for to, title in good_rows())


@counted("a sitemap's entry", alone=True, quick=True)
def sitemap_entry(world: World) -> None:
    entries = _good(world, "<url><loc>{}</loc></url>") + f"<url><loc>{world.off_url()}</loc></url>"
    _entries(world, "sitemap.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>')


@counted("a sitemap index", alone=True)
def sitemap_index(world: World) -> None:
    entry = f"<sitemap><loc>{world.off_url()}</loc></sitemap>"
    _entries(
        world,
        "sitemap.xml",
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entry}</sitemapindex>',
    )


@counted("a feed's entry", alone=True)
def feed_entry(world: World) -> None:
    world.head += '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    items = _good(world, "<item><link>{}</link><title>{}</title></item>")
    items += f'<item><link>{world.off_url()}</link><guid isPermaLink="true">{world.off_url()}</guid></item>'
    _entries(world, "feed.xml", f'<rss version="2.0"><channel><title>Kite</title>{items}</channel></rss>')


@counted("an Atom feed's entry and next page", alone=True)
def atom_entry(world: World) -> None:
    world.head += '<link rel="alternate" type="application/atom+xml" href="/atom.xml">'
    entries = _good(world, '<entry><link href="{}"/><title>{}</title></entry>')
    entries += f'<entry><link href="{world.off_url()}"/></entry><link rel="next" href="{world.off_url()}"/>'
    _entries(world, "atom.xml", f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>')


@counted("a post of WordPress' API", alone=True)
def wordpress(world: World) -> None:
    world.head += f'<link rel="https://api.w.org/" href="{world.url("/wp-json/")}">'
    posts = [{"link": world.url(to), "title": {"rendered": title}} for to, title in good_rows()]
    posts.append({"link": world.off_url(), "title": {"rendered": "A post of another site"}})
    world.site.trees["/wp-json/wp/v2/posts"] = whole(json.dumps(posts), "Content-Type: application/json")
    world.expect(world.slug, Fate.NO_ARTICLE)


@counted("an entity of a feed", alone=True)
def entity(world: World) -> None:
    world.head += '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    dtd = f'<!DOCTYPE rss SYSTEM "{world.off_url()}" [<!ENTITY x SYSTEM "{world.off_url()}"><!ENTITY % y SYSTEM "{world.off_url()}"> %y;]>'
    items = _good(world, "<item><link>{}</link><title>{} &x;</title></item>")
    _entries(world, "feed.xml", f'<?xml version="1.0"?>{dtd}<rss version="2.0"><channel>{items}</channel></rss>')


@counted("an inclusion of a sitemap", alone=True)
def inclusion(world: World) -> None:
    entries = _good(world, "<url><loc>{}</loc></url>")
    entries += f'<xi:include href="{world.off_url()}" xmlns:xi="http://www.w3.org/2001/XInclude"/>'
    style = f'<?xml-stylesheet type="text/xsl" href="{world.off_url()}"?>'
    _entries(
        world, "sitemap.xml", f'{style}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    )
