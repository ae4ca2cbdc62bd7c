"""Which gzip members of a file are whole? Told without the index: where the file is cut, and what lies behind damage."""

from __future__ import annotations

import zlib
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

GZIP = 31  # zlib's number for exactly one gzip member
MAGIC = b"\x1f\x8b\x08"  # a gzip member begins so (RFC 1952)
BEGINS = b"WARC/1."  # a page that was sent compressed may be a gzip member too, within another one
CHUNK = 256 * 1024


class Span(NamedTuple):
    """Where a whole member lies: from its first byte to the one behind its last."""

    start: int
    end: int


def whole_members(file: IO[bytes], start: int) -> Iterator[Span]:
    """The whole records of a file from `start` on; what is damaged between them is passed over."""
    at: int | None = start
    while at is not None:
        end = _end(file, at)
        if end is None:
            at = _next_magic(file, at + 1)
        else:
            yield Span(at, end)
            at = end


def _end(file: IO[bytes], start: int) -> int | None:
    """Where the record that begins at `start` ends; null when it is not whole, or there is none."""
    file.seek(start)
    unpacking = zlib.decompressobj(GZIP)
    position, begins = start, b""
    while not unpacking.eof:
        packed = unpacking.unconsumed_tail or file.read(CHUNK)
        if not packed:
            return None
        position += 0 if unpacking.unconsumed_tail else len(packed)
        try:
            plain = unpacking.decompress(packed, CHUNK)
        except zlib.error:
            return None
        begins += plain[: len(BEGINS) - len(begins)]
        if not BEGINS.startswith(begins):
            return None
    return position - len(unpacking.unused_data) if begins == BEGINS else None


def _next_magic(file: IO[bytes], start: int) -> int | None:
    """Where the next member may begin, from `start` on."""
    file.seek(start)
    before = b""
    while chunk := file.read(CHUNK):
        window = before + chunk
        found = window.find(MAGIC)
        if found >= 0:
            return start - len(before) + found
        before, start = window[-2:], start + len(chunk)
    return None
