"""What are the things the dataset speaks of? Frozen records, standard library only.

The rooms hand these to one another: pipelines makes an `Article` or a `Reject` from a page, crawler makes a
`Fetch` of every request, and the store turns them into rows (`schema.py` says how a row looks on disk).
Worker processes import this module, so it stays free of anything heavy.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


MOST_PROFILED = 500  # articles that a source's profile is learned from, in 43 ms when a run begins


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one value came from; a list of these is an article's provenance.

    Attributes:
        field: The article's column that the value stands in.
        method: How it was read, for example ``"json-ld"``, ``"label"`` or ``"counter script"``.
        where: The place: a path in the page, a property's name or an address. Null when the method says all.
        raw: The words as the page has them. Null when there are none, as for a detected language.
        confidence: From 0 to 1; a candidate below 0.5 was weighed and not stored.
    """

    field: str
    method: str
    where: str | None
    raw: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Refusal:
    """A field's value that was seen and not believed; the article lives on without it.

    Attributes:
        field: The article's column.
        reason: A short fixed phrase, so that reasons can be counted.
        raw: The words that were refused.
    """

    field: str
    reason: str
    raw: str | None


@dataclass(frozen=True, slots=True)
class Author:
    """One author as the page names them.

    Attributes:
        name: The name without titles and affiliation.
        affiliation: The institution, place or role beside the name. Null when the page gives none.
        raw: The words as the page has them.
    """

    name: str
    affiliation: str | None
    raw: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the article's body. `alt` and `caption` are null when the page gives none."""

    url: str
    alt: str | None
    caption: str | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file the article offers, such as its PDF. `media_type` is null when the page can't tell."""

    url: str
    title: str | None
    media_type: str | None


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as the page knows it.

    Attributes:
        day: The calendar day in the page's own zone. Null when less than a day is known.
        at: The instant in UTC. Null when the page gives no time or no zone: midnight is not invented.
        edtf: All that is known, as ISO 8601 text: ``"2019-12"`` or ``"2019-12-13T10:00:00+08:00"``.
        raw: The words as the page has them.
    """

    day: date | None
    at: datetime | None
    edtf: str
    raw: str


@dataclass(frozen=True, slots=True)
class Views:
    """A view count that was read. `raw` is the number as shown, `method` how it was found."""

    count: int
    raw: str
    method: str


@dataclass(frozen=True, slots=True)
class Rights:
    """What a page says of copyright and licence; null means that it says nothing that was believed.

    Attributes:
        holder: Who holds the copyright.
        years: The year or years of the notice, of the Gregorian calendar: ``"2019"`` or ``"2015-2024"``.
        license: An SPDX id, or a Creative Commons id with its port: ``"CC-BY-4.0"``, ``"CC-BY-3.0-DE"``; without the
            version where the page states none: ``"CC-BY"``.
        license_url: The address the licence links to.
        raw: The notice as the page has it.
        signals: What page, headers and host ask of machines, as ``name=value``: ``"robots=noarchive"``.
        reserved: The uses that these reserve: ``"archive"``.
    """

    holder: str | None = None
    years: str | None = None
    license: str | None = None
    license_url: str | None = None
    raw: str | None = None
    signals: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article, read from its page or pages; the columns of `articles` say what each value means.

    Attributes:
        source: The source's id.
        url: The address that was fetched, after redirects; of several pages the first one's.
        canonical_url: The address the page names as its own. Null when it names none that can be believed.
        via: Other addresses that led to it: what was asked before a redirect.
        pages: The addresses of its further pages, and what led to them.
        fetched_at: When the page was fetched, UTC. Relative dates are read against it.
        body_sha256: Of the response's bytes, in hex, those of all pages in their order: tells a new page from a new
            reading of the same page.
        extractor: Name and version of what read it.
        refusals: Values that were seen and not believed.
        profile: The id of the source's profile that it was read with. Null when there was none.
        whole: The text with the lines that were left out by that profile. Null when there are none.
        prints: Of the page's lines, 8 bytes each: what a profile is learned from.
    """

    source: str
    url: str
    fetched_at: datetime
    body_sha256: str
    extractor: str
    text: str
    word_count: int
    canonical_url: str | None = None
    via: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    title: str | None = None
    authors: tuple[Author, ...] = ()
    published: Moment | None = None
    updated: Moment | None = None
    language: str | None = None
    section: str | None = None
    topics: tuple[str, ...] = ()
    summary: str | None = None
    markdown: str | None = None
    views: Views | None = None
    rights: Rights = Rights()
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    provenance: tuple[Evidence, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    profile: str | None = None
    whole: str | None = None
    prints: bytes = b""


class Stage(StrEnum):
    """Where a page or a field was refused."""

    FETCH = "fetch"  # the response could not be taken as a page
    EXTRACT = "extract"  # the page gave no article
    FIELD = "field"  # the article stands, one of its values does not


@dataclass(frozen=True, slots=True)
class Reject:
    """A page that gave no article, and why.

    Attributes:
        source: The source's id.
        url: The address that was fetched.
        fetched_at: When, UTC.
        stage: Where it was refused.
        reason: A short fixed phrase, so that reasons can be counted.
        raw: What led to it, shortened: an exception, words of the page. Null when the reason says it all.
        via: Other addresses that led to it: what was asked before a redirect.
    """

    source: str
    url: str
    fetched_at: datetime
    stage: Stage
    reason: str
    raw: str | None = None
    via: tuple[str, ...] = ()


class Outcome(StrEnum):
    """What became of a request."""

    PAGE = "page"  # handed to extraction; `articles` and `rejects` tell the rest
    LISTING = "listing"  # read for links
    ANSWER = "answer"  # a counter's answer, or robots.txt
    UNCHANGED = "unchanged"  # 304: the same as when it was last read
    REDIRECT = "redirect"  # answered with another address
    MISSING = "missing"  # 404 or 410
    REFUSED = "refused"  # not asked or not taken: robots.txt, a private host, too large, not a page
    FAILED = "failed"  # no usable answer: 5xx, time out, connection lost


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request and its answer.

    Attributes:
        url: The address asked.
        requested_at: When it was asked, UTC.
        outcome: What became of it.
        status: The HTTP status. Null when there was no answer.
        bytes: Of the body after decompression. Null when there was no answer.
        seconds: From the request to its answer. Null when it was never sent.
        etag: The validator as sent, null when none was.
        last_modified: The validator as sent, null when none was.
        content_type: As sent, null when none was.
        robots: The X-Robots-Tag header as sent, null when none was.
        robots_txt: What robots.txt said of the address: allowed, disallowed, none (there is none) or unreachable. Null
            where it was not asked.
        rights_signals: What the answer and its host ask of machines, as ``name=value``. Null when there was no answer.
        location: Where a redirect leads. Null when it is none.
        error: What went wrong, in a few words. Null when nothing did.
        via: Other addresses that led to it, in the crawler's canonical form: what was asked before a redirect.
        heard: A digest of the signals that stand beside the page, in its headers and its host's files; empty for none.
    """

    url: str
    requested_at: datetime
    outcome: Outcome
    status: int | None = None
    bytes: int | None = None
    seconds: float | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    robots: str | None = None
    robots_txt: str | None = None
    rights_signals: tuple[str, ...] | None = None
    location: str | None = None
    error: str | None = None
    via: tuple[str, ...] = ()
    heard: str = ""


@dataclass(frozen=True, slots=True)
class SourceCard:
    """What a source says of itself; the table `sources` holds one row for each.

    `country` (ISO 3166-1 alpha-2) and `language` (BCP 47) are null when the source's file does not say. `sites` are the
    domains, or hosts with their ports, that it asks: of all machines that share a dataset, one asks a site.
    """

    source: str
    name: str
    home: str
    country: str | None = None
    language: str | None = None
    sites: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What one run met, in articles unless said otherwise.

    Attributes:
        listed: Addresses that the listings gave.
        new: First seen in this run.
        changed: Seen before, now with another content, other metadata or other rights, or back again.
        unchanged: Seen before and the same, whatever their counters say.
        missing: Answered 404 or 410 for the first time; a later run confirms it.
        gone: Confirmed as gone in this run.
        rejected: Pages that gave no article.
        failed: Addresses that gave no usable answer.
    """

    listed: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    gone: int = 0
    rejected: int = 0
    failed: int = 0
