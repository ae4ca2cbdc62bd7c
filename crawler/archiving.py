"""What goes into the archive of a response, and how does it come back? As the very response that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.address import canonical
from crawler.responses import FETCHED_AT, HINTS, ROLE, asked_before, headers_of
from output.archive_record import Received
from output.errors import Damaged
from output.records import Outcome
from pipelines.page import Hints, StatedDate
from pipelines.rights.archiving import may_archive

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

OPTIONAL = {b"br", b"zstd"}  # encodings that Scrapy undoes, and asks for, where a package for them is installed
ARCHIVED = (Outcome.PAGE, Outcome.ANSWER)  # what reading a page again takes; a listing is not read again


class Decoder:
    """Undoes a response's content encoding as Scrapy does on its way to the spider.

    Args:
        crawler: Says how large a body may become.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._middleware = HttpCompressionMiddleware(crawler=crawler)
        self._middleware.stats = None  # Scrapy's own one counts

    def decoded(self, request: Request, response: Response) -> Response:
        """The response with its body as it is read.

        Raises:
            IgnoreRequest: It becomes too large.
        """
        decoded = self._middleware.process_response(request, response.replace())
        assert isinstance(decoded, Response)
        return decoded


def received(request: Request, response: Response, decoded: Response, *, wanted: bool) -> Received | None:
    """What the archive is handed of a response; null where it is none that is read.

    Args:
        request: What was asked.
        response: Its answer as it came.
        decoded: The same with its body as it is read.
        wanted: Whether the source's responses are archived at all.
    """
    role = request.meta.get(ROLE)
    if role not in ARCHIVED or response.status // 100 != 2:  # noqa: PLR2004  (the class of good answers)
        return None
    before = asked_before(request.meta)
    keeps = wanted and may_archive(decoded.body, headers_of(decoded))
    return Received(
        asked=canonical(before[0] if before else request.url),
        role=Outcome(role).value,
        url=response.url,
        page_url=canonical(response.url),
        at=request.meta[FETCHED_AT],
        protocol=response.protocol,
        status=response.status,
        headers=tuple((name, value) for name, values in response.headers.items() for value in values),
        body=response.body if keeps else None,
        notes={"redirected_from": before, **_said(request.meta.get(HINTS, Hints()))},
    )


def response_of(archived: Received, hints: Hints, decoder: Decoder) -> Response:
    """An archived response as the spider gets it.

    Args:
        archived: The response.
        hints: What is known of every page of the source.
        decoder: Undoes its content encoding.

    Raises:
        Damaged: Its content encoding can't be undone here.
        IgnoreRequest: It is larger than the source's limit is today.
    """
    notes = archived.notes
    meta = {
        ROLE: Outcome(archived.role),
        FETCHED_AT: archived.at,
        HINTS: hints.beside(_hints(notes)),
        "redirect_urls": notes["redirected_from"],
    }
    request = Request(archived.url, meta=meta)
    headers = Headers()
    for name, value in archived.headers:
        headers.appendlist(name, value)
    body = archived.body or b""
    kind = responsetypes.from_args(headers=headers, url=archived.url, body=body)
    answer = kind(archived.url, status=archived.status, headers=headers, body=body, request=request)
    response = decoder.decoded(request, answer)
    if left := {*response.headers.getlist("Content-Encoding")} & OPTIONAL:
        raise Damaged(f"it came packed as {b', '.join(left).decode()}, which can't be undone here")
    response.request = request
    return response


def _said(hints: Hints) -> dict[str, Any]:
    """What the listing said of this page alone; the rest is the source's, and is taken as it is when read again."""
    stated = [[one.field, one.method, one.raw] for one in hints.stated_dates]
    said = {"link_text": hints.link_text, "date_raw": hints.date_raw, "stated_dates": stated}
    return {name: value for name, value in said.items() if value}


def _hints(notes: dict[str, Any]) -> Hints:
    stated = tuple(StatedDate(*one) for one in notes.get("stated_dates", ()))
    return Hints(link_text=notes.get("link_text"), date_raw=notes.get("date_raw"), stated_dates=stated)
