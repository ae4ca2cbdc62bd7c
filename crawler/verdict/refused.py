"""What is put down of an address that gave no article? A reject at the address that was asked, with what it led to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy.spidermiddlewares.httperror import HttpError

from crawler.address import canonical
from crawler.asking import why
from crawler.middlewares.allowed import OtherSite
from crawler.politeness.turns import Ending
from crawler.responses import FETCHED_AT, NOTED, asked_before
from crawler.verdict.causes import status_of
from output.records import Reject, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy import Request
    from scrapy.http import Response

SENT_ELSEWHERE = "redirected to another site"  # a reject's reason


def refused(source: str, url: str, meta: Mapping[str, Any], reason: str, raw: str | None = None) -> Reject:
    """The reject for the address that was asked first.

    Args:
        source: The source.
        url: The address that answered, or was to.
        meta: Of the request or the response.
        reason: In a few fixed words.
        raw: What was met. Null for the address that the first one led to, if any.
    """
    first, *via = [*asked_before(meta), canonical(url)]
    at = meta.get(FETCHED_AT) or datetime.now(UTC)
    return Reject(source, first, at, Stage.FETCH, reason, raw or next(reversed(via), None), tuple(via[:-1]))


def refused_for(source: str, request: Request, error: BaseException | None) -> Reject | None:
    """The reject for what was answered and is no page; null where a row of fetches says all, and a later run asks again.

    Args:
        source: The source.
        request: What was asked.
        error: What came in place of a page.
    """
    url, meta, status = request.url, request.meta, status_of(error)
    if isinstance(error, OtherSite) and asked_before(meta):
        return refused(source, url, meta, SENT_ELSEWHERE)
    if isinstance(error, HttpError) and error.response.status // 100 == 3:  # noqa: PLR2004  (a redirect that was not followed)
        return refused(source, url, meta, "redirected to no address", _location(error.response))
    if status or isinstance(error, Ending) or meta.get(NOTED):
        return None
    return refused(source, url, meta, "no page to read", why(error))


def _location(response: Response) -> str | None:
    """Where an answer says that its page is; null when it does not."""
    said = response.headers.get("Location")
    return said.decode("latin-1") if said else None
