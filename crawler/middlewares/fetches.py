"""What was asked, and what came back? Every request and its answer becomes a row of `fetches`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import IgnoreRequest

from output.item_pipeline import StorePipeline
from output.records import Fetch, Outcome

if TYPE_CHECKING:
    from concurrent.futures import Future

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

ROLE = "thinktap_role"  # in a request's meta: the Outcome that a good answer has


class FetchLog:
    """Hands every request to the store, refused and failed ones included."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware for a crawler."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note an answer."""
        self._note(_answered(request, response))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note that there was none."""
        refused = isinstance(exception, IgnoreRequest)
        self._note(
            Fetch(
                url=request.url,
                requested_at=datetime.now(UTC),
                outcome=Outcome.REFUSED if refused else Outcome.FAILED,
                error=str(exception) or type(exception).__name__,
            )
        )

    def _note(self, fetch: Fetch) -> None:
        stored = self._crawler.get_item_pipeline(StorePipeline)
        if stored is not None:
            stored.store.add_fetch(fetch).add_done_callback(self._check)

    def _check(self, future: Future[None]) -> None:
        if error := future.exception():
            from twisted.internet import reactor

            reactor.callFromThread(self._crawler.spider.give_up, error)  # type: ignore[union-attr]


def _answered(request: Request, response: Response) -> Fetch:
    seconds: float = request.meta.get("download_latency", 0.0)
    return Fetch(
        url=request.url,
        requested_at=datetime.now(UTC) - timedelta(seconds=seconds),
        outcome=_outcome(request.meta, response.status),
        status=response.status,
        bytes=len(response.body),
        seconds=seconds,
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        content_type=_header(response, "Content-Type"),
        robots=_header(response, "X-Robots-Tag"),
        location=_header(response, "Location"),
    )


def _outcome(meta: dict[str, Any], status: int) -> Outcome:
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return Outcome.MISSING
    by_class = {2: Outcome(meta.get(ROLE, Outcome.ANSWER)), 3: Outcome.REDIRECT}
    return by_class.get(status // 100, Outcome.FAILED)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None
