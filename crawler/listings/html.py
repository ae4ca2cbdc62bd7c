"""Which links of a listing page lead to articles? Told by the page's own repeated structure.

Links that stand at the same kind of place (the same tags and classes above them) form a group. A list of articles
is a group whose words read like titles: long, each different, in headings, with dates or teasers beside them, and
not inside navigation. What an address looks like is no evidence: patterns lose articles on every second site. That it
looks like those of the page's articles is some.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from crawler.address import site_of
from crawler.listings.anchors import (
    HEADINGS,
    MOST_ANCHORS,
    ancestors,
    anchors,
    base_url,
    parse,
    resolve,
    same_host,
    words,
)
from crawler.listings.archives import archives
from crawler.listings.choice import lists_of_articles
from crawler.listings.elsewhere import of_page
from crawler.listings.evidence import date_in
from crawler.listings.foreign import listed_elsewhere
from crawler.listings.labels import is_aside
from crawler.listings.paging.further import next_turns
from crawler.listings.places import groups_of
from crawler.listings.record import Link, Listing, Rule, Turn
from pipelines.bounds import MOST_TAGS

if TYPE_CHECKING:
    from collections.abc import Container

    from lxml.html import HtmlElement

    from crawler.listings.anchors import Anchor
    from crawler.listings.places import Group

MOST_LINKS = 10_000


def read(html: str, url: str, rule: Rule, *, surveyed: bool = False) -> Listing:
    """The article links of a listing page and the pages that go on from it.

    Args:
        html: The page.
        url: Its address.
        rule: The source's own selectors, which win over what is found.
        surveyed: Whether it matters where else the page points.
    """
    beginning = _first_tags(html)
    tree = parse(beginning)
    if tree is None:
        return Listing()
    anchored = [] if rule.link else anchors(tree, url, rule.sites)
    groups = lists_of_articles(
        tree, groups_of([one for one in anchored if not _home(one.url)], _navigation(tree, url))
    )
    links = _selected(tree, url, rule.link) if rule.link else _found(anchored, groups)
    further = (
        [Turn(link.url) for link in _selected(tree, url, rule.next)]
        if rule.next
        else next_turns(tree, url, len(links))
    )
    listed = {link.url for link in links}
    return Listing(
        tuple(links[:MOST_LINKS]),
        tuple(turn for turn in further if turn.url not in listed),
        archives=tuple(one for one in archives(tree, url, [link.date_raw for link in links]) if one not in listed),
        kind="html",
        cut=len(beginning) < len(html) or len(links) > MOST_LINKS or len(anchored) == MOST_ANCHORS,
        elsewhere=listed_elsewhere(
            tree,
            url,
            (row.element for group in groups for row in group.rows),
            lambda one: same_host(one, url) or site_of(one) in rule.sites,
        ),
        places=tuple(of_page(tree, url)) if surveyed else (),
        aside=_aside(tree, url, listed) if surveyed else frozenset(),
    )


def _first_tags(html: str) -> str:
    """As much of a page as is read, which begins with the newest: a tree of more tags takes more memory than it may."""
    *_, rest = parts = html.split("<", MOST_TAGS + 1)
    return html[: -len(rest) - 1] if len(parts) > MOST_TAGS + 1 else html


def _aside(tree: HtmlElement, url: str, listed: Container[str]) -> frozenset[str]:
    """The addresses that a page leads to besides those it lists, from its navigation and the like.

    Where it lists nothing, all of its links are beside the matter.
    """
    found = anchors(tree, url)
    others = [one for one in found if one.url not in listed]
    if len(others) == len(found):
        return frozenset(one.url for one in others)
    return frozenset(one.url for one in others if any(map(is_aside, ancestors(one.element))))


def _selected(tree: HtmlElement, url: str, css: str) -> list[Link]:
    """What a selector picks: `a` elements, or the first one inside what it picks."""
    base = base_url(tree, url)
    links: dict[str, Link] = {}
    for element in tree.cssselect(css):
        for anchor in [element] if element.tag == "a" else list(element.iter("a"))[:1]:
            if target := resolve(base, anchor.get("href")):
                links.setdefault(target, Link(target, words(anchor), date_in(element, "")))
    return list(links.values())


def _found(anchored: list[Anchor], groups: list[Group]) -> list[Link]:
    order = {anchor.url: number for number, anchor in reversed(list(enumerate(anchored)))}
    chosen: dict[str, Link] = {}
    for group in groups:
        for row in group.rows:
            link = Link(row.anchor.url, row.anchor.text, date_in(row.element, row.anchor.text))
            chosen[link.url] = _better(link, chosen.get(link.url))
    return sorted(chosen.values(), key=lambda link: order[link.url])


def _navigation(tree: HtmlElement, url: str) -> frozenset[HtmlElement]:
    """The lists of little but links, one of which leads home or to this page: menus."""
    base, here = base_url(tree, url), urldefrag(url)[0]
    own = [
        a for a in tree.iter("a") if (target := resolve(base, a.get("href"))) and (target == here or _home(target))
    ]
    around = (next((parent for parent in ancestors(a) if len(parent) > 1), None) for a in own)
    return frozenset(menu for menu in around if menu is not None and next(menu.iter(*HEADINGS, "p"), None) is None)


def _better(link: Link, other: Link | None) -> Link:
    if other is None:
        return link
    longer = max(link.text, other.text, key=len)
    return Link(link.url, longer, other.date_raw or link.date_raw)


def _home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query
