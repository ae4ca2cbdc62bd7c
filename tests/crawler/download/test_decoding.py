"""A content encoding is undone as a whole and within a size, or not at all."""

from __future__ import annotations

import gzip
import random
import sys
import zlib
from contextlib import suppress
from traceback import walk_tb
from typing import TYPE_CHECKING

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.download.decoding import NotDecodable, TooLarge, decode

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from tests.cost import bounded

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1 << 20
TEXT = b"<p>The committee met again in the autumn and agreed on very little.</p>" * 2_000


def raw_deflate(body: bytes) -> bytes:
    one = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return one.compress(body) + one.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}
EACH = pytest.mark.parametrize("name", PACKERS)


@given(st.binary(max_size=2_000), st.lists(st.sampled_from(sorted(PACKERS)), min_size=1, max_size=3))
def test_what_was_packed_comes_back(body: bytes, layers: list[str]) -> None:
    packed = body
    for name in layers:
        packed = PACKERS[name](packed)
    assert decode(packed, [", ".join(layers)], MEGABYTE) == body
    assert decode(packed, [name.upper() for name in layers], MEGABYTE) == body


@EACH
@pytest.mark.parametrize("left", [1, 5, 0.5, 0.99])
def test_what_ends_too_early_is_refused(name: str, left: float) -> None:
    packed = PACKERS[name](TEXT)
    cut = int(left * len(packed)) if left < 1 else int(left)
    with pytest.raises(NotDecodable):
        decode(packed[:cut], [name], MEGABYTE)


@EACH
def test_what_is_something_else_is_refused(name: str) -> None:
    with pytest.raises(NotDecodable):
        decode(TEXT, [name], MEGABYTE)


@EACH
def test_the_size_is_a_bound(name: str) -> None:
    packed = PACKERS[name](TEXT)
    assert decode(packed, [name], len(TEXT)) == TEXT
    with pytest.raises(TooLarge):
        decode(packed, [name], len(TEXT) - 1)


@EACH
def test_a_bomb_is_not_unfolded(name: str) -> None:
    with pytest.raises(TooLarge):
        decode(PACKERS[name](bytes(64 * MEGABYTE)), [name], MEGABYTE)


@EACH
def test_of_what_is_too_large_nothing_is_held(name: str) -> None:
    """A run keeps the exception, that its traceback, and that the frames and what they name."""
    with pytest.raises(TooLarge) as raised:
        decode(PACKERS[name](bytes(8 * MEGABYTE)), [name], MEGABYTE)
    named = [value for frame, _ in walk_tb(raised.value.__traceback__) for value in frame.f_locals.values()]
    assert max(len(value) for value in named if isinstance(value, bytes | bytearray)) < MEGABYTE


@pytest.mark.parametrize(
    ("body", "codings", "read"),
    [
        (TEXT, [], TEXT),
        (TEXT, ["identity"], TEXT),
        (TEXT, ["utf-8"], TEXT),  # what servers write there that take it for the charset
        (b"", ["gzip"], b""),
        (raw_deflate(TEXT), ["deflate"], TEXT),
        (gzip.compress(b"one ", mtime=0) + gzip.compress(b"two", mtime=0), ["gzip"], b"one two"),
        (gzip.compress(b"one", mtime=0) + b"\0\0\0", ["gzip"], b"one"),
        (zstd.compress(b"one ") + zstd.compress(b"two"), ["zstd"], b"one two"),
    ],
)
def test_what_servers_send(body: bytes, codings: list[str], read: bytes) -> None:
    assert decode(body, codings, MEGABYTE) == read


# An empty stream, some of which stand before a large one: what behind each is copied must not be all the rest.
EMPTY = {"gzip": gzip.compress(b"", mtime=0), "zstd": b"\x50\x2a\x4d\x18" + bytes(4)}


@pytest.mark.parametrize("name", EMPTY)
def test_many_streams_cost_little_more_than_one(name: str) -> None:
    large = random.Random(1).randbytes(32 * MEGABYTE)
    alone = PACKERS[name](large)
    packed = EMPTY[name] * 900 + alone
    with bounded(lambda _: decode(alone, [name], len(large)), times=15):
        assert decode(packed, [name], len(large)) == large


@pytest.mark.parametrize("name", EMPTY)
def test_more_streams_than_anyone_writes_are_refused(name: str) -> None:
    assert decode(EMPTY[name] * 1_000, [name], MEGABYTE) == b""
    with pytest.raises(NotDecodable, match="more than 1000"):
        decode(EMPTY[name] * 1_001, [name], MEGABYTE)


@pytest.mark.parametrize("codings", [["compress"], ["gzip, gzip, gzip, gzip"], ["dcz"]])
def test_what_is_not_undone_is_said(codings: list[str]) -> None:
    with pytest.raises(NotDecodable, match="packed"):
        decode(TEXT, codings, MEGABYTE)


@given(st.binary(max_size=500), st.sampled_from(sorted(PACKERS)))
def test_garbage_is_decoded_or_refused(body: bytes, name: str) -> None:
    with suppress(NotDecodable, TooLarge):
        decode(body, [name], 10_000)
