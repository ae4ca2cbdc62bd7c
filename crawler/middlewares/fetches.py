"""What was asked, and what came back? Every request and its answer becomes a row of `fetches`; good ones are archived."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import IgnoreRequest

from crawler.archive.received import received
from crawler.download.answer import RECEIVED
from crawler.host_said import host_signals
from crawler.middlewares.robots import SAID
from crawler.politeness.host import host_of
from crawler.politeness.turns import TRIED, Ending, Tried, block_of
from crawler.responses import FETCHED_AT, HEARD, HOST_SIGNALS, NOTED, ROLE, asked_before, header, headers_of
from output.item_pipeline import StorePipeline
from output.records import Fetch, Outcome
from pipelines.rights.respect import RECORD, may_keep
from pipelines.rights.scan import Told, told_by
from pipelines.rights.signals import signals_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from output.archive.record import Received
    from pipelines.rights.respect import Respect
    from pipelines.rights.signals import Signal

LOG = logging.getLogger(__name__)
GAVE_NOTHING = {Outcome.MISSING, Outcome.REFUSED, Outcome.FAILED}


class FetchLog:
    """Hands every request to the store, refused and failed ones included.

    Args:
        crawler: Has the store.
        archives: Whether answers are archived.
        respect: What the source does with reserved rights.
    """

    def __init__(self, crawler: Crawler, *, archives: bool, respect: Respect) -> None:
        self._crawler, self._archives, self._respect = crawler, archives, respect

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware for a source's spider; for other spiders nothing is archived."""
        source = getattr(crawler.spidercls, "source", None)
        respect = source.rights.respect if source else RECORD
        return cls(crawler, archives=bool(source and source.archive), respect=respect)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note an answer."""
        request.meta[FETCHED_AT] = datetime.now(UTC)
        request.meta[HOST_SIGNALS] = self._host_signals(request.url)
        came = request.meta.pop(RECEIVED, response)
        headers, host = headers_of(response), request.meta[HOST_SIGNALS]
        signals = _texts(signals_of(response.url, told_by(response.body), headers, host))
        request.meta[HEARD] = _digest(_texts(signals_of(response.url, Told(), headers, host)))
        keeps = self._archives and may_keep(signals, self._respect)
        fetch = _answered(request, response, signals)
        self._note(fetch, received(request, came, keeps=keeps))
        self._note_failure(request, fetch)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note that there was none; what waits when a run is to end was never asked."""
        if isinstance(exception, Ending):
            return
        request.meta[NOTED] = True
        refused = isinstance(exception, IgnoreRequest)
        fetch = Fetch(
            url=request.url,
            requested_at=datetime.now(UTC),
            outcome=Outcome.REFUSED if refused else Outcome.FAILED,
            error=_error(request) or str(exception) or type(exception).__name__,
            robots_txt=request.meta.get(SAID),
        )
        self._note(fetch, None)
        self._note_failure(request, fetch)

    def _note_failure(self, request: Request, fetch: Fetch) -> None:
        """Let later runs know of a request that has failed, and is not sent again in this one."""
        stored = self._crawler.get_item_pipeline(StorePipeline)
        tried: Tried | None = request.meta.get(TRIED)
        if stored is None or tried is None or tried.again or tried.error is None:
            return
        if tried.closed:
            closed = stored.store.add_failure((host_of(request.url),), fetch.requested_at, tried.error, tried.closed)
            closed.add_done_callback(self._check)
        if tried.not_before or request.meta.get(ROLE) in {Outcome.PAGE, Outcome.LISTING}:
            urls = (fetch.url, *asked_before(request.meta))
            failed = stored.store.add_failure(urls, fetch.requested_at, tried.error, tried.not_before)
            failed.add_done_callback(self._check)

    def _host_signals(self, url: str) -> tuple[str, ...]:
        stored = self._crawler.get_item_pipeline(StorePipeline)
        return host_signals(url, stored.store.visits) if stored else ()

    def _note(self, fetch: Fetch, archived: Received | None) -> None:
        if fetch.outcome in GAVE_NOTHING:
            reason = fetch.error or f"HTTP {fetch.status}"
            said = {"spider": self._crawler.spider, "event": fetch.outcome.value, "reason": reason}
            LOG.info("%(url)s: %(reason)s", {"url": fetch.url, "reason": reason}, extra=said)
        stored = self._crawler.get_item_pipeline(StorePipeline)
        if stored is not None:
            stored.store.add_fetch(fetch, archived).add_done_callback(self._check)

    def _check(self, future: Future[None]) -> None:
        """End the run where something could not be stored."""
        self._crawler.spider.check(future)  # type: ignore[union-attr]


def _texts(signals: Iterable[Signal]) -> tuple[str, ...]:
    return tuple(signal.text for signal in signals)


def _digest(signals: tuple[str, ...]) -> str:
    return blake2b(repr(sorted(signals)).encode(), digest_size=8).hexdigest() if signals else ""


def _answered(request: Request, response: Response, signals: tuple[str, ...]) -> Fetch:
    seconds: float = request.meta.get("download_latency", 0.0)
    return Fetch(
        url=request.url,
        requested_at=request.meta[FETCHED_AT] - timedelta(seconds=seconds),
        outcome=_outcome(request, response.status),
        status=response.status,
        bytes=len(response.body),
        seconds=seconds,
        etag=header(response, "ETag"),
        last_modified=header(response, "Last-Modified"),
        content_type=header(response, "Content-Type"),
        robots=header(response, "X-Robots-Tag"),
        rights_signals=signals,
        location=header(response, "Location"),
        error=_error(request),
        robots_txt=request.meta.get(SAID),
        via=tuple(dict.fromkeys(asked_before(request.meta))),
        heard=request.meta[HEARD],
    )


def _outcome(request: Request, status: int) -> Outcome:
    if block_of(request.meta):  # a guard's page says 200 at times
        return Outcome.FAILED
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return Outcome.MISSING
    if status == HTTPStatus.NOT_MODIFIED:
        return Outcome.UNCHANGED if status in request.meta.get("handle_httpstatus_list", ()) else Outcome.FAILED
    by_class = {2: Outcome(request.meta.get(ROLE, Outcome.ANSWER)), 3: Outcome.REDIRECT}
    return by_class.get(status // 100, Outcome.FAILED)


def _error(request: Request) -> str | None:
    tried: Tried | None = request.meta.get(TRIED)
    return tried.error if tried else None
