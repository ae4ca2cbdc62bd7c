"""How does a record become a response again? Once it is proved to be whole, and the one that was written."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from output.archive.members import GZIP
from output.archive.record import DATE, NOTES, Place, Received, Record, digest_of
from output.errors import Damaged

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders

LARGEST = 256 * 1024 * 1024  # bytes of a record when read; a response is 16 MiB at most, unless its source says more


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


def _header(line: bytes) -> tuple[bytes, bytes]:
    name, _, value = line.partition(b": ")
    return name, value
