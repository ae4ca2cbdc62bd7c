"""How does a response look in the archive? As one WARC 1.1 record in a gzip member of its own, and back.

What is kept: the status line, the headers and the body as Scrapy hands them over nearest the network, so the transfer
encoding is undone and a content encoding is not. What was handed in beside the page stands in one more header of the
record, as JSON. A body that came before under the same address is not kept twice: a revisit record says where it is.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any, NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from output.errors import Damaged

WARC_VERSION = "WARC/1.1"
NOTES = (
    "WARC-JSON-Metadata"  # the name that warcprox gave to a record's header for notes of the program that wrote it
)
DATE = "%Y-%m-%dT%H:%M:%S.%fZ"  # WARC 1.1 has fractions of a second
GZIP = 31  # zlib's number for exactly one gzip member
LARGEST = 256 * 1024 * 1024  # bytes of a record when read; a response is 16 MiB at most, unless its source says more


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


class _AsSent(StatusAndHeaders):  # type: ignore[misc]
    """Status line and headers that are written as they were sent; warcio would percent-encode what is not ASCII."""

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        """Set the bytes that are written."""
        self.headers_buff = self.to_bytes(header_filter, "latin-1")


def digest_of(body: bytes) -> str:
    """A body's digest as WARC writes it; SHA-1, for other readers check no other one."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()  # noqa: S324  (tells copies, keeps no secret)


def record_of(received: Received, run_id: str, before: Repeated | None) -> bytes:
    """A response as a gzip member.

    Args:
        received: The response, with its body.
        run_id: The run that asked.
        before: Where the same body lies already. Null when it is to be written.
    """
    body = received.body or b""
    notes = {"asked": received.asked, "role": received.role, "run_id": run_id, **received.notes}
    if received.page_url != received.url:
        notes["page_url"] = received.page_url
    headers = {"WARC-Date": _date(received.at), "WARC-Payload-Digest": digest_of(body)}
    if before:
        notes["body"] = [before.place.file, before.place.offset, before.place.length]
        headers |= {
            "WARC-Profile": WARCWriter.REVISIT_PROFILE_1_1,
            "WARC-Refers-To-Target-URI": before.url,
            "WARC-Refers-To-Date": _date(before.at),
        }
    headers[NOTES] = json.dumps(notes, ensure_ascii=True, sort_keys=True)
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=WARC_VERSION)
    record = writer.create_warc_record(
        received.url,
        "revisit" if before else "response",
        payload=BytesIO(b"" if before else body),
        length=0 if before else len(body),
        http_headers=_http_headers(received),
        warc_headers_dict=headers,
    )
    writer.write_record(record)
    return out.getvalue()


def about_file(name: str, software: str) -> bytes:
    """The record that begins a file, as a gzip member."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=WARC_VERSION)
    said = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    }
    writer.write_record(writer.create_warcinfo_record(name, said))
    return out.getvalue()


def read_record(member: bytes) -> Record:
    """What a gzip member says.

    Raises:
        Damaged: It is no whole record of ours.
    """
    try:
        unpacking = zlib.decompressobj(GZIP)
        plain = unpacking.decompress(member, LARGEST)
        if not unpacking.eof:
            raise Damaged("the record is cut off, or larger than any page")
        record = next(ArchiveIterator(BytesIO(plain), no_record_parse=True))
        said, block = record.rec_headers, record.raw_stream.read()
        return _record(said, block)
    except (
        zlib.error,
        ArchiveLoadFailed,
        StopIteration,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ) as error:
        raise Damaged(f"it is no record of ours: {error}") from error


def with_body(record: Record, other: Record) -> Received:
    """A response whose body lies in another record.

    Raises:
        Damaged: It is another body.
    """
    if record.digest != other.digest or other.elsewhere:
        raise Damaged("the body is not where its record says")
    return replace(record.received, body=other.received.body)


def _record(said: StatusAndHeaders, block: bytes) -> Record:
    head, _, body = block.partition(b"\r\n\r\n")
    status_line, *lines = head.split(b"\r\n")
    protocol, status, *_ = status_line.decode("latin-1").split(" ")
    notes = json.loads(said.get_header(NOTES))
    place, url = notes.pop("body", None), said.get_header("WARC-Target-URI")
    received = Received(
        asked=notes.pop("asked"),
        role=notes.pop("role"),
        url=url,
        page_url=notes.pop("page_url", url),
        at=datetime.strptime(said.get_header("WARC-Date"), DATE).replace(tzinfo=UTC),
        protocol=protocol,
        status=int(status),
        headers=tuple(_header(line) for line in lines),
        body=None if place else body,
        notes=notes,
    )
    digest = said.get_header("WARC-Payload-Digest")
    if place is None and digest_of(body) != digest:
        raise Damaged("the body is not the one that came: its digest differs")
    return Record(received, digest, place and Place(*place))


def _http_headers(received: Received) -> StatusAndHeaders:
    phrase = HTTPStatus(received.status).phrase if received.status in set(HTTPStatus) else ""
    headers = [(name.decode("latin-1"), _one_line(value)) for name, value in received.headers]
    return _AsSent(f"{received.status} {phrase}".strip(), headers, protocol=received.protocol or "HTTP/1.1")


def _one_line(value: bytes) -> str:
    return value.decode("latin-1").replace("\r", " ").replace("\n", " ")


def _header(line: bytes) -> tuple[bytes, bytes]:
    name, _, value = line.partition(b": ")
    return name, value


def _date(at: datetime) -> str:
    return at.astimezone(UTC).strftime(DATE)
