"""What is remembered of one address, and what is there to note of it? Frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


class Standing(StrEnum):
    """What an address turned out to be."""

    FOUND = "found"  # a listing names it; not answered yet
    ARTICLE = "article"  # an article's own
    ALIAS = "alias"  # another one of an article
    REFUSED = "refused"  # gave no article
    MISSING = "missing"  # 404 or 410
    LISTING = "listing"  # a page of a listing
    PAGE = "page"  # a page of a listing, named by another one and not read yet
    ELSEWHERE = "elsewhere"  # on a site that is not the source's: told once, and no address to ask


class Validators(NamedTuple):
    """What to send with the next request, so that the answer may be "not modified"; null where none was sent.

    Attributes:
        etag: As sent.
        last_modified: As sent.
        heard: `Fetch.heard` of then: where it is another one now, "not modified" says nothing of the article's rights.
    """

    etag: str | None
    last_modified: str | None
    heard: str = ""


NO_VALIDATORS = Validators(None, None)


@dataclass(frozen=True, slots=True)
class Found:
    """An address that a listing names.

    Attributes:
        url: In the crawler's canonical form.
        said: What the listing says of it, as the crawler wrote it; kept as it is.
        stated: When it last changed, as a feed, a sitemap or an API states it, in its own words. Null when none does.
        as_read: Whether it has not changed, by that statement, since it was last read.
        is_listing: Whether it is a further page of the listing, and no article.
        again: Whether it was named before in this run: what was said of it then counts.
    """

    url: str
    said: str
    stated: str | None = None
    as_read: bool = False
    is_listing: bool = False
    again: bool = False


class KeptFile(NamedTuple):
    """What an address answered that holds for a while, such as robots.txt: when (UTC), its status and its body."""

    at: datetime
    status: int
    body: bytes

    @property
    def said(self) -> bytes | None:
        """What the file says; null when the answer was that there is none."""
        return self.body if self.status == HTTPStatus.OK else None


class Failures(NamedTuple):
    """How an address has failed, in so many runs in a row; one that answers has not."""

    times: int
    at: datetime  # the last time, UTC
    not_before: datetime | None = None  # when its server asks us to come back, UTC; null when it does not


@dataclass(frozen=True, slots=True)
class Visit:
    """What is remembered of one address.

    Attributes:
        url: The address; where another one of an article was looked up, the article's own.
        standing: What it turned out to be.
        asked_at: When its newest usable answer came, UTC. Null when none did.
        changed_at: The latest day that it is known to have changed: as it dates itself, or as it was seen to. Null
            when nothing tells.
        changes: How often it was seen to change.
        counted_at: When its counter was last seen to move. Null when it was not.
        validators: What its newest answer gave for the next request.
        reason: Why it gave no article. Null when it did, or was not asked.
        said: What the listing that names it says of it. Null when none does.
        stated: When it last changed, as the listings state it now. Null when they don't.
        read_stated: The same as they stated it when it was last read.
        missed: Whether it answered 404 or 410 and that is to be confirmed.
        divided: Whether its article goes on on further pages.
        failures: How it has failed since it last answered. Null when it has not.
    """

    url: str
    standing: Standing
    asked_at: datetime | None = None
    changed_at: datetime | None = None
    changes: int = 0
    counted_at: datetime | None = None
    validators: Validators = NO_VALIDATORS
    reason: str | None = None
    said: str | None = None
    stated: str | None = None
    read_stated: str | None = None
    missed: bool = False
    divided: bool = False
    failures: Failures | None = None
