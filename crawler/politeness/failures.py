"""What went wrong with a request? Told from its answer, or from the exception that came in place of one."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from crawler.download.errors import UNHAD
from crawler.politeness.blocks import SAYING, block
from crawler.politeness.retry_after import seconds_asked
from crawler.politeness.tries import PASSING, Failure
from crawler.responses import header

if TYPE_CHECKING:
    from datetime import datetime

    from scrapy.http import Response

PLAIN = {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}  # an answer about the address, not about us


def of_answer(response: Response, now: datetime) -> Failure | None:
    """What is wrong with an answer; null when nothing is, or only its address.

    Args:
        response: Its content encoding undone.
        now: UTC.
    """
    headers = {name: header(response, name) for name in ("retry-after", "date", *SAYING)}
    sent = {name: value for name, value in headers.items() if value is not None}
    blocked = block(response.status, sent, response.body)
    if not blocked and (response.status < HTTPStatus.BAD_REQUEST or response.status in PLAIN):
        return None
    passes = response.status in PASSING
    asked = seconds_asked(headers["retry-after"], headers["date"], now) if passes else None
    return Failure(f"HTTP {response.status}", passes, asked, blocked)


def of_error(error: Exception) -> Failure:
    """What an exception of the download handler says, which makes Scrapy's of all that a socket may raise."""
    said = str(error)
    name = type(error).__name__
    return Failure(said or name, passes=isinstance(error, UNHAD))
