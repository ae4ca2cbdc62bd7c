"""Which links say that they lead to the next page? By rel, or by their words in many languages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crawler.listings.anchors import base_url, resolve, same_host
from crawler.listings.paging.addresses import (
    asks_on,
    below,
    changed,
    changes_date,
    counts_on,
    goes_on,
    has_word,
    keeps,
    page_of,
)
from crawler.listings.paging.calendars import in_calendar, in_slider
from crawler.listings.paging.names import is_page_name
from crawler.listings.paging.steps import beside_place, in_pager
from crawler.listings.paging.words import words_of
from pipelines.paging.labels import Way

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from crawler.listings.paging.steps import Step

OFTEN = 3  # addresses that one weak word leads to: then it stands beside each article


def declared(tree: HtmlElement, url: str) -> list[str]:
    """What the page itself marks with rel=next."""
    base = base_url(tree, url)
    marked = [element for element in tree.iter("link", "a") if "next" in (element.get("rel") or "").lower().split()]
    own = [element for element in marked if not in_calendar(element) and not in_slider(element)]
    targets = [resolve(base, element.get("href")) for element in own]
    return [target for target in targets if target and target != url and _may_go_on(url, target)]


def named_next(found: list[Step], url: str) -> list[str]:
    """What is named the next page, or older, or more of the same."""
    said = [(step, words) for step in found if (words := words_of(step))]
    weak = Counter(words for _, words in {(step.url, words) for step, words in said} if words != "older")
    return [step.url for step, words in said if weak[words] <= OFTEN and _leads_on(step, words, url)]


def _leads_on(step: Step, words: str, url: str) -> bool:
    if in_calendar(step.element) or in_slider(step.element):
        return False
    if words == "older" and keeps(url, step.url) and any(map(is_page_name, changed(url, step.url))):
        return True  # Blogger's lead to its search, up to a date
    if not _may_go_on(url, step.url):
        return (words == Way.NEXT_PAGE.value and asks_on(url, step.url)) or (
            words == Way.NEXT.value and counts_on(url, step.url)
        )
    if words in {Way.PREVIOUS.value, Way.PREVIOUS_PAGE.value}:  # the ones before are older ones on some sites
        return goes_on(url, step.url) and (page_of(step.url) or 1) > (page_of(url) or 1)
    if words in {Way.NEXT_PAGE.value, "older"} or in_pager(step.element):
        return True
    follows = abs((page_of(step.url) or 1) - (page_of(url) or 1)) == 1
    counts = beside_place(step.element) if words == "arrow" else goes_on(url, step.url)
    return counts and (follows or (words != "arrow" and has_word(step.url)))


def _may_go_on(url: str, target: str) -> bool:
    """Whether an address can be a further page's: the next article, too, is marked and named "next"."""
    allowed = same_host(url, target) and keeps(url, target) and not changes_date(url, target)
    return allowed and (goes_on(url, target) or below(url, target))
