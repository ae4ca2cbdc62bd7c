"""What goes into the archive of a response? What came, and what was handed in beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.address import canonical
from crawler.politeness.turns import block_of
from crawler.responses import FETCHED_AT, HINTS, HOST_SIGNALS, ROLE, asked_before
from output.archive.record import Received
from output.records import Outcome
from pipelines.page import Hints

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

ARCHIVED = (Outcome.PAGE, Outcome.ANSWER)  # what reading a page again takes; a listing is not read again


def received(request: Request, response: Response, *, keeps: bool) -> Received | None:
    """What the archive is handed of a response; null where it is none that is read, as a guard's page is not.

    Args:
        request: What was asked.
        response: Its answer as it came.
        keeps: Whether a copy may be kept.
    """
    role = request.meta.get(ROLE)
    if role not in ARCHIVED or block_of(request.meta) or response.status // 100 != 2:  # noqa: PLR2004  (the class of good answers)
        return None
    before = asked_before(request.meta)
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
        notes={"redirected_from": before, **_said(request.meta.get(HINTS, Hints()), request.meta[HOST_SIGNALS])},
    )


def _said(hints: Hints, host_signals: tuple[str, ...]) -> dict[str, Any]:
    """What the listing and the host said of this page alone; the rest is the source's, as it is when read again."""
    stated = [[one.field, one.method, one.raw] for one in hints.stated_dates]
    said = {
        "link_text": hints.link_text,
        "date_raw": hints.date_raw,
        "stated_dates": stated,
        "dated": hints.dated,
        "host_signals": list(host_signals),
    }
    return {name: value for name, value in said.items() if value}
