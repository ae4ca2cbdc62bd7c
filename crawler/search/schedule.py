"""When is a known address asked again? Ever more seldom the longer it has stayed as it is."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.listings.dates import instant, is_day
from output.visit import Standing
from pipelines.refuse.reasons import Reason

if TYPE_CHECKING:
    from crawler.source import RevisitPart
    from output.visit import Failures, Visit

# What a page is for good; what else may be wrong with one passes.
FOR_GOOD = frozenset(
    (
        *(Reason.NO_PAGE, Reason.LISTING, Reason.NO_BODY, Reason.SHELL, Reason.FILE, Reason.FRAMES, Reason.TOO_DEEP),
        *(Reason.DIRECTORY, Reason.PARKED),
    )
)
EARLIER = 0.8  # of its time at the earliest: spread by address, so that what came together is not asked together
TOLERANCE = 1.1  # a visit a little before its time counts as the one of that time
DAY = timedelta(days=1)
AT_ONCE = datetime.min.replace(tzinfo=UTC)
MOST_HASTE = 3  # changes that are counted: each makes the next visits come sooner


def is_due(visit: Visit, now: datetime, revisit: RevisitPart) -> bool:
    """Whether an address is to be asked in this run.

    An article that has changed is asked after each of the source's days, counted from the change as far as one is
    known; then again after each time the last of them. What has changed n times is asked n + 1 times as soon. What
    fails is asked in the next run again, and from then on after each of those days as long as it goes on to fail.

    Args:
        visit: What is remembered of it.
        now: UTC.
        revisit: The source's days, and whether a counter that moves counts as a change.
    """
    at = due_at(visit, revisit)
    return at is not None and at <= now


def due_at(visit: Visit, revisit: RevisitPart) -> datetime | None:
    """From when on an address is to be asked, UTC: `AT_ONCE` where it waits for nothing, null where it never is again."""
    free_at = _free_at(visit.url, visit.failures, revisit) if visit.failures else AT_ONCE
    if visit.asked_at is None or visit.missed or visit.standing is Standing.FOUND or is_stated_newer(visit):
        return free_at
    if visit.reason in (Reason.NOT_WHOLE, Reason.NOT_ITS_PAGE):  # of several pages, that were asked for in vain
        return free_at
    if visit.standing is Standing.ALIAS or (visit.standing is Standing.REFUSED and visit.reason in FOR_GOOD):
        return None
    return max(free_at, _due_at(visit, visit.asked_at, revisit))


def is_stated_newer(visit: Visit) -> bool:
    """Whether a feed, a sitemap or an API states that a known address has changed since it was read.

    One states the day and another one the time: a time within the day is the same statement.
    """
    if visit.stated is None or visit.stated == visit.read_stated or visit.asked_at is None:
        return False
    stated = instant(visit.stated)
    before = instant(visit.read_stated) if visit.read_stated else visit.asked_at
    if (
        stated is None or before is None
    ):  # in words of the site's own, as "Sept. 20, 2025, 10 a.m.": now in other ones
        return stated is before
    if visit.read_stated and is_day(visit.read_stated) and not is_day(visit.stated):
        return stated >= before + DAY
    return stated > before


def _free_at(url: str, failures: Failures, revisit: RevisitPart) -> datetime:
    """Until when an address that has failed is to be left alone."""
    until = failures.not_before or AT_ONCE
    if failures.times == 1:
        return until
    days = revisit.after[min(failures.times - 2, len(revisit.after) - 1)]
    return max(until, failures.at + timedelta(days=days * _earlier(url)))


def _due_at(visit: Visit, asked_at: datetime, revisit: RevisitPart) -> datetime:
    haste = _earlier(visit.url) / (1 + min(visit.changes, MOST_HASTE))
    ages = [timedelta(days=days * haste) for days in revisit.after]
    moved = visit.counted_at if revisit.counters else None
    since = max((at for at in (visit.changed_at, moved) if at), default=asked_at)
    age = (asked_at - since) * TOLERANCE
    return next((since + one for one in ages if one > age), asked_at + ages[-1])


def _earlier(url: str) -> float:
    return EARLIER + (1 - EARLIER) * share(url)


def share(url: str) -> float:
    """A number from 0 to 1 that an address always has: in its order no part of a site comes before another."""
    return zlib.crc32(url.encode()) / 0xFFFFFFFF
