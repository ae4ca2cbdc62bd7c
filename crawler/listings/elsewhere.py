"""Where else may a site name its articles? Its feeds, sitemaps and API: those it declares, and the usual places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin, urlsplit

from crawler.listings.anchors import base_url, resolve, same_host
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
NO_LISTING = re.compile(r"comment|/oembed", re.IGNORECASE)  # what is declared beside a site's own articles
API = "https://api.w.org/"  # the relation by which WordPress names its API
MOST = 5  # of a kind that are looked at
# Where the common systems have them: WordPress, Yoast and other generators, Drupal, Hugo, Jekyll, Ghost.
USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
USUAL_FEEDS = ("feed/", "/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
# What the API is asked for: all that tells news, and no texts.
FIELDS = {"per_page": 100, "orderby": "modified", "order": "desc", "_fields": "link,title,date_gmt,modified_gmt"}


@dataclass(frozen=True, slots=True)
class Place:
    """An address that may name a site's articles.

    Attributes:
        kind: "feed", "sitemap" or "wordpress".
        url: Absolute.
        declared: Whether the site names it, or it is only usual.
    """

    kind: str
    url: str
    declared: bool = True


def of_page(tree: HtmlElement, url: str) -> list[Place]:
    """The feeds and the API that a page declares, each once.

    Args:
        tree: The page.
        url: Its address.
    """
    base = base_url(tree, url)
    return list(dict.fromkeys((*_apis(tree, base), *_feeds(tree, base))))[: 2 * MOST]


def of_robots(text: str, url: str) -> list[Place]:
    """The sitemaps that a robots.txt names, of its own host.

    Args:
        text: The file.
        url: Its address.
    """
    named = (line.partition(":")[2].strip() for line in text.splitlines() if line.lower().startswith("sitemap:"))
    found = (target for href in named if (target := resolve(url, href)) and same_host(target, url))
    return [Place("sitemap", target) for target in dict.fromkeys(found)][:MOST]


def usual(start: str, kinds: Iterable[str]) -> Iterator[Place]:
    """Where places of these kinds mostly are.

    Args:
        start: The listing's address; its own feed comes before the site's.
        kinds: Which ones.
    """
    for kind in kinds:
        if kind == "sitemap":
            yield from (Place(kind, urljoin(start, path), declared=False) for path in USUAL_SITEMAPS)
        elif kind == "feed":
            own = urlsplit(start)._replace(query="").geturl()
            at = own if own.endswith("/") else f"{own}/"
            found = dict.fromkeys(urljoin(at, path) for path in USUAL_FEEDS)
            yield from (Place(kind, target, declared=False) for target in found)
        else:
            yield Place(kind, posts_of(urljoin(start, "/wp-json/")), declared=False)


def posts_of(api: str) -> str:
    """The address of an API's posts, the last changed ones first."""
    parts = urlsplit(api)
    if "rest_route=" in parts.query:  # where addresses have no names
        return parts._replace(query=urlencode({"rest_route": "/wp/v2/posts", **FIELDS})).geturl()
    return f"{urljoin(api if api.endswith('/') else f'{api}/', 'wp/v2/posts')}?{urlencode(FIELDS)}"


def changed_since(place: str, moment: str) -> str:
    """The address of an API's posts that have changed since, as WordPress from 5.7 on takes it; before, it is of all.

    Args:
        place: As `posts_of` gives it.
        moment: ISO 8601, without a zone, in the site's own zone.
    """
    return f"{place}&{urlencode({'modified_after': moment})}"


def _apis(tree: HtmlElement, base: str) -> Iterator[Place]:
    for link in tree.iter("link"):
        if link.get("rel") == API and (target := resolve(base, link.get("href"))) and same_host(target, base):
            yield Place("wordpress", posts_of(target))


def _feeds(tree: HtmlElement, base: str) -> Iterator[Place]:
    """Those in the page's head, and those that a link in its body calls one."""
    for link in tree.iter("link", "a"):
        is_feed = (link.get("type") or "").lower() in FEED_TYPES or _says_feed(link)
        said = f"{link.get('href')} {link.get('title')}"
        target = resolve(base, link.get("href")) if is_feed and not NO_LISTING.search(said) else None
        if target and same_host(target, base):
            yield Place("feed", target)


def _says_feed(link: HtmlElement) -> bool:
    return link.tag == "a" and squeeze(link.text_content()).lower() in {"rss", "rss feed", "atom", "feed", "xml"}
