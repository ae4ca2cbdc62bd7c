"""What went wrong in this run, and what has it seen? All that its verdict rests on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crawler.middlewares.allowed import OtherSite
from crawler.politeness.turns import Ending, NotNow
from crawler.responses import asked_before
from crawler.verdict.causes import ABSENT, cause_of, status_of
from crawler.verdict.verdict import Fault, Seen, Trouble
from output.run import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

KNOWN = "thinktap_known"  # in a request's meta: whether it asks for an article that is stored


class WentWrong:
    """What goes wrong in one run, and what it sees, while it goes on.

    Attributes:
        trouble: What went wrong.
        known: Known articles that were asked, by whether they were there.
    """

    def __init__(self) -> None:
        self.trouble = Trouble()
        self.known: Counter[bool] = Counter()
        self._failed: Counter[Cause] = Counter()  # pages that could not be had
        self._unasked = 0  # of them, for their host has blocked us
        self._seen = Seen()
        self._told: Fault | None = None  # of the listing's pages
        self._unread = 0  # of them
        self._reserved: set[str] = set()  # pages that are skipped for their reserved rights

    def begin(self, *, whole: bool, goes_on: bool, known: int) -> None:
        """Take note of how the listing is gone over.

        Args:
            whole: Whether to every page.
            goes_on: Whether a run that was cut off began it.
            known: How many articles are stored.
        """
        self._seen = Seen(whole and not goes_on, unchanged=goes_on, known=known)

    def unchanged(self) -> None:
        """Take note that a page of the listing is as it was."""
        self._seen = replace(self._seen, unchanged=True)

    def listing(self, url: str, why: str, cause: Cause, *, at_start: bool) -> None:
        """Take note of a listing page that could not be read.

        What is told is the first of those that the listing begins with, or else of the others.
        """
        self._unread += 1
        before = self.trouble
        if self._told is None or (at_start and not before.at_start):
            self._told = Fault(cause, _unread_start(url, why, cause) if at_start else _unread_page(url, why))
        more = self._unread - 1
        rest = f"; {more} more of its pages can't be read either, see the tables fetches and rejects" if more else ""
        told = self._told._replace(line=self._told.line + rest)
        self.trouble = replace(before, listing=told, at_start=before.at_start or at_start)

    def page(self, error: BaseException | None, meta: Mapping[str, Any]) -> None:
        """Take note of a page that could not be had.

        Args:
            error: What came in place of a page.
            meta: Of its request.
        """
        if isinstance(error, OtherSite) and asked_before(meta):
            self.known[True] += meta[KNOWN]
        elif status_of(error) in ABSENT:
            self.known[False] += meta[KNOWN]
        elif not isinstance(error, Ending):
            cause = cause_of(error)
            self._failed[cause] += 1
            self._unasked += cause == Cause.BLOCKED and isinstance(error, NotNow)

    @property
    def refused_for_limit(self) -> bool:
        """Whether a page was not asked for, or not again, because the run has asked for enough."""
        return self._failed[Cause.LIMIT] > 0

    def blocked(self) -> None:
        """Take note of a page that turned out to be a guard's."""
        self._failed[Cause.BLOCKED] += 1

    def reserved(self, url: str) -> None:
        """Take note of a page that is skipped for its reserved rights; several addresses may have led to it."""
        self._reserved.add(url)

    def close(self, opens: datetime) -> None:
        """Take note that the source's hours are over."""
        self.trouble = replace(self.trouble, opens=opens)

    def stop(self, why: str) -> None:
        """Take note that the run ends early."""
        self.trouble = replace(self.trouble, stopped=why)

    @property
    def has_seen_all(self) -> bool:
        """Whether the run went over all of the listing, and all of it could be read."""
        return self._seen.whole and self.trouble == Trouble()

    def seen(self, loss: tuple[str, int, int] | None, limit: str | None, asked: int) -> Seen:
        """What the run has seen in the end; the arguments are as in `Seen`."""
        seen = replace(self._seen, loss=loss, limit=limit, asked=asked)
        return replace(seen, failed=self._failed, unasked=self._unasked, reserved=len(self._reserved))


def _unread_start(url: str, why: str, cause: Cause) -> str:
    ours = cause in {Cause.LAYOUT, Cause.NETWORK}
    advice = "; check [listing] start in the source's file" if ours else ""
    return f"the listing {url} can't be read: {why}{advice}"


def _unread_page(url: str, why: str) -> str:
    return f"the listing page {url} can't be read: {why}; the next run tries again"
