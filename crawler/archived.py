"""How does a response come back from the archive? As the very one that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Headers
from scrapy.responsetypes import responsetypes

from crawler.responses import FETCHED_AT, HINTS, ROLE
from output.errors import Damaged
from output.records import Outcome
from pipelines.page import Hints, StatedDate

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.decoding import Decoder
    from output.archive.record import Received

OPTIONAL = {b"br", b"zstd"}  # encodings that Scrapy undoes, and asks for, where a package for them is installed


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


def _hints(notes: dict[str, Any]) -> Hints:
    stated = tuple(StatedDate(*one) for one in notes.get("stated_dates", ()))
    return Hints(
        link_text=notes.get("link_text"),
        date_raw=notes.get("date_raw"),
        stated_dates=stated,
        dated=notes.get("dated", False),
    )
