"""What is put down of an address that gave no article? A reject at the address that was asked, with what it led to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from crawler.address import canonical
from crawler.responses import FETCHED_AT, asked_before
from output.records import Reject, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping


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
