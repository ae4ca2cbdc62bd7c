"""Is the view count filled in by a script? Then its address is named, and its answer read when it is handed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from output.records import Evidence, Refusal, Views
from pipelines.numbers import NoCount, read_count
from pipelines.page import Needs
from pipelines.reading import Reading
from pipelines.view_places import words_before
from pipelines.view_words import labels_what_follows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

METHOD = "counter script"
# How answers look. The first group is the count.
WRITTEN = re.compile(r"document\.write\(\s*['\"]?\s*(-?\d[\d,. ]*)\s*['\"]?\s*\)")
BARE = re.compile(r"\s*(\d+)\s*")
HITS = re.compile(r"\$\(\s*['\"]#hits['\"]\s*\)\.(?:html|text)\(\s*['\"]?(\d+)['\"]?\s*\)")
WRITTEN_OR_BARE = re.compile(rf"{WRITTEN.pattern}|^\s*(\d+)\s*$")


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
PHPCMS = re.compile(r"/api\.php\?(?=.*\bop=count\b).*\bid=\d+", re.IGNORECASE)
HITS_ID = frozenset(("hits",))
SUDY = frozenset(("wp_visitcount",))
VSB = re.compile(r"_showDynClicks\(\s*['\"](\w+)['\"]\s*,\s*(\d+)\s*,\s*(\d+)\s*\)")
VSB_ADDRESS = "/system/resource/code/news/click/dynclicks.jsp?clickid={2}&owner={1}&clicktype={0}"


@dataclass(frozen=True, slots=True)
class Counter:
    """One counter of a page: what to ask, and how to read the answer."""

    needs: Needs
    answer: re.Pattern[str]


def read_counter(document: Document) -> Needs | Reading[Views]:
    """The count that a script fills in: what must be asked for it, or what it answered; empty without such a script."""
    for counter in _counters(document):
        answer = document.page.answer(counter.needs.url)
        if answer is None:
            return counter.needs
        if answer.text is None:
            return _refused(answer.refused or "no answer", counter.needs.url)
        return _answered(counter, answer.text)
    return Reading()


def _counters(document: Document) -> Iterator[Counter]:
    """The page's own counters: those that stand where it says "Views"."""
    for script in document.tree.iter("script"):
        url = document.absolute(script.get("src") or "") if script.get("src") else None
        for kind in SCRIPTS:
            if url and kind.address.search(url) and _labelled(script):
                yield Counter(Needs(url, METHOD, bool(kind.raises.search(url))), kind.answer)
        if (
            url
            and PHPCMS.search(url)
            and any(_labelled(one) for _, one in document.marks.named_by(HITS_ID) if one.get("id") == "hits")
        ):
            yield Counter(Needs(url, METHOD, raises_count=True), HITS)
        if (shown := VSB.search(script.text or "")) and _labelled(script):
            yield Counter(
                Needs(document.absolute(VSB_ADDRESS.format(*shown.groups())) or "", METHOD, raises_count=False), BARE
            )
    # SUDY WebPlus: the number in the page is stale; its address answers to POST, and counts.
    for _, element in document.marks.named_by(SUDY):
        url = document.absolute(element.get("url") or "")
        if url and _counts_visits(url) and _labelled(element):
            yield Counter(Needs(url, METHOD, raises_count=True, post=True), BARE)


def _counts_visits(url: str) -> bool:
    """Whether SUDY's address is that of an article: type 3, with its number; others count the site."""
    said = dict(parse_qsl(urlsplit(url).query))
    return said.get("type") == "3" and "articleId" in said


def _labelled(element: _Element) -> bool:
    return labels_what_follows(words_before(element))


def _answered(counter: Counter, text: str) -> Reading[Views]:
    found = counter.answer.search(text) if counter.answer is not BARE else BARE.fullmatch(text)
    raw = next((group for group in found.groups() if group), "") if found else ""
    if not raw:
        return _refused("the counter's answer has no count", text[:200])
    try:
        count = read_count(raw.strip())
    except NoCount as error:
        return _refused(str(error), raw)
    raw = raw.strip()
    return Reading(Views(count, raw, METHOD), (Evidence("views", METHOD, counter.needs.url, raw, 0.9),))


def _refused(reason: str, raw: str) -> Reading[Views]:
    return Reading(refusals=(Refusal("views", reason, raw),))
