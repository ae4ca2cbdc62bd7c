"""May a source's request be sent now, and what follows from its answer? The one gate that every request passes."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import IgnoreRequest

from crawler.politeness import failures
from crawler.politeness.host import MOST_BLOCKED, Host, Hosts
from crawler.politeness.tries import Decision, come_back, decide, put_off
from crawler.responses import ROLE
from output.records import Outcome

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from scrapy import Request
    from scrapy.http import Response

    from crawler.politeness.tries import Failure
    from output.layout import Layout

TRIES = "thinktap_tries"  # in a request's meta: how often it was asked before
TRIED = "thinktap_tried"  # in a request's meta: what follows from its failure
HOSTS = Hosts()  # of this process


class NotNow(IgnoreRequest):
    """The host is not to be asked in this run; the text says why. Nothing was sent."""


class Enough(NotNow):
    """The run has asked as often as it may."""


class Ending(NotNow):
    """The run is to end, and asks nothing more."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a request that failed.

    Attributes:
        again: Whether it is sent again.
        error: Why it is not, in words. Null when it is.
        not_before: When a later run may ask again, UTC. Null when that is the schedule's.
        block: Why it counts as blocked. Null when it does not.
        closed: Until when its whole host is left alone, UTC. Null when it is not.
    """

    again: bool
    error: str | None
    not_before: datetime | None
    block: str | None
    closed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Manners:
    """How a source asks.

    Attributes:
        delay: Seconds between two requests to a host, at least.
        concurrency: Requests to a host at the same time.
        tries: How often an address is asked in one run.
    """

    delay: float
    concurrency: int
    tries: int


class Turns:
    """The turns of one source.

    Args:
        manners: How it asks.
        layout: Where processes meet. Null: this one is alone.
        may_ask: Raises when nothing more is to be asked.
        hosts: Those that are shared with other sources.

    Attributes:
        blocked: Answers that blocked us, by why.
    """

    def __init__(
        self, manners: Manners, layout: Layout | None, may_ask: Callable[[], None], hosts: Hosts = HOSTS
    ) -> None:
        self._manners, self._layout, self._may_ask, self._hosts = manners, layout, may_ask, hosts
        self.blocked: Counter[str] = Counter()

    async def fetch(self, request: Request, download: Callable[[Request], Awaitable[Response]]) -> Response:
        """Wait for the host's turn, then send a request.

        Args:
            request: The request; its meta says afterwards under `TRIED` what follows from a failure.
            download: Sends it. Time limits are its own, so that waiting does not count.

        Raises:
            NotNow: It is not to be sent.
        """
        host = self.host(request.url)
        seat = await host.begin(self._manners.delay, self._manners.concurrency, lambda: self._check(host))
        wait = 0.0
        began = time.monotonic()
        for name in (TRIED, "download_latency"):  # of an earlier try
            request.meta.pop(name, None)
        try:
            response = await download(request)
            latency = request.meta.get("download_latency") or time.monotonic() - began
            wait = self._answered(host, request, response, latency)
        except Exception as error:
            wait = self._failed(host, request, failures.of_error(error))
            raise
        finally:
            host.end(seat, wait)
        return response

    def host(self, url: str) -> Host:
        """The host of an address."""
        return self._hosts.of(url, self._layout)

    def _check(self, host: Host) -> None:
        self._may_ask()
        if host.closed and datetime.now(UTC) < host.closed:
            raise NotNow(put_off(host.name, host.closed))
        if host.blocked >= MOST_BLOCKED:
            raise NotNow(f"not asked: {host.name} has blocked {host.blocked} addresses in a row")

    def _answered(self, host: Host, request: Request, response: Response, latency: float) -> float:
        failure = failures.of_answer(response, datetime.now(UTC))
        floor = host.floor(self._manners.delay)
        good = response.status == 200 and failure is None  # noqa: PLR2004  (as AutoThrottle)
        host.pace = host.pace.after(latency, floor, self._manners.concurrency, good=good)
        if failure:
            return self._failed(host, request, failure)
        host.answered()
        return 0.0

    def _failed(self, host: Host, request: Request, failure: Failure) -> float:
        """Note what follows from a failure, and return for how many seconds the host is left alone."""
        tries = request.meta.get(TRIES, 0) + 1
        meta = request.meta  # names of Scrapy's own
        most = 1 if meta.get("dont_retry") else 1 + meta.get("max_retry_times", self._manners.tries - 1)
        floor = host.floor(self._manners.delay)
        chance = random.random()  # noqa: S311
        decision = decide(failure, tries, most, delay=host.pace.between(floor), chance=chance)
        tried = request.meta[TRIED] = _tried(decision, failure)
        if failure.block:
            if tried.not_before and host.put_off(tried.not_before):
                request.meta[TRIED] = replace(tried, closed=host.closed)
            host.pace = host.pace.slower(floor)
            if not decision.again and meta.get(ROLE) in {Outcome.PAGE, Outcome.LISTING}:
                self.blocked[failure.block] += 1
                host.blocked += 1
        return decision.wait


def block_of(meta: Mapping[str, Any]) -> str | None:
    """Why the answer to a request counts as blocked, in words; null when it does not.

    Args:
        meta: The request's, or the response's.
    """
    tried: Tried | None = meta.get(TRIED)
    return tried.block if tried else None


def _tried(decision: Decision, failure: Failure) -> Tried:
    back = None
    if decision.not_before is not None:
        back = datetime.now(UTC) + timedelta(seconds=decision.not_before)
    error = f"{decision.error}; {come_back(back)}" if back else decision.error
    return Tried(decision.again, error, back, failure.block)
