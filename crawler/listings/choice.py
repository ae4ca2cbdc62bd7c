"""Which groups of a page's links are its lists of articles? The best one, and those that are like it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from crawler.listings.anchors import ancestors
from crawler.listings.evidence import MOST, SOME, judged
from crawler.listings.labels import is_aside
from crawler.listings.places import LIST
from crawler.listings.shapes import shape_of
from pipelines.text import squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from crawler.listings.evidence import Evidence
    from crawler.listings.places import Group, Place

Held = Counter[tuple[int, int]]  # by the identities of the outer and the inner group
ALSO = 0.6  # how near to the best group another one must come to be a list of articles too
ALIKE = 0.45  # the same for one at the same kind of place, or of addresses of the same shape
MOST_GROUPS = 200  # the best of a page's
FEW_ALIKE = 0.3  # the same for one or two links: what a page leads with looks different
LEAST_PARAGRAPH = 80  # characters of prose
MOST_PARAGRAPH = 1_000  # that one counts for: whoever can write one into a listing must not make an article of it
ARTICLE = 1_500  # characters of prose beside all rows, from which a page of few links is an article
PROSE_PER_LINK = 400


def lists_of_articles(tree: HtmlElement, groups: list[Group]) -> list[Group]:
    """The lists of articles among a page's groups of links; none on a page that is no listing."""
    ranked = sorted(map(judged, groups), key=lambda one: -one.score)[:MOST_GROUPS]
    holds = _held(ranked)
    found = [one for one in ranked if not _heads(one, ranked, holds)]
    best = found[0] if found else None
    if best is None or not _stands_alone(best, tree):
        return []
    shared = _shape_says_it(best, found)
    chosen: list[Evidence] = []
    for one in found:
        labels = any(_in_one_row(one, other, holds) for other in chosen)
        if one is best or (not labels and _is_like(one, best, shared=shared)):
            chosen.append(one)
    lists = [one.group for one in chosen]
    return [] if _is_article(tree, lists) else lists


def _held(found: list[Evidence]) -> Held:
    """How many links of each group stand in the rows of each other one."""
    owners: defaultdict[HtmlElement, list[Evidence]] = defaultdict(list)
    for one in found:
        for row in one.group.rows:
            owners[row.element].append(one)
    return Counter(
        (id(owner), id(one))
        for one in found
        for row in one.group.rows
        for element in (row.anchor.element, *ancestors(row.anchor.element))
        for owner in owners.get(element, ())
        if owner is not one
    )


def _heads(one: Evidence, found: list[Evidence], holds: Held) -> bool:
    """Whether the rows of a group are whole lists: its links are their headings, or lead to more of them."""
    inside: Counter[Place] = Counter()
    for other in found:
        if (held := holds[id(one), id(other)]) and other.quality >= FEW_ALIKE * one.quality:
            inside[other.group.place] += held
    return max(inside.values(), default=0) >= LIST * len(one.group.rows)


def _stands_alone(best: Evidence, tree: HtmlElement) -> bool:
    """Whether a group shows enough for the only one."""
    if best.quality == 0 or (best.group.aside and not best.speaks):
        return False
    locked = next(tree.iterfind(".//input[@type='password']"), None) is not None
    return best.speaks or (len(best.group.rows) >= SOME + locked) or (best.told >= MOST and not locked)


def _is_like(one: Evidence, best: Evidence, *, shared: bool) -> bool:
    group, first = one.group, best.group
    if group.aside or one.quality == 0 or (one.people and one.dated < MOST):
        return False
    nearness = one.quality / best.quality
    alike = nearness >= (ALIKE if len(group.rows) >= LIST else FEW_ALIKE)
    if alike and (group.place == first.place or (group.tags == first.tags and _beside(group, first))):
        return True
    if alike and shared and group.shape == first.shape:
        return True
    if min(one.dated, one.headed) >= MOST:
        return alike
    return nearness >= ALSO and (one.dated >= MOST or (one.speaks and len(group.rows) > 1))


def _shape_says_it(best: Evidence, found: list[Evidence]) -> bool:
    """Whether the shape of the best group's addresses is that of articles alone on this page."""
    group = best.group
    if group.shape in {shape_of("http://x/y"), shape_of("http://x/y/")}:
        return False
    theirs = {row.anchor.url for row in group.rows}
    others = [one for one in found if one.group.shape == group.shape and one.quality < FEW_ALIKE * best.quality]
    return all({row.anchor.url for row in one.group.rows} <= theirs or len(one.group.rows) == 1 for one in others)


def _beside(group: Group, other: Group) -> bool:
    return group.rows[0].element.getparent() is other.rows[0].element.getparent()


def _in_one_row(one: Evidence, other: Evidence, holds: Held) -> bool:
    """Whether two groups stand in the same rows: then one of them is a label of the other's articles."""
    rows, others = one.group.rows, other.group.rows
    if {row.anchor.url for row in rows} <= {row.anchor.url for row in others}:
        return False
    inside, outside = holds[id(other), id(one)], holds[id(one), id(other)]
    return inside >= MOST * len(rows) or outside >= MOST * len(others)


def _is_in(element: HtmlElement, rows: set[HtmlElement]) -> bool:
    return element in rows or any(parent in rows for parent in ancestors(element))


def _is_article(tree: HtmlElement, lists: list[Group]) -> bool:
    """Whether the page says much more beside a few links than a listing does."""
    rows = {row.element for group in lists for row in group.rows} | _whole_articles(lists)
    links = sum(len(group.rows) for group in lists)
    said = (
        len(squeeze(one.text_content())) for one in tree.iter("p") if not _is_in(one, rows) and not _is_beside(one)
    )
    prose = sum(min(length, MOST_PARAGRAPH) for length in said if length >= LEAST_PARAGRAPH)
    return prose > max(ARTICLE, PROSE_PER_LINK * links)


def _whole_articles(lists: list[Group]) -> set[HtmlElement]:
    """The elements that are one listed article each: some listings show the whole text of the first."""
    held: defaultdict[HtmlElement, set[str]] = defaultdict(set)
    for row in (row for group in lists for row in group.rows):
        for around in ancestors(row.anchor.element):
            if around.tag == "article":
                held[around].add(row.anchor.url)
    return {element for element, urls in held.items() if len(urls) == 1}


def _is_beside(element: HtmlElement) -> bool:
    return any(map(is_aside, ancestors(element)))
