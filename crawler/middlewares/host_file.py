"""What does a host answer where it has something to say to machines, as in robots.txt? Followed within the source's sites."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from crawler.address import same_site
from crawler.politeness.turns import NotNow
from crawler.responses import ROLE, header
from output.records import Outcome
from output.visit import KeptFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.crawler import Crawler
    from scrapy.http import Response

REDIRECTS = 5  # RFC 9309, 2.3.1.2


async def host_file(
    crawler: Crawler, url: str, meta: Mapping[str, Any], left: int = REDIRECTS
) -> KeptFile | Exception:
    """What an address answers; or why it can't be had. A redirect that is not followed means that there is no file.

    Args:
        crawler: Downloads, and has the source.
        url: The address.
        meta: What the request carries besides.
        left: How many redirects are followed.

    Raises:
        NotNow: It is not to be asked.
    """
    response = await _answer(crawler, url, meta)
    if isinstance(response, Exception):
        return response
    leads = header(response, "Location") if response.status // 100 == 3 else None  # noqa: PLR2004  (redirects)
    further = _joined(url, leads) if leads else None
    if left and further and _owns(crawler, further, url):
        return await host_file(crawler, further, meta, left - 1)
    return KeptFile(datetime.now(UTC), response.status, response.body)


async def _answer(crawler: Crawler, url: str, meta: Mapping[str, Any]) -> Response | Exception:
    # Before everything else that waits for this host, for all of that waits for it.
    carried = {ROLE: Outcome.ANSWER, "dont_redirect": True, **meta}
    request = Request(url, NO_CALLBACK, priority=1_000, meta=carried, dont_filter=True)
    try:
        response = await crawler.engine.download_async(request)
    except NotNow:
        raise
    except Exception as error:  # noqa: BLE001  (whatever failed is a row of fetches)
        return error
    passing = response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or response.status == HTTPStatus.TOO_MANY_REQUESTS
    return IgnoreRequest(f"HTTP {response.status}") if passing else response


def _owns(crawler: Crawler, leads: str, url: str) -> bool:
    """Whether an address may lead there: nothing off the list is contacted."""
    source = getattr(crawler.spidercls, "source", None)
    return bool(source.owns(leads) if source else same_site(leads, url))


def _joined(url: str, leads: str) -> str | None:
    """Where a redirect leads; null when that is no address."""
    try:
        further = urljoin(url, leads)
        return further if urlsplit(further).hostname else None
    except ValueError:
        return None
