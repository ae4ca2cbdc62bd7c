"""Which view count does a page declare to machines? schema.org's counters, as JSON-LD and as microdata or RDFa."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from output.records import Evidence
from pipelines.jsonld import types
from pipelines.lines import words_of
from pipelines.own_nodes import ARTICLE_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

# Watching counts the plays of a film that the article may hold.
VIEW_ACTIONS = re.compile(r"(?:View|Read|Consume)Action$")
# schema.org's older way of one counter: content="UserPageVisits:1458".
USER_VISITS = re.compile(r"User(?:PageVisits|Views|Reads)\s*:\s*(?P<number>.+)")
MOST_COUNTERS = 20
PAGE_TYPES = re.compile(r"WebPage$|WebSite$")


def declared_counts(document: Document) -> Iterator[Evidence]:
    """The counts of the page's own article, not of a film or a comment in it."""
    yield from _in_json(document.article)
    for element in document.marks.marked.get("interactioncount", ()):
        if (visits := USER_VISITS.match(_said(element))) and _of_article(element):
            yield Evidence("views", "microdata", "interactionCount", visits["number"], 0.95)
    for element in document.marks.marked.get("interactionstatistic", [])[:MOST_COUNTERS]:
        if _of_article(element) and (raw := _in_element(element)):
            yield Evidence("views", "microdata", "interactionStatistic", raw, 0.95)


def _in_json(article: dict[str, Any]) -> Iterator[Evidence]:
    said = article.get("interactionStatistic")
    for counter in said if isinstance(said, list) else [said]:
        if isinstance(counter, dict) and VIEW_ACTIONS.search(_action(counter.get("interactionType"))):
            raw = counter.get("userInteractionCount")
            if isinstance(raw, int | str) and not isinstance(raw, bool):
                yield Evidence("views", "json-ld", "interactionStatistic", str(raw), 0.95)
    older = article.get("interactionCount")
    for one in older if isinstance(older, list) else [older]:
        if isinstance(one, str) and (visits := USER_VISITS.match(one)):
            yield Evidence("views", "json-ld", "interactionCount", visits["number"], 0.95)


def _action(said: Any) -> str:
    if isinstance(said, dict):
        return next(iter(types(said)), "") or str(said.get("@id", ""))
    return str(said or "")


def _in_element(counter: _Element) -> str:
    parts = {(one.get("itemprop") or one.get("property") or "").rpartition(":")[2]: one for one in counter.iter()}
    kind, count = parts.get("interactionType"), parts.get("userInteractionCount")
    if kind is None or count is None:
        return ""
    action = kind.get("href") or kind.get("itemtype") or kind.get("typeof") or _said(kind)
    return _said(count) if VIEW_ACTIONS.search(action) else ""


def _said(element: _Element) -> str:
    return element.get("content") or words_of(element)


def _of_article(element: _Element) -> bool:
    """Whether the thing it describes is the article, or is not said."""
    for one in element.iterancestors():
        if kind := one.get("itemtype") or one.get("typeof"):
            return bool(ARTICLE_TYPES.search(kind) or PAGE_TYPES.search(kind))
    return True
