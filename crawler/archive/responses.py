"""How does a response come back from the archive? As the very one that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Headers, Response

from crawler.download.answer import decoded
from crawler.download.decoding import NotDecodable
from crawler.responses import FETCHED_AT, HINTS, HOST_SIGNALS, ROLE
from output.errors import Damaged
from output.records import Outcome
from pipelines.page import Hints, StatedDate

if TYPE_CHECKING:
    from output.archive.record import Received


def response_of(archived: Received, hints: Hints, most: int) -> Response:
    """An archived response as the spider gets it.

    Args:
        archived: The response.
        hints: What is known of every page of the source.
        most: The largest body, in bytes.

    Raises:
        Damaged: Its content encoding can't be undone.
        TooLarge: It is larger than the source's limit is today.
    """
    notes = archived.notes
    meta = {
        ROLE: Outcome(archived.role),
        FETCHED_AT: archived.at,
        HINTS: hints.beside(_hints(notes)),
        HOST_SIGNALS: tuple(notes.get("host_signals", ())),
        "redirect_urls": notes["redirected_from"],
    }
    request = Request(archived.url, meta=meta)
    headers = Headers()
    for name, value in archived.headers:
        headers.appendlist(name, value)
    received = Response(archived.url, archived.status, headers, archived.body or b"", request=request)
    try:
        return decoded(received, most)
    except NotDecodable as error:
        raise Damaged(str(error)) from error


def _hints(notes: dict[str, Any]) -> Hints:
    stated = tuple(StatedDate(*one) for one in notes.get("stated_dates", ()))
    return Hints(
        link_text=notes.get("link_text"),
        date_raw=notes.get("date_raw"),
        stated_dates=stated,
        dated=notes.get("dated", False),
    )
