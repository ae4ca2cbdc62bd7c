"""Which links of a listing page lead to articles? Told by the page's own repeated structure.

Links that stand at the same kind of place (the same tags and classes above them) form a group. A list of articles
is a group whose words read like titles: long, each different, in headings, with dates or teasers beside them, and
not inside navigation. Addresses are not looked at: patterns of them lose articles on every second site.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.listings.anchors import HEADINGS, Anchor, ancestors, anchors, base_url, parse, resolve, words
from crawler.listings.archives import archives
from crawler.listings.paging.further import next_turns
from crawler.listings.record import Link, Listing, Rule, Turn
from pipelines.dates.words import find_date
from pipelines.text import squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_LINKS = 2_000
MOST_ROW_TEXT = 2_000  # characters of a row that are looked at
LEAST_TITLE = 12.0  # weight below which words without a date or heading beside them are no title
TITLE_ENOUGH = 60.0  # longer words are no better
DISTINCT = 0.6  # least share of different words in a group of titles; "Read more" is always the same
LABEL = 3  # times an address stands at one place to be no article's
ALSO = 0.6  # how near to the best group another one must come to be a list of articles too

# Places that hold links which belong to the site rather than to this page.
ASIDE_TAGS = {"nav", "footer", "aside", "header", "form"}
ASIDE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navi|navbar|navigation|menu|submenu|dropdown|breadcrumbs?|crumbs?|pager|pagination|paging|"
    r"footer|sidebar|aside|tags?|tagcloud|cloud|share|social|lang|languages?|login|cookies?|related|popular|"
    r"mostread|trending|ranking|hot|toolbar|topbar|partners?|archives?-list|calendar)(?:$|[-_\s])",
    re.IGNORECASE,
)
WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")  # one says as much as 2.5


@dataclass(frozen=True, slots=True)
class _Group:
    """Links at the same kind of place, each address once.

    Attributes:
        members: The links and the row of each: the largest element that holds no other member.
        aside: Whether they stand in navigation or the like.
        dated: The share of rows with a date.
    """

    members: tuple[tuple[Anchor, HtmlElement], ...]
    aside: bool
    dated: float

    @property
    def quality(self) -> float:
        """How much its members look like articles, whatever their number."""
        texts = [anchor.text for anchor, _ in self.members]
        if len(set(texts)) < DISTINCT * len(texts):
            return 0.0
        weight = median(min(_weight(text), TITLE_ENOUGH) for text in texts)
        headed = sum(_headed(anchor.element) for anchor, _ in self.members) / len(self.members)
        if weight < LEAST_TITLE and max(self.dated, headed) < DISTINCT:
            return 0.0
        return weight * (1 + headed) * (1 + self.dated) * (0.1 if self.aside else 1.0)

    @property
    def score(self) -> float:
        """How likely it is the page's list of articles."""
        return self.quality * math.sqrt(len(self.members))


def read(html: str, url: str, rule: Rule) -> Listing:
    """The article links of a listing page and the pages that go on from it.

    Args:
        html: The page.
        url: Its address.
        rule: The source's own selectors, which win over what is found.
    """
    tree = parse(html)
    if tree is None:
        return Listing()
    links = _selected(tree, url, rule.link) if rule.link else _found(tree, url)
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
    )


def _selected(tree: HtmlElement, url: str, css: str) -> list[Link]:
    """What a selector picks: `a` elements, or the first one inside what it picks."""
    base = base_url(tree, url)
    links: dict[str, Link] = {}
    for element in tree.cssselect(css):
        for anchor in [element] if element.tag == "a" else list(element.iter("a"))[:1]:
            if target := resolve(base, anchor.get("href")):
                links.setdefault(target, Link(target, words(anchor), _date(element, "")))
    return list(links.values())


def _found(tree: HtmlElement, url: str) -> list[Link]:
    found = [anchor for anchor in anchors(tree, url) if not _home(anchor.url)]
    order = {anchor.url: number for number, anchor in reversed(list(enumerate(found)))}
    groups = [_group(members) for members in _by_place(found) if members]
    chosen: dict[str, Link] = {}
    for group in _articles(groups):
        for anchor, row in group.members:
            link = Link(anchor.url, anchor.text, _date(row, anchor.text))
            chosen[anchor.url] = _better(link, chosen.get(anchor.url))
    return sorted(chosen.values(), key=lambda link: order[link.url])


def _articles(groups: list[_Group]) -> list[_Group]:
    """The best group, and those that come near it and have a date or heading to show for it."""
    best = max(groups, key=lambda group: group.score, default=None)
    if best is None or best.quality == 0:
        return []
    others = [
        group
        for group in groups
        if group is not best
        and not group.aside
        and group.quality >= ALSO * best.quality
        and (group.dated >= DISTINCT or all(_headed(anchor.element) for anchor, _ in group.members))
    ]
    return [best, *others]


def _by_place(found: list[Anchor]) -> list[list[Anchor]]:
    places: defaultdict[tuple[str, ...], list[Anchor]] = defaultdict(list)
    for anchor in found:
        places[_place(anchor.element)].append(anchor)
    # An address that comes again and again at one place is a label of the rows: a category, an author.
    often = {place: Counter(anchor.url for anchor in members) for place, members in places.items()}
    return [[one for one in members if often[place][one.url] < LABEL] for place, members in places.items()]


def _group(members: list[Anchor]) -> _Group:
    first: dict[str, Anchor] = {}
    for anchor in members:
        first[anchor.url] = max(first.get(anchor.url, anchor), anchor, key=lambda one: len(one.text))
    rows = _rows(list(first.values()))
    if len({anchor.text for anchor, _ in rows}) < DISTINCT * len(rows):
        rows = [(replace(anchor, text=_heading(row) or anchor.text), row) for anchor, row in rows]
    dated = sum(_date(row, anchor.text) is not None for anchor, row in rows) / len(rows)
    outside = [parent for _, row in rows[:1] for parent in ancestors(row)]
    return _Group(tuple(rows), any(_is_aside(parent) for parent in outside), dated)


def _rows(members: list[Anchor]) -> list[tuple[Anchor, HtmlElement]]:
    """Each link with the largest element around it that holds no other of these links."""
    held: defaultdict[HtmlElement, int] = defaultdict(int)
    for anchor in members:
        for parent in ancestors(anchor.element):
            held[parent] += 1
    rows = []
    for anchor in members:
        row = anchor.element
        for parent in ancestors(anchor.element):
            if held[parent] > 1 or parent.tag in {"body", "html", "main", "ul", "ol", "table", "tbody"}:
                break
            row = parent
        rows.append((anchor, row))
    return rows


def _place(element: HtmlElement) -> tuple[str, ...]:
    """The kind of place: each ancestor's tag with its first class, numbers left out."""
    chain = (element, *ancestors(element))
    return tuple(f"{one.tag}.{re.sub(r'[0-9]+', '', (one.get('class') or '').split(' ')[0])}" for one in chain)


def _is_aside(element: HtmlElement) -> bool:
    if element.tag in {"body", "html"}:
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return element.tag in ASIDE_TAGS or bool(ASIDE_NAMES.search(named))


def _headed(element: HtmlElement) -> bool:
    inside = next(element.iter(*HEADINGS), None) is not None
    return inside or any(parent.tag in HEADINGS for parent in ancestors(element, 4))


def _heading(row: HtmlElement) -> str | None:
    return next((text for heading in row.iter(*HEADINGS) if (text := squeeze(heading.text_content()))), None)


def _date(row: HtmlElement, title: str) -> str | None:
    for time in row.iter("time"):
        if text := squeeze(time.text_content()) or time.get("datetime"):
            return text
    text = squeeze(row.text_content()[:MOST_ROW_TEXT]).replace(title, " ", 1)
    return find_date(text)


def _better(link: Link, other: Link | None) -> Link:
    if other is None:
        return link
    longer = max(link.text, other.text, key=len)
    return Link(link.url, longer, other.date_raw or link.date_raw)


def _weight(text: str) -> float:
    wide = len(WIDE.findall(text))
    return len(text) + 1.5 * wide


def _home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query
