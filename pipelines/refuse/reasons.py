"""Why may a page give no article? The fixed phrases that stand in the table `rejects`; docs/rejects.md explains each."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """A reason for a whole page; a field's refusals have their own."""

    NO_PAGE = "no HTML page"
    EMPTY = "empty page"
    TOO_LARGE = "too large a page"
    TOO_DEEP = "nested too deep"
    CHALLENGE = "challenge page"
    LOGIN = "login wall"
    CONSENT = "consent page"
    NOT_FOUND = "page not found"
    SERVER = "server error"
    MAINTENANCE = "maintenance"
    DIRECTORY = "directory index"
    PARKED = "parked domain"
    FRAMES = "frames"
    FILE = "file viewer"
    SHELL = "empty shell"
    LISTING = "listing"
    NO_BODY = "no body"
    UNDATED = "undated and not listed"
    NOT_WHOLE = "a further page can't be read"
    NOT_ITS_PAGE = "a further page is something else"


# What a page may look like that holds its article as data only.
MAY_HOLD_ONE = frozenset((Reason.SHELL, Reason.LOGIN, Reason.FILE))


class Refused(NamedTuple):
    """A page's refusal.

    Attributes:
        reason: Why.
        raw: The words or the mark that led to it. Null when the reason says it all.
    """

    reason: Reason
    raw: str | None = None
