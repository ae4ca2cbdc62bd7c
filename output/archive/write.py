"""How does a response become a record? As WARC 1.1, in a gzip member of its own.

What is kept: the status line, the headers and the body as Scrapy hands them over nearest the network, so the transfer
encoding is undone and a content encoding is not. What was handed in beside the page stands in one more header of the
record, as JSON. A body that came before under the same address is not kept twice: a revisit record says where it is.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any

from isal import isal_zlib
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from output.archive.members import GZIP
from output.archive.record import DATE, NOTES, digest_of

if TYPE_CHECKING:
    from output.archive.record import Received, Repeated

WARC_VERSION = "WARC/1.1"
# Of 0 to 3. Of warcio's own way, zlib's level 9, it takes an eighth of the time; a page that was sent unpacked becomes
# up to an eighth larger, one that came packed, as most do, the same.
LEVEL = 3


class _AsSent(StatusAndHeaders):  # type: ignore[misc]
    """Status line and headers that are written as they were sent; warcio would percent-encode what is not ASCII."""

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        """Set the bytes that are written."""
        self.headers_buff = self.to_bytes(header_filter, "latin-1")


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
    writer = WARCWriter(out, gzip=False, warc_version=WARC_VERSION)
    record = writer.create_warc_record(
        received.url,
        "revisit" if before else "response",
        payload=BytesIO(b"" if before else body),
        length=0 if before else len(body),
        http_headers=_http_headers(received),
        warc_headers_dict=headers,
    )
    writer.write_record(record)
    return bytes(isal_zlib.compress(out.getbuffer(), LEVEL, GZIP))


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


def _http_headers(received: Received) -> StatusAndHeaders:
    phrase = HTTPStatus(received.status).phrase if received.status in set(HTTPStatus) else ""
    headers = [(name.decode("latin-1"), _one_line(value)) for name, value in received.headers]
    return _AsSent(f"{received.status} {phrase}".strip(), headers, protocol=received.protocol or "HTTP/1.1")


def _one_line(value: bytes) -> str:
    return value.decode("latin-1").replace("\r", " ").replace("\n", " ")


def _date(at: datetime) -> str:
    return at.astimezone(UTC).strftime(DATE)
