"""How are articles found whose listing has no pages: archives by year and month, a sitemap, a feed?"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from crawler.demo.kinds.kind import Served
from crawler.demo.kinds.render import EVENTS, framed, html_of, months, page
from crawler.demo.site import Resource

if TYPE_CHECKING:
    from crawler.demo.kinds.kind import Kind

XML = "application/xml"


def archives(kind: Kind, _: str) -> Served:
    """The listing shows the newest month and names the years; a year's page names its months."""
    at, heading = kind.at.listing, kind.words.news
    by_month = {month: [*stories] for month, stories in groupby(kind.articles, lambda one: f"{one.day:%Y/%m}")}
    years = list(dict.fromkeys(month[:4] for month in by_month))
    row = _links([(year, f"{at}{year}/") for year in years])
    newest = framed(kind, heading, next(iter(by_month.values())))
    served = {at: page(kind, heading, newest + row)}
    for year in years:
        within = [(month, f"{at}{month}/") for month in by_month if month.startswith(year)]
        served[f"{at}{year}/"] = page(kind, f"{heading} {year}", f"<h1>{year}</h1>{_links(within)}")
    for month, stories in by_month.items():
        served[f"{at}{month}/"] = page(kind, f"{heading} {month}", framed(kind, f"{heading} {month}", stories) + row)
    return Served(served)


def _links(links: list[tuple[str, str]]) -> str:
    return "<ul>" + "".join(f'<li><a href="{path}">{text}</a></li>' for text, path in links) + "</ul>"


def sitemap_only(kind: Kind, base_url: str) -> Served:
    """A script fills the listing; robots.txt names the sitemap, in which every page of the site stands."""
    at = kind.at
    dated = [(story.path, f"<lastmod>{story.day.isoformat()}</lastmod>") for story in kind.articles]
    others = [at.listing, *(at.plain.format(name) for name in ("about", "events", "contact"))]
    others += [at.topic.format(number) for number in range(len(kind.prose.topics))]
    others += [at.author.format(number) for number in range(len(kind.words.names))]
    others += [at.event.format(number) for number in range(1, EVENTS + 1)]
    others += [at.month.format(month) for month in months(kind)]
    entries = "".join(
        f"<url><loc>{escape(base_url + path)}</loc>{more}</url>\n"
        for path, more in [*((path, "") for path in others), *dated]
    )
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    return Served(
        {
            at.listing: _shell(kind, ""),
            "/sitemap.xml": Resource(sitemap.encode(), XML),
            "/robots.txt": Resource(f"User-agent: *\nSitemap: {base_url}/sitemap.xml\n".encode(), "text/plain"),
        }
    )


def feed_only(kind: Kind, base_url: str) -> Served:
    """A script fills the listing, and its head names a feed of all articles."""
    items = "".join(
        f"<item><title>{escape(story.title)}</title><link>{escape(base_url + story.path)}</link>"
        f"<pubDate>{story.day:%a, %d %b %Y} 09:00:00 +0000</pubDate></item>\n"
        for story in kind.articles
    )
    channel = (
        f"<title>{kind.words.news}</title><link>{base_url}/</link><description>{kind.words.institute}</description>"
    )
    feed = f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{channel}\n{items}</channel></rss>\n'
    named = '<link rel="alternate" type="application/rss+xml" title="RSS" href="/rss.xml">'
    return Served({kind.at.listing: _shell(kind, named), "/rss.xml": Resource(feed.encode(), "application/rss+xml")})


def _shell(kind: Kind, head: str) -> Resource:
    """A page that holds nothing until its script has run."""
    return html_of(
        kind,
        f'<!DOCTYPE html><html lang="{kind.words.language}"><head><title>{kind.words.news}</title>{head}</head>'
        '<body><div id="app"></div><noscript>You need to enable JavaScript to run this app.</noscript>'
        '<script src="/app.js"></script></body></html>',
    )
