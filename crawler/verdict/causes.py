"""Why did a request give nothing? In the one word that a run's record has."""

from __future__ import annotations

from http import HTTPStatus

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.download.errors import PrivateHost
from crawler.middlewares.robots import Forbidden
from crawler.politeness.turns import Enough, NotNow, block_of
from output.run import Cause

ABSENT = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
# By what came in place of an answer: the first that fits. What none fits is the network's.
CAUSES = (
    (Forbidden, Cause.ROBOTS),
    (Enough, Cause.LIMIT),
    (NotNow, Cause.BLOCKED),
    (PrivateHost, Cause.NETWORK),
    (IgnoreRequest, Cause.LAYOUT),
)


def cause_of(error: BaseException | None) -> Cause:
    """The word for what came in place of an answer, or for an answer that is an error."""
    if isinstance(error, HttpError):
        status = error.response.status
        if block_of(error.response.meta):
            return Cause.BLOCKED
        return Cause.NETWORK if status >= HTTPStatus.INTERNAL_SERVER_ERROR else Cause.LAYOUT
    return next((cause for kind, cause in CAUSES if isinstance(error, kind)), Cause.NETWORK)


def status_of(error: BaseException | None) -> int | None:
    """The status of an answer that is an error; null for what came in place of an answer."""
    return error.response.status if isinstance(error, HttpError) else None
