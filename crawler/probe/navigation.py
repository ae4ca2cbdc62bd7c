"""Which pages that a page names may list the site's articles? By its menus, and for an article by what stands above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from crawler.address import canonical
from crawler.listings.anchors import ancestors, anchors, parse
from crawler.probe.listing_words import rank

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from crawler.listings.anchors import Anchor

CRUMBS = re.compile(r"crumb|\bplace\b|\blocation\b|\bposition\b|weizhi|\bpath\b", re.IGNORECASE)
CRUMB_LEVELS = 4  # how far above a link its trail may stand
DATED = re.compile(r"/\d+/$")  # a folder of a year, a month or a number is no listing of its own
HOME = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home)\.\w{3,5})?", re.IGNORECASE)


def is_home(url: str) -> bool:
    """Whether an address is that of a site's first page, in one of its languages perhaps."""
    parts = urlsplit(url)
    return HOME.fullmatch(parts.path) is not None and not parts.query


def named_by_menu(html: str, url: str) -> list[str]:
    """The pages that links call a place of articles, the likeliest first.

    Args:
        html: The page.
        url: Its address.
    """
    ranked: dict[str, float] = {}
    for anchor in _anchors(html, url):
        place = rank(anchor.text)
        if place is not None:
            ranked[anchor.url] = min(place, ranked.get(anchor.url, place))
    return list(dict.fromkeys(map(canonical, sorted(ranked, key=lambda one: ranked[one]))))


def above(html: str, url: str) -> list[str]:
    """The pages that an article may be listed on: of its trail, the nearest first, and the folders of its address.

    Args:
        html: The article's page.
        url: Its address.
    """
    trail = [one.url for one in _anchors(html, url) if _in_trail(one.element)]
    here = url.rstrip("/")
    folders = [folder for folder in (urljoin(here, "."), urljoin(here, "..")) if not DATED.search(folder)]
    found = dict.fromkeys(map(canonical, (*reversed(trail), *folders)))
    return [one for one in found if one != canonical(url) and not is_home(one)]


def _anchors(html: str, url: str) -> list[Anchor]:
    tree = parse(html)
    return anchors(tree, url) if tree is not None else []


def _in_trail(element: HtmlElement) -> bool:
    return any(
        CRUMBS.search(f"{one.get('class') or ''} {one.get('id') or ''} {one.get('aria-label') or ''}")
        for one in ancestors(element, CRUMB_LEVELS)
    )
