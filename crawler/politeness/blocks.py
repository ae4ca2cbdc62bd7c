"""Does an answer block us? By its status, or by a guard's question whether a person asks."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from pipelines.refuse.challenges import BARE_SCRIPT, LOOKED_AT, MARKS, says_challenge
from pipelines.refuse.said import EDGES
from pipelines.text import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

CHALLENGE = "challenge page"
REFUSING = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
}
CHALLENGING = {HTTPStatus.OK, HTTPStatus.FORBIDDEN, HTTPStatus.SERVICE_UNAVAILABLE}
SMALL = (
    20_000  # bytes: a guard's page holds nothing but its question, so that its mark on a larger one proves nothing
)
FEW_LINKS = 5  # which it has to the guard's own site and to help; a listing, or an article with its menu, has more
TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,200})", re.IGNORECASE)


def block(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Why an answer counts as blocked, in words that can be counted; null when it does not.

    Args:
        status: Of the answer.
        headers: By their names in lower case.
        body: Its content encoding undone.
    """
    if status in CHALLENGING and (headers.get("cf-mitigated") == "challenge" or is_challenge(body)):
        return CHALLENGE
    if status in REFUSING or (status == HTTPStatus.SERVICE_UNAVAILABLE and "retry-after" in headers):
        return f"HTTP {status}"
    return None


def is_challenge(body: bytes) -> bool:
    """Whether a page is a guard's, told without parsing it: by its title, or by a mark on a page that is small."""
    start = body[:LOOKED_AT].lower()
    if start.count(b"<a ") > FEW_LINKS:
        return False
    title = TITLE.search(start)
    if title and says_challenge(folded(title[1].decode("utf-8", "replace")).strip(EDGES)):
        return True
    return len(body) <= SMALL and (any(mark in start for mark in MARKS) or BARE_SCRIPT.search(start) is not None)
