"""Is a request that failed tried again, and when? Numbers and words in, a decision out."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

MOST_WAIT = (
    60.0  # seconds that a run waits for a server that asks it to come back; for what takes longer there are more runs
)
UNIT = 5.0  # of the host's delay: the first back-off; each further one is twice as long
JITTER = 0.5  # of a back-off, at most, on top: what failed together is not tried together
# Said by servers that may answer otherwise in a moment; 520 to 530 are Cloudflare's words for an origin in trouble.
PASSING = {
    *(HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR),
    *(HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT),
    *range(520, 531),
}


@dataclass(frozen=True, slots=True)
class Failure:
    """What was wrong with a request's answer.

    Attributes:
        reason: In a few words.
        passes: Whether another try may be answered otherwise.
        asked: Seconds after which the server asks us to come back. Null when it does not.
        block: Why it counts as blocked. Null when it does not.
    """

    reason: str
    passes: bool = False
    asked: float | None = None
    block: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from a failure.

    Attributes:
        again: Whether the request is tried again in this run.
        wait: Seconds that its host is left alone.
        error: Why there is no further try, in words. Null when there is one.
        not_before: Seconds after which a later run may ask. Null when that is the schedule's.
    """

    again: bool
    wait: float = 0.0
    error: str | None = None
    not_before: float | None = None


def decide(failure: Failure, tries: int, most: int, *, delay: float, chance: float) -> Decision:
    """Whether to try again.

    Args:
        failure: What went wrong.
        tries: How often the address was asked in this run.
        most: How often it may be asked.
        delay: Seconds between two requests to its host.
        chance: A number from 0 to 1, drawn at random.
    """
    back_off = min(UNIT * delay * 2 ** (tries - 1) * (1 + JITTER * chance), MOST_WAIT) if failure.passes else 0.0
    too_long = failure.asked is not None and failure.asked > MOST_WAIT
    if failure.passes and tries < most and not too_long:
        return Decision(again=True, wait=max(back_off, failure.asked or 0.0))
    return Decision(
        again=False,
        wait=back_off if too_long else max(back_off, failure.asked or 0.0),
        error=_error(failure, tries),
        not_before=failure.asked if too_long else None,
    )


def come_back(moment: datetime) -> str:
    """When a server asks us to come back, in words."""
    return f"it asks to come back after {moment:%Y-%m-%d %H:%M} UTC"


def put_off(host: str, moment: datetime) -> str:
    """Why nothing of a host is asked, in words."""
    return f"not asked: {host} wants to be left alone; {come_back(moment)}"


def _error(failure: Failure, tries: int) -> str:
    if failure.passes:
        return f"gave up after {tries} {'try' if tries == 1 else 'tries'}: {failure.block or failure.reason}"
    return f"blocked: {failure.block}" if failure.block else failure.reason
