"""Which scripts write a view count, what are their addresses, and how do they answer? One entry for each system."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from pipelines.page import Needs
from pipelines.text import squeeze
from pipelines.views.places import words_before
from pipelines.views.words import labels_what_follows, labels_what_precedes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

METHOD = "counter script"
# How answers look. The first group is the count.
WRITTEN = re.compile(r"document\.write\(\s*['\"]?\s*(-?\d[\d,. ]*)\s*['\"]?\s*\)")
BARE = re.compile(r"^\s*(\d+)\s*$")
NOT_ZERO = re.compile(r"^\s*([1-9]\d*)\s*$")  # the site's own script takes no 0 for an answer
HITS = re.compile(r"\$\(\s*['\"]#hits['\"]\s*\)\.(?:html|text)\(\s*['\"]?(\d+)['\"]?\s*\)")
WRITTEN_OR_BARE = re.compile(f"{WRITTEN.pattern}|{BARE.pattern}")


@dataclass(frozen=True, slots=True)
class Script:
    """A kind of script that stands where the count should, and writes it there.

    Attributes:
        address: What its address looks like.
        answer: What it answers.
        raises: Which of its addresses are known to raise the count when they are asked.
    """

    address: re.Pattern[str]
    answer: re.Pattern[str]
    raises: re.Pattern[str]


ALWAYS = re.compile("")
# From public templates of the systems, as the field notes list them.
SCRIPTS = (
    # DedeCMS: count.php shows the count, and raises it whenever it is asked, with view=yes or without.
    Script(re.compile(r"/plus/count\.php\?.*\baid=\d+", re.IGNORECASE), WRITTEN, ALWAYS),
    # EmpireCMS: the same address with down= counts something else: downloads, comments, votes.
    Script(
        re.compile(r"/e/public/ViewClick/?\?(?!.*\bdown=[1-9]).*\bid=\d+", re.IGNORECASE),
        WRITTEN,
        re.compile(r"\baddclick=1\b"),
    ),
    # ASP systems with item/GetHits.asp; its server's code was not read, its name says that it counts.
    Script(
        re.compile(r"/item/GetHits\.asp\?.*\bID=\d+", re.IGNORECASE),
        WRITTEN_OR_BARE,
        re.compile(r"\bAction=Count\b", re.IGNORECASE),
    ),
    # ASP.NET systems with submit_ajax.ashx: "click" in its action's name says that it counts.
    Script(
        re.compile(r"/submit_ajax\.ashx\?.*\baction=view_article_click\b", re.IGNORECASE), WRITTEN_OR_BARE, ALWAYS
    ),
)
COUNTING = re.compile(r"count\.php|viewclick|gethits|submit_ajax|api\.php", re.IGNORECASE)  # a part of each address
MOST_PLACES = 20  # elements that one kind of script may fill
# PHPCMS: its script fills an element that stands elsewhere.
PHPCMS = re.compile(r"/api\.php\?(?=.*\bop=count\b).*\bid=\d+", re.IGNORECASE)
HITS_ID = frozenset(("hits",))
SUDY = frozenset(("wp_visitcount",))
VSB_CALL = "_showDynClicks"
VSB = re.compile(rf"{VSB_CALL}\(\s*['\"](\w+)['\"]\s*,\s*(\d+)\s*,\s*(\d+)\s*\)")
VSB_ADDRESS = "/system/resource/code/news/click/dynclicks.jsp?clickid={2}&owner={1}&clicktype={0}"


@dataclass(frozen=True, slots=True)
class Counter:
    """One counter of a page: what to ask, how to read the answer, and the element that it fills."""

    needs: Needs
    answer: re.Pattern[str]
    place: _Element


def counters(document: Document) -> Iterator[Counter]:
    """The page's counters: those that stand where it says "Views"."""
    filled = None
    for script in document.tagged["script"]:
        source = script.get("src") or ""
        url = document.absolute(source) if "?" in source and COUNTING.search(source) else None
        found = _by_address(script, url) if url else _by_call(document, script)
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


def _by_address(script: _Element, url: str) -> Counter | None:
    kind = next((kind for kind in SCRIPTS if kind.address.search(url)), None)
    return Counter(Needs(url, METHOD, bool(kind.raises.search(url))), kind.answer, script) if kind else None


def _by_call(document: Document, script: _Element) -> Counter | None:
    text = "" if script.get("src") else script.text or ""  # with an address, browsers leave out the text
    shown = VSB.search(text) if VSB_CALL in text else None
    url = shown and document.absolute(VSB_ADDRESS.format(*shown.groups()))
    return Counter(Needs(url, METHOD, raises_count=False), BARE, script) if url else None


def _counts_visits(url: str) -> bool:
    """Whether SUDY's address is that of an article: type 3, with its number; others count the site."""
    said = dict(parse_qsl(urlsplit(url).query))
    return said.get("type") == "3" and "articleId" in said


def _labelled(element: _Element) -> bool:
    """Whether the page says "Views" right before it, or right behind it."""
    return labels_what_follows(words_before(element)) or labels_what_precedes(squeeze(element.tail or ""))
