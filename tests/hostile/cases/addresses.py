"""Addresses off the list: every way by which a page, a redirect or a file may lead the crawler to a private host.

In each, 127.0.0.1 and others at a second port are the private host; the source names the first port alone.
"""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

from tests.hostile.answers import made, raw, redirect, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, listing, page

if TYPE_CHECKING:
    from tests.hostile.case import Serve
    from tests.hostile.world import World

links = Family("link to")
redirects = Family("redirect to")
FAMILIES = [links, redirects]

# What stands before the path: {port} is the private server's, {site} the site's own host and port.
FORMS = {
    "another port": "http://127.0.0.1:{port}",
    "another loopback address": "http://127.0.0.2:{port}",
    "localhost": "http://localhost:{port}",
    "localhost in capitals": "HTTP://LOCALHOST:{port}",
    "localhost with a dot": "http://localhost.:{port}",
    "the machine's own name": f"http://{socket.gethostname()}:{{port}}",
    "an address with a dot": "http://127.0.0.1.:{port}",
    "a decimal address": "http://2130706433:{port}",
    "a hexadecimal address": "http://0x7f000001:{port}",
    "hexadecimal parts": "http://0x7f.0x0.0x0.0x1:{port}",
    "octal parts": "http://0177.0.0.01:{port}",
    "a short address": "http://127.1:{port}",
    "zero": "http://0:{port}",
    "any address": "http://0.0.0.0:{port}",
    "IPv6": "http://[::1]:{port}",
    "IPv6 in full": "http://[0000:0000:0000:0000:0000:0000:0000:0001]:{port}",
    "IPv6 mapped": "http://[::ffff:127.0.0.1]:{port}",
    "IPv6 mapped in hex": "http://[::ffff:7f00:1]:{port}",
    "IPv6 any": "http://[::]:{port}",
    "user before the host": "http://{site}@127.0.0.1:{port}",
    "user and password": "http://127.0.0.1:80@127.0.0.1:{port}",
    "a backslash before the at": "http://127.0.0.1:{port}\\@{site}",
    "two ports": "http://{site}:{port}",
    "a padded port": "http://127.0.0.1:00{port}",
    "no scheme": "//127.0.0.1:{port}",
    "backslashes": "\\\\127.0.0.1:{port}",
    "a slash and a backslash": "/\\127.0.0.1:{port}",
    "scheme and backslashes": "http:\\\\127.0.0.1:{port}",
    "one slash": "http:/127.0.0.1:{port}",
    "three slashes": "http:///127.0.0.1:{port}",
    "a tab in the scheme": "ht&#9;tp://127.0.0.1:{port}",
    "a newline in the host": "http://127.0.&#10;0.1:{port}",
    "a control before it": "&#1; http://127.0.0.1:{port}",
    "digits in circles": "http://①②⑦.⓪.⓪.①:{port}",
    "ideographic dots": "http://127。0。0。1:{port}",
    "an escaped host": "http://%31%32%37.0.0.1:{port}",
    "https to a plain port": "https://127.0.0.1:{port}",
    "ftp": "ftp://127.0.0.1:{port}",
    "gopher": "gopher://127.0.0.1:{port}",
    "dict": "dict://127.0.0.1:{port}",
    "ws": "ws://127.0.0.1:{port}",
    "s3": "s3://127.0.0.1:{port}",
    "view-source": "view-source:http://127.0.0.1:{port}",
}
# What a redirect says raw differs: a header has no entities.
IN_HEADERS = {
    "a tab in the scheme": "ht\ttp://127.0.0.1:{port}",
    "a newline in the host": "http://127.0.\t0.1:{port}",
    "a control before it": "\x01 http://127.0.0.1:{port}",
}
OTHER_SCHEMES = {
    "a file": "file:///etc/passwd",
    "a file of localhost": "file://localhost/etc/passwd",
    "data": "data:text/html,<h1>Data</h1><p>" + "Words of no page. " * 60 + "</p>",
    "javascript": "javascript:alert(1)",
}
QUICK = {
    "another port",
    "localhost",
    "a decimal address",
    "IPv6 mapped",
    "user before the host",
    "backslashes",
    "ftp",
}
STATUSES = (
    "301 Moved",
    "302 Found",
    "303 See Other",
    "307 Temporary",
    "308 Permanent",
    "300 Choices",
    "305 Use Proxy",
)


def _to(world: World, form: str) -> str:
    return f"{form.format(port=world.off.port, site=world.named)}/a/{world.slug}"


def _link(form: str) -> Serve:
    return lambda world: world.list(_to(world, form))


def _redirect(form: str) -> Serve:
    return lambda world: world.bad(redirect(_to(world, form)))


def _other_link(address: str) -> Serve:
    return lambda world: world.list(address, Fate.NO_ARTICLE, known_by=address[:20])


def _other_redirect(address: str) -> Serve:
    return lambda world: world.bad(redirect(address))


def _status(status: str) -> Serve:
    return lambda world: world.bad(redirect(world.off_url(), status))


for name, form in FORMS.items():
    links.add(name, _link(form), quick=name in QUICK)
    redirects.add(name, _redirect(IN_HEADERS.get(name, form)), quick=name in QUICK)
for name, address in OTHER_SCHEMES.items():
    links.add(name, _other_link(address))
    redirects.add(name, _other_redirect(address), quick=name == "a file")
for status in STATUSES:
    redirects.add(f"another port by {status[:3]}", _status(status))


@redirects("another port after three of the site's own", quick=True)
def chain(world: World) -> None:
    for number in (1, 2):
        world.site.scripts[f"{world.path}/{number}"] = redirect(f"{world.path}/{number + 1}")
    world.site.scripts[f"{world.path}/3"] = redirect(world.off_url())
    world.bad(redirect(f"{world.path}/1"))


@redirects("another port by the element meta", quick=True)
def meta(world: World) -> None:
    element = f'<meta http-equiv="refresh" content="0; url={world.off_url()}">'
    world.bad(whole(page("A page that leads away", "refreshing", element)), Fate.EITHER)


@redirects("a decimal address by the element meta")
def meta_decimal(world: World) -> None:
    element = f"<meta http-equiv='Refresh' content=\"0;URL='{world.off_url('2130706433')}'\">"
    world.bad(whole(page("A page that leads away", "refreshing", element)), Fate.EITHER)


@redirects("a file by the element meta")
def meta_file(world: World) -> None:
    world.bad(
        whole(page("A page", "refreshing", '<meta http-equiv="refresh" content="0;url=file:///etc/passwd">')),
        Fate.EITHER,
    )


@redirects("another port by the header Refresh")
def refresh(world: World) -> None:
    world.bad(whole(page("A page that leads away", "refreshing"), f"Refresh: 0; url={world.off_url()}"), Fate.EITHER)


@redirects("another port by a header Location of a 200")
def location(world: World) -> None:
    more = f"Location: {world.off_url()}", f"Content-Location: {world.off_url()}"
    world.bad(whole(page("A page that is here", "moving"), *more), Fate.STORED)


@redirects("another port by a second Location")
def second_location(world: World) -> None:
    lines = f"Location: {world.path}/own", f"Location: {world.off_url()}", "Content-Length: 0"
    world.site.scripts[f"{world.path}/own"] = whole(page("A page that has moved", "moving"))
    world.bad(raw(b"HTTP/1.1 302 Found\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n"), Fate.EITHER)


named = Family("name that resolves to")
FAMILIES.append(named)
# The site itself, and what a name of the same domain resolves to in turn.
RESOLVED = {
    "a private address": ("127.0.0.1",),
    "another loopback address": ("127.0.0.2",),
    "IPv6": ("::1",),
    "IPv6 mapped": ("::ffff:127.0.0.1",),
    "any address": ("0.0.0.0",),
    "a public and a private address": ("192.0.0.9 127.0.0.1",),
    "a private address from the second time on": ("192.0.0.9", "127.0.0.1"),
    "a private address from the third time on": ("192.0.0.9", "192.0.0.9", "127.0.0.1"),
}


def _named_link(world: World) -> None:
    world.list(world.off_url("files.kite.example"))


def _named_redirect(world: World) -> None:
    world.bad(redirect(world.off_url("files.kite.example")))


for name, turns in RESOLVED.items():
    table = {"kite.example": ("127.0.0.1",), "files.kite.example": turns}
    named.add(f"{name}, linked", _named_link, alone=True, names=table)
    named.add(f"{name}, redirected to", _named_redirect, alone=True, names=table)


counted = Family("address off the list in")
FAMILIES.append(counted)


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
    counted.add(name, _behind(element), alone=True, quick=name.endswith("next page"))
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
    return "".join(form.format(world.url(to), title) for to, title in _rows())


def _rows() -> list[tuple[str, str]]:
    from tests.hostile.world import good_rows

    return good_rows()


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
    posts = [{"link": world.url(to), "title": {"rendered": title}} for to, title in _rows()]
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
