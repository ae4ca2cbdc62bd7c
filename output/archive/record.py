"""What is a response to the archive? What is handed in of it, where its record lies, and what its record says."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

NOTES = (
    "WARC-JSON-Metadata"  # the name that warcprox gave to a record's header for notes of the program that wrote it
)
DATE = "%Y-%m-%dT%H:%M:%S.%fZ"  # WARC 1.1 has fractions of a second


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: the archive file's name, the offset of its first byte there, and its length in bytes."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Repeated:
    """A response whose body came again: where its record lies, the address it answered, and when it came."""

    place: Place
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Received:
    """A good answer, as it came.

    Attributes:
        asked: The address that was asked first, before redirects.
        role: What it was asked as: ``"page"`` or ``"answer"``.
        url: Its own address, as it was asked.
        page_url: The same as the page's address, in the crawler's canonical form.
        at: When it came, UTC.
        protocol: ``"HTTP/1.1"``. Null when it is not known.
        status: The HTTP status.
        headers: As sent.
        body: As sent, without the transfer encoding. Null when it may not be archived.
        notes: What was handed in beside it; a JSON object.
    """

    asked: str
    role: str
    url: str
    page_url: str
    at: datetime
    protocol: str | None
    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes | None
    notes: dict[str, Any]


class Record(NamedTuple):
    """What a record says: a response, its body's digest, and where the body lies if it is not here."""

    received: Received
    digest: str
    elsewhere: Place | None


def digest_of(body: bytes) -> str:
    """A body's digest as WARC writes it; SHA-1, for other readers check no other one."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()  # noqa: S324  (tells copies, keeps no secret)
