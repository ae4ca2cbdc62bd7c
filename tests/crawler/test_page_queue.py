"""Pages wait in their order, and a limit that is met lets no more of them through."""

from __future__ import annotations

import pytest

from crawler.search.page_queue import PageQueue
from crawler.source import LimitsPart
from crawler.verdict.limits_met import LimitsMet
from output.records import Outcome
from output.visit import Standing, Visit

URLS = [f"https://kite.example/{number}" for number in range(9)]


def queue(sent: int = 0, **limits: int) -> tuple[PageQueue, LimitsMet]:
    met = LimitsMet()
    return PageQueue(LimitsPart(**limits), met, lambda: sent), met  # type: ignore[arg-type]


def asked(of: PageQueue, standing: Standing = Standing.FOUND) -> list[str]:
    """What is asked for until no more may be under way."""
    asked = []
    while some := of.some():
        for url in some:
            if of.wants(Visit(url, standing)):
                of.ask(url)
                asked.append(url)
    return asked


@pytest.mark.parametrize(
    ("limits", "expected", "named"),
    [
        ({}, URLS, ()),
        ({"articles": 2}, URLS[:2], ("articles=2",)),
        ({"requests": 3}, URLS[:3], ()),  # the others are not even let wait
        ({"vain": 4}, URLS[:4], ()),  # until it is known what they gave
    ],
)
def test_as_many_are_asked_for_as_the_limits_let(
    limits: dict[str, int], expected: list[str], named: tuple[str, ...]
) -> None:
    pages, met = queue(**limits)
    pages.put(URLS)
    assert asked(pages) == expected
    assert (pages.asked, met.named) == (len(expected), named)


def test_no_page_is_asked_for_twice() -> None:
    pages, _ = queue()
    pages.skip(URLS[0])
    pages.has_read(URLS[1:3])
    pages.put(URLS + URLS)
    assert asked(pages) == URLS[3:]


def test_requests_of_any_kind_count() -> None:
    pages, met = queue(sent=5, requests=8)
    pages.send(Outcome.LISTING)
    pages.put(URLS[:4])
    assert asked(pages) == URLS[:2]
    assert met.named == ("requests=8",)
    pages.answered(Outcome.LISTING)
    assert pages.may_ask()


def test_after_pages_in_vain_only_articles_that_are_known_are_asked_for() -> None:
    pages, met = queue(vain=2)
    pages.put(URLS[:6])
    assert asked(pages) == URLS[:2]
    for _ in range(2):
        pages.answered(Outcome.PAGE)
        pages.gave_none()
    assert asked(pages) == []
    assert met.named == ("vain=2",)
    pages.put(URLS[6:])
    assert asked(pages, Standing.ARTICLE) == URLS[6:]


def test_an_article_that_is_read_lets_more_through() -> None:
    pages, met = queue(vain=2)
    pages.put(URLS[:4])
    asked(pages)
    for _ in range(2):
        pages.answered(Outcome.PAGE)
    pages.gave_none()
    pages.has_read([URLS[1]])
    assert asked(pages) == URLS[2:4]
    assert met.named == ()
