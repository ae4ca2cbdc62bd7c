"""What goes wrong in a run is kept until its end, whatever comes after it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.download.errors import PrivateHost
from crawler.middlewares.allowed import OtherSite
from crawler.politeness.turns import Ending, Enough, NotNow
from crawler.verdict.went_wrong import KNOWN, WentWrong
from output.run import Cause

OPENS = datetime(2024, 5, 1, 22, tzinfo=UTC)
URL = "https://kite.example/"


def answer(status: int) -> HttpError:
    return HttpError(Response(URL, status, request=Request(URL)))


@pytest.mark.parametrize("at_start", [True, False])
def test_hours_that_are_over_stay_so_when_a_listing_page_fails(at_start: bool) -> None:
    wrong = WentWrong()
    wrong.close(OPENS)
    wrong.listing(URL, "HTTP 500", Cause.NETWORK, at_start=at_start)
    assert (wrong.trouble.opens, wrong.trouble.at_start) == (OPENS, at_start)


def test_a_first_page_that_fails_is_told_before_further_ones_and_they_are_counted() -> None:
    wrong = WentWrong()
    for url, at_start in ((f"{URL}?page=2", False), (URL, True), (f"{URL}?page=3", False), (f"{URL}news/", True)):
        wrong.listing(url, "HTTP 404", Cause.LAYOUT, at_start=at_start)
    fault = wrong.trouble.listing
    assert fault
    assert fault.line == (
        f"the listing {URL} can't be read: HTTP 404; check [listing] start in the source's file;"
        " 3 more of its pages can't be read either, see the tables fetches and rejects"
    )
    assert wrong.trouble.at_start


def test_the_first_of_further_pages_that_fail_is_told() -> None:
    wrong = WentWrong()
    for page in (2, 3):
        wrong.listing(f"{URL}?page={page}", "HTTP 500", Cause.NETWORK, at_start=False)
    fault = wrong.trouble.listing
    assert fault
    assert fault.line == (
        f"the listing page {URL}?page=2 can't be read: HTTP 500; the next run tries again;"
        " 1 more of its pages can't be read either, see the tables fetches and rejects"
    )


@pytest.mark.parametrize(
    ("error", "via", "known", "failed"),
    [
        (answer(404), [], {False: 1}, {}),
        (answer(500), [], {}, {Cause.NETWORK: 1}),
        (TimeoutError(), [], {}, {Cause.NETWORK: 1}),
        (IgnoreRequest("too large"), [], {}, {Cause.LAYOUT: 1}),
        (PrivateHost("private host"), [], {}, {Cause.NETWORK: 1}),
        (OtherSite("redirected to another site"), [URL], {True: 1}, {}),
        (Ending("the run ends"), [], {}, {}),
    ],
)
def test_a_page_that_is_not_had_counts_as_what_it_is(
    error: Exception, via: list[str], known: dict[bool, int], failed: dict[Cause, int]
) -> None:
    wrong = WentWrong()
    wrong.page(error, {KNOWN: True, "redirect_urls": via})
    assert (dict(wrong.known), dict(wrong.seen(None, None, 1).failed)) == (known, failed)


def test_a_page_that_is_not_asked_any_more_was_not_refused() -> None:
    wrong = WentWrong()
    for error in (answer(500), NotNow("not asked: it has blocked 5"), NotNow("not asked"), Enough("enough")):
        wrong.page(error, {KNOWN: False})
    seen = wrong.seen(None, None, 9)
    assert (seen.failed[Cause.BLOCKED], seen.unasked) == (2, 2)


def test_two_addresses_that_lead_to_one_reserved_page_skip_one_page() -> None:
    wrong = WentWrong()
    for url in (URL, URL, f"{URL}news/"):
        wrong.reserved(url)
    assert wrong.seen(None, None, 3).reserved == 2


def test_all_is_seen_by_a_whole_walk_in_which_nothing_failed() -> None:
    wrong = WentWrong()
    assert not wrong.has_seen_all
    wrong.begin(whole=True, goes_on=True, known=0)
    assert not wrong.has_seen_all
    wrong.begin(whole=True, goes_on=False, known=0)
    assert wrong.has_seen_all
    wrong.close(OPENS)
    assert not wrong.has_seen_all
