"""Which scripts of a page write its view count, and which elements do they fill?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from pipelines.page import Needs
from pipelines.text import squeeze
from pipelines.views.counter_systems import (
    BARE,
    COUNTING,
    HITS,
    HITS_ID,
    MOST_PLACES,
    NOT_ZERO,
    PHPCMS,
    SCRIPTS,
    SUDY,
    VSB,
    VSB_ADDRESS,
    VSB_CALL,
)
from pipelines.views.places import words_before
from pipelines.views.words import labels_what_follows, labels_what_precedes

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

METHOD = "counter script"


@dataclass(frozen=True, slots=True)
class Counter:
    """One counter of a page: what to ask, how to read the answer, and the element that it fills."""

    needs: Needs
    answer: re.Pattern[str]
    place: _Element


def counters(document: Document) -> Iterator[Counter]:
    """The page's counters: those that stand where it says "Views"."""
    filled = None
    calls = VSB_CALL.encode() in document.page.body  # looked for once, for scripts are long
    for script in document.marks.tagged("script"):
        source = script.get("src") or ""
        url = document.absolute(source) if "?" in source and _may_count(source.lower()) else None
        found = _by_address(script, url) if url else calls and _by_call(document, script)
        if found and _labelled(script):
            yield found
        if url and not filled and PHPCMS.search(url):
            filled = url
    for _, element in document.marks.named_by(HITS_ID)[:MOST_PLACES] if filled else ():
        if filled and element.get("id") == "hits" and _labelled(element):
            yield Counter(Needs(filled, METHOD, raises_count=True), HITS, element)
    # SUDY WebPlus: the number in the page is stale; its address answers to POST, and counts.
    for _, element in document.marks.named_by(SUDY)[:MOST_PLACES]:
        url = document.absolute(element.get("url") or "")
        if url and _counts_visits(url) and _labelled(element):
            yield Counter(Needs(url, METHOD, raises_count=True, post=True), NOT_ZERO, element)


def _may_count(source: str) -> bool:
    return any(part in source for part in COUNTING)


def _by_address(script: _Element, url: str) -> Counter | None:
    kind = next((kind for kind in SCRIPTS if kind.address.search(url)), None)
    return Counter(Needs(url, METHOD, bool(kind.raises.search(url))), kind.answer, script) if kind else None


def _by_call(document: Document, script: _Element) -> Counter | None:
    text = "" if script.get("src") else script.text or ""  # with an address, browsers leave out the text
    shown = VSB.search(text)
    url = shown and document.absolute(VSB_ADDRESS.format(*shown.groups()))
    return Counter(Needs(url, METHOD, raises_count=False), BARE, script) if url else None


def _counts_visits(url: str) -> bool:
    """Whether SUDY's address is that of an article: type 3, with its number; others count the site."""
    said = dict(parse_qsl(urlsplit(url).query))
    return said.get("type") == "3" and "articleId" in said


def _labelled(element: _Element) -> bool:
    """Whether the page says "Views" right before it, or right behind it."""
    return labels_what_follows(words_before(element)) or labels_what_precedes(squeeze(element.tail or ""))
