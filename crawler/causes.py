"""Why did a request give nothing? In the one word that a run's record has."""

from __future__ import annotations

from http import HTTPStatus

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.middlewares.robots import Forbidden
from output.run import Cause

ABSENT = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
BLOCKING = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
}


def cause_of(error: BaseException | None) -> Cause:
    """The word for what came in place of an answer, or for an answer that is an error."""
    if isinstance(error, HttpError):
        status = error.response.status
        if status in BLOCKING:
            return Cause.BLOCKED
        return Cause.NETWORK if status >= HTTPStatus.INTERNAL_SERVER_ERROR else Cause.LAYOUT
    if isinstance(error, Forbidden):
        return Cause.ROBOTS
    return Cause.LAYOUT if isinstance(error, IgnoreRequest) else Cause.NETWORK
