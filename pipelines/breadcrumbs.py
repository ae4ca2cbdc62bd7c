"""Which trail leads to the page? The names above it, the nearest first, from data, marked lists and lines."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipelines.crumb_words import ANYTHING, CRUMB_LABEL, PAGE, PERSON, STEP, STEP_SIGN, is_home
from pipelines.dates.names import is_month
from pipelines.jsonld import texts, types
from pipelines.lines import words_of
from pipelines.text import folded, listed, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

# Words of names that mean nothing else, and whole names that older Chinese content systems use.
CRUMBS = frozenset(
    listed("""
    breadcrumb | breadcrumbs | bread-crumb | bread-crumbs | crumb | crumbs | breadcrumbcontainer | breadcrumbwrapper
    breadcrumbwrap | breadcrumblist | breadcrumbitem | postbreadcrumb | sectionbreadcrumb | documentbreadcrumbs
    """)
)
PLACES = frozenset(
    listed("place | location | position | weizhi | dqwz | dangqian | curpos | path | wz | you-are-here")
)
LEAST_WORDS = 3  # of a crumb that is compared with the title word by word
LONGEST_LINE = 200  # characters
MOST_CRUMBS = 8  # a trail is short
MOST_TRAILS = 6
MOST_PEOPLE = 50
YEAR = re.compile(r"(?:19|20)\d\d")


def trails(document: Document, title: str | None) -> Iterator[tuple[str, str, list[str]]]:
    """Each trail with its method and place: the names above the page, the nearest first; no people's, no dates'."""
    for method, where, names in _trails(document, title):
        dated = any(map(YEAR.fullmatch, names))  # a month without a year may be a name: Mars, May
        people = _people(document) if any(" " in name for name in names) else ()
        yield method, where, [name for name in names if name not in people and not (dated and is_month(name))]


def _people(document: Document) -> set[str]:
    """The names of those whose pages this one links."""
    links = (link for _, link, href in document.marks.links if PERSON.search(href))
    return set(map(words_of, islice(links, MOST_PEOPLE)))


def _trails(document: Document, title: str | None) -> Iterator[tuple[str, str, list[str]]]:
    for node in document.nodes:
        if "BreadcrumbList" in types(node):
            yield "json-ld", "BreadcrumbList", _listed(document, node, title)
    for element in islice(_containers(document), MOST_TRAILS):
        links = list(islice(element.iter("a"), MOST_CRUMBS))
        if 0 < len(links) < MOST_CRUMBS:
            where = element.get("class") or element.get("aria-label") or str(element.tag)
            names = [words for link in reversed(links) if (words := _above(document, link))]
            yield "breadcrumb", where, names[1:] if names and _alike(names[0], title) else names
    for line in document.lines:
        if len(line.text) <= LONGEST_LINE and STEP_SIGN.search(line.text) and (steps := _steps(line.text)):
            yield "breadcrumb", str(line.element.tag), steps


def _listed(document: Document, node: dict[str, Any], title: str | None) -> list[str]:
    """The crumbs above the page, by their positions; the last one is the page itself unless it leads elsewhere."""
    said = node.get("itemListElement")
    items = [item for item in said if isinstance(item, dict)] if isinstance(said, list) else []
    if all(isinstance(item.get("position"), int) for item in items):
        items.sort(key=lambda item: int(item["position"]))
    named = [(next(texts(item.get("name") or item.get("item")), ""), _address(item.get("item"))) for item in items]
    if named and (not named[-1][1] or _is_page(document, named[-1][1]) or _alike(named[-1][0], title)):
        named.pop()
    return [name for name, _ in reversed(named) if not name.startswith(("http:", "https:"))][:MOST_CRUMBS]


def _address(item: Any) -> str:
    said = (item.get("@id") or item.get("url")) if isinstance(item, dict) else item
    return said if isinstance(said, str) else ""


def _alike(name: str, title: str | None) -> bool:
    """Whether a crumb repeats the title, perhaps in short or in other words."""
    one, other = set(words_in(folded(name))), set(words_in(folded(title or "")))
    return bool(one) and (one == other or (len(one) >= LEAST_WORDS and len(one & other) * 2 >= len(one)))


def _is_page(document: Document, address: str) -> bool:
    absolute = document.absolute(address)
    return absolute is not None and absolute.split("#")[0].rstrip("/") == document.page.url.split("#")[0].rstrip("/")


def _containers(document: Document) -> Iterator[_Element]:
    for element in document.marks.marked.get("itemlistelement", ()):
        parent = element.getparent()
        if parent is not None and "BreadcrumbList" in (parent.get("itemtype") or ""):
            yield parent
            break
    for name, element in document.marks.named_by(CRUMBS | PLACES):
        if not PLACES.isdisjoint(name.split()) or "crumb" in name:
            yield element
    for element in document.marks.tagged("nav", "ol", "ul"):
        if "crumb" in (element.get("aria-label") or "").lower():
            yield element
    for line in document.lines:
        if CRUMB_LABEL.match(line.text) and len(list(islice(line.element.iter("a"), 2))) > 1:
            yield line.element


def _above(document: Document, link: _Element) -> str:
    """The words of a crumb; empty when it is the page itself."""
    href = link.get("href") or ""
    return "" if href and (href.startswith("#") or _is_page(document, href)) else words_of(link)


def _steps(text: str) -> list[str]:
    """The names in a line that reads as a trail: a label or the first page begins it, and the page ends it."""
    label = CRUMB_LABEL.match(text)
    steps = [step.strip() for step in STEP.split(text[label.end() :] if label else text)]
    if len(steps) < 2 or len(steps) > MOST_CRUMBS or not (is_home(steps[0]) or (label and not ANYTHING.match(text))):  # noqa: PLR2004  (a trail has two steps)
        return []
    return [step for step in reversed(steps[:-1]) if step and step not in PAGE]
