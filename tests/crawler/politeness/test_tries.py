"""What is tried again, when, and what is said when it is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from crawler.politeness.failures import of_answer, of_error
from crawler.politeness.retry_after import seconds_asked
from crawler.politeness.tries import MOST_WAIT, Failure, decide

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
IN_TEN = "Wed, 01 May 2024 12:00:10 GMT"


@pytest.mark.parametrize(
    ("said", "date", "seconds"),
    [
        ("120", None, 120),
        (" 0 ", None, 0),
        (IN_TEN, None, 10),
        (IN_TEN, "Wed, 01 May 2024 11:59:10 GMT", 60),  # by the server's own clock
        (IN_TEN, "Thu, 02 May 2024 12:00:00 GMT", 0),  # over already
        (IN_TEN, "yesterday", 10),
        ("Wednesday, 01-May-24 12:00:10 GMT", None, 10),  # the obsolete forms of RFC 9110, 5.6.7
        ("Wed May  1 12:00:10 2024", None, 10),
        ("9" * 40, None, 366 * 86400),
        ("9" * 5000, None, None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None, 366 * 86400),
        ("-5", None, None),
        ("1.5", None, None),
        ("soon", None, None),
        ("٣", None, None),
        ("", None, None),
        (None, IN_TEN, None),
    ],
)
def test_retry_after(said: str | None, date: str | None, seconds: float | None) -> None:
    assert seconds_asked(said, date, NOW) == seconds


@given(st.text(), st.text())
def test_retry_after_takes_any_words(said: str, date: str) -> None:
    seconds = seconds_asked(said, date, NOW)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 520, 522, 524])
def test_statuses_that_pass(status: int) -> None:
    failure = of_answer(Response("http://a.test/", status), NOW)
    assert failure
    assert failure.passes


@pytest.mark.parametrize("status", [200, 204, 301, 304, 400, 404, 410])
def test_statuses_that_are_no_failure(status: int) -> None:
    assert of_answer(Response("http://a.test/", status), NOW) is None


@pytest.mark.parametrize("status", [401, 403, 405, 451, 501, 505])
def test_statuses_that_stay(status: int) -> None:
    failure = of_answer(Response("http://a.test/", status, headers={"Retry-After": "9"}), NOW)
    assert failure
    assert (failure.passes, failure.asked) == (False, None)


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (DownloadTimeoutError("it took too long"), True),
        (ResponseDataLossError(), True),
        (CannotResolveHostError(), True),
        (DownloadConnectionRefusedError(), True),
        (DownloadFailedError(), True),
        (DownloadCancelledError("too large"), False),
        (IgnoreRequest(), False),
        (ValueError(), False),
    ],
)
def test_errors(error: Exception, passes: bool) -> None:
    assert of_error(error).passes is passes


@pytest.mark.parametrize(
    ("asked", "tries", "again", "wait", "error"),
    [
        (None, 1, True, 5, None),
        (None, 2, True, 10, None),
        (None, 3, False, 20, "gave up after 3 tries: HTTP 503"),
        (30, 1, True, 30, None),
        (1, 1, True, 5, None),
        (3600, 1, False, 5, "gave up after 1 try: HTTP 503"),
        (30, 3, False, 30, "gave up after 3 tries: HTTP 503"),
    ],
)
def test_decisions(asked: float | None, tries: int, again: bool, wait: float, error: str | None) -> None:
    decision = decide(Failure("HTTP 503", passes=True, asked=asked), tries, 3, delay=1, chance=0)
    assert (decision.again, decision.wait, decision.error) == (again, wait, error)
    assert (decision.not_before is not None) is (asked == 3600)


def test_what_stays_is_not_tried_again_and_holds_nobody_up() -> None:
    blocked = decide(Failure("HTTP 403", block="HTTP 403"), 1, 3, delay=1, chance=0)
    assert (blocked.again, blocked.wait, blocked.error) == (False, 0, "blocked: HTTP 403")
    assert decide(Failure("too large"), 1, 3, delay=1, chance=0).error == "too large"


@given(
    st.floats(0, 1e9),
    st.integers(1, 3),
    st.floats(0, 60),
    st.floats(0, 1),
)
def test_no_wait_is_longer_than_a_run_waits(asked: float, tries: int, delay: float, chance: float) -> None:
    assert 0 <= decide(Failure("", passes=True, asked=asked), tries, 3, delay=delay, chance=chance).wait <= MOST_WAIT


def test_a_site_of_ones_own_is_asked_again_at_once() -> None:
    assert decide(Failure("HTTP 500", passes=True), 1, 3, delay=0, chance=1).wait == 0
