"""When a known address is due: by what it is, what it said of itself, and how often it has changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.search.schedule import EARLIER, is_due, is_stated_newer
from crawler.source import RevisitPart
from output.visit import Standing, Visit
from pipelines.refuse.reasons import Reason

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
REVISIT = RevisitPart()


def visit(standing: Standing = Standing.ARTICLE, *, asked: float = 0, changed: float = 0, **said: Any) -> Visit:
    """An address that was asked, and has changed, so many days ago."""
    at = {"asked_at": NOW - timedelta(days=asked), "changed_at": NOW - timedelta(days=changed)}
    return Visit("https://kite.example/a", standing, **{**at, **said})


CASES = [
    ("found and never asked", visit(Standing.FOUND, asked_at=None), True),
    ("known from a rebuilt state, when it was asked is lost", visit(asked_at=None), True),
    ("just read", visit(), False),
    ("a day after it came", visit(asked=1, changed=1), True),
    ("half a day after it came", visit(asked=0.5, changed=0.5), False),
    ("two days after it came, read yesterday", visit(asked=1, changed=2), False),
    ("three days after it came, read two days before", visit(asked=2, changed=3), True),
    ("a week after, read at three days", visit(asked=4, changed=7), True),
    ("a month after, read at a week", visit(asked=23, changed=30), True),
    ("two months after, read at a month", visit(asked=29, changed=60), False),
    ("three years old when it was found a month ago", visit(asked=30, changed=1100), False),
    ("three years old when it was found a year ago", visit(asked=365, changed=1400), True),
    ("three weeks after, read at one; it has changed three times", visit(asked=16, changed=23, changes=3), True),
    ("the same, and it has not", visit(asked=16, changed=23), False),
    ("missing once", visit(missed=True), True),
    ("another address of an article", visit(Standing.ALIAS, asked=999, changed=999), False),
    ("a listing page by mistake", visit(Standing.REFUSED, asked=999, changed=999, reason=Reason.LISTING), False),
    (
        "leads to another site",
        visit(Standing.REFUSED, asked=999, changed=999, reason="redirected to another site"),
        True,  # the source's file may name that site by now
    ),
    ("a challenge a day ago", visit(Standing.REFUSED, asked=1, changed=1, reason=Reason.CHALLENGE), True),
    ("a challenge an hour ago", visit(Standing.REFUSED, asked=0.04, changed=0.04, reason=Reason.CHALLENGE), False),
    ("an article that is walled just now", visit(reason=Reason.LOGIN), False),
    ("an article whose page 2 failed", visit(reason=Reason.NOT_WHOLE), True),
    ("dead for a day", visit(Standing.MISSING, asked=1, changed=1), True),
    ("stated newer", visit(stated="2026-11-26T13:00:00Z", read_stated="2026-11-20"), True),
    ("refused for good, and stated newer", visit(Standing.REFUSED, reason=Reason.LISTING, stated="2026-11-27"), True),
    ("stated as it was read", visit(stated="2026-11-20", read_stated="2026-11-20"), False),
]


@pytest.mark.parametrize(("known", "due"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_what_is_due(known: Visit, due: bool) -> None:
    assert is_due(known, NOW, REVISIT) is due


@pytest.mark.parametrize(
    ("stated", "read", "newer"),
    [
        (None, None, False),
        ("2026-11-26", None, False),  # the day it was read: that tells nothing
        ("2026-11-27", None, True),
        ("Fri, 27 Nov 2026 10:00:00 +0000", None, True),
        ("2026-11-26T14:30:00+02:00", None, True),
        ("2026-11-26T13:30:00+02:00", None, False),
        ("2026-11-21", "2026-11-20", True),
        ("2026-11-19", "2026-11-20", False),  # a site that turns back its clock
        ("2026-11-20T00:00:00Z", "2026-11-20", False),  # two ways to write one day
        ("soon", None, False),
        ("soon", "sooner", True),  # words of its own, and other ones than before
        ("9999-12-31T23:59:59-12:00", None, False),
    ],
)
def test_what_is_stated_newer(stated: str | None, read: str | None, newer: bool) -> None:
    assert is_stated_newer(visit(stated=stated, read_stated=read)) is newer


def test_a_counter_is_a_reason_only_where_the_source_asks() -> None:
    moved = visit(asked=1, changed=999, counted_at=NOW - timedelta(days=1))
    assert not is_due(moved, NOW, REVISIT)
    assert is_due(moved, NOW, RevisitPart(counters=True))


@given(st.floats(0, 3000), st.integers(0, 20))
def test_an_article_is_never_forgotten_and_never_asked_again_at_once(age: float, changes: int) -> None:
    read = visit(changed=age, changes=changes)
    assert not is_due(read, NOW, REVISIT)
    assert is_due(read, NOW + timedelta(days=366), REVISIT)


@given(st.integers(0, 10**6))
def test_addresses_are_spread_over_a_fifth_of_the_time(number: int) -> None:
    one = Visit(
        f"https://kite.example/{number}", Standing.ARTICLE, asked_at=NOW, changed_at=NOW - timedelta(days=999)
    )
    assert not is_due(one, NOW + timedelta(days=365 * EARLIER - 1), REVISIT)
    assert is_due(one, NOW + timedelta(days=365), REVISIT)
