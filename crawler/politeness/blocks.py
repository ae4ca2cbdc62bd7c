"""Does an answer block us? By its status, or by a guard's question whether a person asks."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from pipelines.refuse.challenges import BARE_SCRIPT, LOOKED_AT, MARKS, SPARE, says_challenge
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
# 202 and 405 are AWS WAF's (its developer guide, "CAPTCHA and Challenge actions"), 202 SiteGround's as well.
CHALLENGING = {
    *(HTTPStatus.OK, HTTPStatus.ACCEPTED, HTTPStatus.FORBIDDEN),
    *(HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.SERVICE_UNAVAILABLE),
}
# Headers by which guards say so themselves, for their pages are no use to a machine; with what they say then.
SAYING = {"cf-mitigated": {"challenge"}, "x-amzn-waf-action": {"challenge", "captcha"}}
SMALL = (
    20_000  # bytes: a guard's page holds nothing but its question, so that its mark on a larger one proves nothing
)
LARGE = 1_000_000  # bytes in which a page begins to say something, however many styles its head holds
FEW_LINKS = 5  # which it has to the guard's own site and to help; a listing, or an article with its menu, has more
TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,200})", re.IGNORECASE)


def block(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Why an answer counts as blocked, in words that can be counted; null when it does not.

    Args:
        status: Of the answer.
        headers: By their names in lower case.
        body: Its content encoding undone.
    """
    said = any(headers.get(name) in words for name, words in SAYING.items())
    if status in CHALLENGING and (said or is_challenge(body)):
        return CHALLENGE
    if status in REFUSING or (status == HTTPStatus.SERVICE_UNAVAILABLE and "retry-after" in headers):
        return f"HTTP {status}"
    return None


def is_challenge(body: bytes) -> bool:
    """Whether a page is a guard's, told without parsing it: by its title, or by a mark on a page that is small."""
    start = body[:LOOKED_AT].lower()
    title = TITLE.search(start)
    called = title and says_challenge(folded(title[1].decode("utf-8", "replace")).strip(EDGES))
    if not called and (len(body) > SMALL or not (any(mark in start for mark in MARKS) or BARE_SCRIPT.search(start))):
        return False
    page = body[:LARGE].lower()
    return page.count(b"<a ") <= FEW_LINKS and _shown(page) < SPARE  # whoever shows more has something to say


def _shown(page: bytes) -> int:
    """How many bytes of text a page shows, told without parsing it."""
    shown, inside = 0, False
    for piece in page.split(b"<"):
        if piece.startswith((b"script", b"style", b"/script", b"/style")):
            inside = not piece.startswith(b"/")
        shown += 0 if inside else len(b" ".join(piece.partition(b">")[2].split()))
    return shown
