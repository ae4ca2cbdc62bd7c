"""How is a response's content encoding undone? As a whole and within a size, or not at all."""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ACCEPTED = "gzip, deflate, br, zstd"
MOST_LAYERS = 3  # one is usual, two is a misconfigured cache; each may take the largest size anew
# Coding names of the registry that are not undone here; what is no coding at all ("utf-8", "none") packs nothing.
UNKNOWN = frozenset({"aes128gcm", "compress", "dcb", "dcz", "exi", "pack200-gzip", "x-compress"})
MOST_STREAMS = 1_000  # in one layer; one is usual, tools that pack in parallel write one for some 100 KB
# Bytes that are handed to a decompressor at a time, and that it hands out: what unfolds in one go, a bomb to megabytes,
# stays with the process when it is freed.
PIECE = 64 * 1024
ZSTD = {int(zstd.DecompressionParameter.window_log_max): 23}  # RFC 9659: a window of 8 MB at most
GZIP, ZLIB, RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS


class NotDecodable(Exception):
    """A body is not what its Content-Encoding says, or ends too early."""


class TooLarge(Exception):
    """A body is larger than allowed."""


def decode(body: bytes, codings: Iterable[str], most: int) -> bytes:
    """A body as it is read.

    Args:
        body: As it came.
        codings: The values of its Content-Encoding headers, in their order.
        most: The largest size, in bytes.

    Raises:
        NotDecodable: It is not what they say, or not whole.
        TooLarge: It unfolds to more.
    """
    layers = [name for value in codings for one in value.split(",") if (name := one.strip().lower())]
    wanted = [name for name in layers if name in _UNPACKERS or name in UNKNOWN]
    if len(wanted) > MOST_LAYERS:
        raise NotDecodable(f"packed {len(wanted)} times")
    for name in reversed(wanted):
        if name in UNKNOWN:
            raise NotDecodable(f"packed as {name}, which can't be undone here")
        body = _unpacked(body, name, most) if body else body
    return body


def add(body: bytearray, piece: bytes, most: int) -> None:
    """Add a piece to a body.

    Raises:
        TooLarge: It becomes larger than `most` bytes; nothing is left of it, for a traceback would keep it.
    """
    body += piece
    if len(body) > most:
        body.clear()
        raise TooLarge


def _unpacked(body: bytes, name: str, most: int) -> bytes:
    try:
        return _UNPACKERS[name](body, most)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise NotDecodable(f"no valid {name}: {error}") from error


def _zlib(body: bytes, most: int, window: int) -> bytes:
    """One stream after the other: gzip may have several; what stands behind the last is no part of it."""
    out, at, rest = bytearray(), 0, memoryview(body)
    for _ in range(MOST_STREAMS):
        one, unfolded = zlib.decompressobj(window), b""
        while not one.eof:
            piece: memoryview | bytes = one.unconsumed_tail
            if not piece and len(unfolded) < PIECE:  # else it may have more to say of what it was handed
                piece = _piece(rest, at)
                at += len(piece)
            unfolded = one.decompress(piece, PIECE)
            add(out, unfolded, most)
        at -= len(one.unused_data)
        if window != GZIP or not body.startswith(b"\x1f\x8b", at):
            return bytes(out)
    raise NotDecodable(f"it has more than {MOST_STREAMS} streams")


def _gzip(body: bytes, most: int) -> bytes:
    return _zlib(body, most, GZIP)


def _deflate(body: bytes, most: int) -> bytes:
    """With the header of zlib, as RFC 9110 has it, or without one, as some servers send it."""
    is_zlib = len(body) > 1 and body[0] & 0x0F == zlib.DEFLATED and (body[0] << 8 | body[1]) % 31 == 0
    return _zlib(body, most, ZLIB if is_zlib else RAW)


def _brotli(body: bytes, most: int) -> bytes:
    one, out = brotli.Decompressor(), bytearray()
    for at in range(0, len(body), PIECE):
        piece = body[at : at + PIECE]
        while unfolded := one.process(piece, output_buffer_limit=PIECE):
            add(out, unfolded, most)
            piece = b""  # it has more to say of what it was handed
            if one.is_finished():
                break
        if one.is_finished():
            return bytes(out)
    raise NotDecodable("it ends too early")


def _zstd(body: bytes, most: int) -> bytes:
    """One frame after the other, to the end."""
    out, at, rest = bytearray(), 0, memoryview(body)
    for _ in range(MOST_STREAMS):
        one = zstd.ZstdDecompressor(options=ZSTD)
        while not one.eof:
            piece = _piece(rest, at) if one.needs_input else b""
            add(out, one.decompress(piece, max_length=PIECE), most)
            at += len(piece)
        at -= len(one.unused_data)
        if at == len(body):
            return bytes(out)
    raise NotDecodable(f"it has more than {MOST_STREAMS} frames")


def _piece(rest: memoryview, at: int) -> memoryview:
    """The next piece of a body: what a decompressor has no use for, which it copies, is no more than that.

    Raises:
        NotDecodable: There is none.
    """
    if at == len(rest):
        raise NotDecodable("it ends too early")
    return rest[at : at + PIECE]


_UNPACKERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
