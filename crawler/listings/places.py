"""Which links of a page stand at the same kind of place, and which row does each of them stand in?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from crawler.listings.anchors import HEADINGS, Anchor, ancestors
from crawler.listings.evidence import date_in
from crawler.listings.labels import is_aside, label_of, names_other_list
from crawler.listings.shapes import majority_shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

Place = tuple[str, ...]
LABEL = 3  # rows in which an address stands at one place to be no article's, where many do
AGAIN = 1 / 3  # share of a place's links up to which such addresses are articles that it lists again
MOST_IN_ROW = 20  # links that a row may hold
LIST = 3  # so many links at one kind of place are a list, which stands in no row of a link that is alone in its kind
MOST_COLUMNS = 4  # links of one row at one kind of place: title, author, section
MOST_CELLS = 12  # of a table's row that are told apart
SWALLOWS = 0.6  # share of a page's links that no place beside the page's matter holds
LISTS = {"body", "html", "main", "ul", "ol", "table", "tbody", "dl"}
# Classes that tell a row's place in the list, not its kind.
RANK = re.compile(r"(?:odd|even|first|last|active|alt|alternate|featured|sticky|item)?[-_]?\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A link with the largest element around it that holds no other link of its group."""

    anchor: Anchor
    element: HtmlElement


@dataclass(frozen=True, slots=True)
class Group:
    """Links at the same kind of place, each address once.

    Attributes:
        place: The tags and classes of what they stand in.
        aside: Whether they stand in navigation or the like, or below a label that names something else.
    """

    place: Place
    rows: tuple[Row, ...]
    aside: bool

    @property
    def shape(self) -> str:
        """The shape that most of its addresses have."""
        return majority_shape(row.anchor.url for row in self.rows)

    @property
    def tags(self) -> Place:
        """Its place without classes."""
        return tuple(step.partition(".")[0] for step in self.place)


def groups_of(anchors: list[Anchor], navigation: frozenset[HtmlElement]) -> list[Group]:
    """The page's links in groups.

    Args:
        anchors: In the page's order.
        navigation: Lists that also lead home or to this very page.
    """
    places: defaultdict[Place, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        places[_place(anchor.element)].append(anchor)
    held = [Counter(parent for one in some for parent in ancestors(one.element)) for some in places.values()]
    total: Counter[HtmlElement] = Counter()
    for counts in held:
        total.update(counts)
    swallowing = {
        parent for parent, count in total.items() if count > SWALLOWS * len(anchors) and parent.tag != "nav"
    }
    crowded = {parent for counts in held for parent, count in counts.items() if count >= LIST}
    full = {parent for parent, count in total.items() if count > MOST_IN_ROW}
    headed = _headed(anchors)
    found = []
    for place, members in places.items():
        for column in map(_no_labels, _columns(members)):
            rows = _rows(column, full if len(column) > 1 else crowded, headed)
            found += [Group(place, tuple(some), aside) for aside, some in _lists(rows, navigation, swallowing)]
    return found


def _place(element: HtmlElement) -> Place:
    return tuple(_step(one) for one in (element, *ancestors(element)))


def _step(element: HtmlElement) -> str:
    """An element's tag with its first class that says a kind, numbers left out; of a cell, with its column."""
    names = (name for name in (element.get("class") or "").split() if not RANK.fullmatch(name))
    before = islice(element.itersiblings("td", preceding=True), MOST_CELLS) if element.tag == "td" else ()
    return f"{element.tag}.{re.sub(r'[0-9]+', '', next(names, ''))}{sum(1 for _ in before) or ''}"


def _columns(members: list[Anchor]) -> Iterable[list[Anchor]]:
    """The links of a place, or those that come first, second … in each row where rows hold a few of them side by side."""
    beside: defaultdict[HtmlElement, dict[str, Anchor]] = defaultdict(dict)
    for anchor in members:
        beside[anchor.element.getparent()].setdefault(anchor.url, anchor)
    counts = [len(some) for some in beside.values()]
    if len(counts) < LABEL or min(counts) < 2 or max(counts) > MOST_COLUMNS:  # noqa: PLR2004  (one has no columns)
        return [members]
    return [[a for some in beside.values() for a in [*some.values()][n : n + 1]] for n in range(max(counts))]


def _no_labels(members: list[Anchor]) -> list[Anchor]:
    """The links, each address once with its longest words, without those of many rows: a section, an author.

    One that has its rows to itself, in a list of others that stand there once, is an article that is listed again.
    """
    stands = {(anchor.url, anchor.element.getparent()) for anchor in members}
    often, held = Counter(url for url, _ in stands), Counter(row for _, row in stands)
    found_again = [(url, row) for url, row in stands if often[url] >= LABEL]
    many = len(found_again) > AGAIN * len(stands)
    labels = {url for url, row in found_again if many or held[row] > 1}
    first: dict[str, Anchor] = {}
    for anchor in members:
        if anchor.url not in labels:
            first[anchor.url] = max(first.get(anchor.url, anchor), anchor, key=lambda one: len(one.text))
    return list(first.values())


def _rows(members: list[Anchor], no_rows: set[HtmlElement], headed: set[tuple[HtmlElement, str]]) -> list[Row]:
    held = Counter(parent for anchor in members for parent in ancestors(anchor.element))
    rows = []
    for anchor in members:
        row = anchor.element
        for parent in ancestors(anchor.element):
            if held[parent] > 1 or parent.tag in LISTS or (parent in no_rows and (parent, anchor.url) not in headed):
                break
            row = parent
        rows.append(Row(anchor, row))
    return rows


def _headed(anchors: list[Anchor]) -> set[tuple[HtmlElement, str]]:
    """Articles that one link alone heads, each with its address: all else that stands in one is the article's."""
    heads: defaultdict[HtmlElement, set[str]] = defaultdict(set)
    for anchor in anchors:
        above = list(ancestors(anchor.element))
        if any(one.tag in HEADINGS for one in above):
            for parent in above:
                if parent.tag == "article":
                    heads[parent].add(anchor.url)
    return {(article, *urls) for article, urls in heads.items() if len(urls) == 1}


def _lists(
    rows: list[Row], navigation: frozenset[HtmlElement], swallowing: set[HtmlElement]
) -> Iterator[tuple[bool, list[Row]]]:
    """The rows of a place, list by list; lists of one shape of address, all with dates or none, are one: years."""
    containers: defaultdict[HtmlElement | None, list[Row]] = defaultdict(list)
    for row in rows:
        containers[row.element.getparent()].append(row)
    found: defaultdict[tuple[bool, bool, str], list[Row]] = defaultdict(list)
    for container, some in containers.items():
        above = [one for one in ancestors(some[0].element) if one not in swallowing]
        label = label_of(some[0].element)
        other = label is not None and names_other_list(label)
        aside = other or container in navigation or any(map(is_aside, above))
        dated = any(date_in(row.element, row.anchor.text) for row in some[:LIST])
        found[aside, dated, majority_shape(row.anchor.url for row in some)] += some
    return ((aside, some) for (aside, _, _), some in found.items())
