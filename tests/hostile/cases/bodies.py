"""Bodies and bombs: what is small on the wire and immense behind it, what has no end, and what is packed wrongly."""

from __future__ import annotations

import gzip
import struct
import zlib
from functools import cache
from typing import TYPE_CHECKING

from tests.hostile.answers import HTML, chunks, endless, head, made, raw, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.hostile.case import Serve
    from tests.hostile.server import Script
    from tests.hostile.world import World

bodies = Family("body")
FAMILIES = [bodies]
PAGE = page("An article in a body of its own", "bodies").encode()
PIECE = bytes(16 * 1024 * 1024)
PIECES = 64  # of which a bomb has a gigabyte
BLOCK = 128 * 1024  # the largest block of Zstandard


@cache
def gzip_bomb() -> bytes:
    """One stream; its checksum is wrong, which only who has unpacked all of it can know."""
    return gzip.compress(b"", mtime=0)[:10] + raw_bomb() + bytes(8)


@cache
def members_bomb() -> bytes:
    """Many gzip members, each of them right."""
    return gzip.compress(PIECE, mtime=0) * PIECES


@cache
def raw_bomb() -> bytes:
    """Deflate without a head: a full flush makes a piece that can be repeated."""
    packer = zlib.compressobj(wbits=-15)
    piece = packer.compress(PIECE) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * PIECES + packer.flush()


@cache
def zlib_bomb() -> bytes:
    """Deflate as HTTP means it."""
    return b"\x78\x9c" + raw_bomb() + bytes(4)


@cache
def zstd_bomb() -> bytes:
    """A frame of blocks that each repeat one byte: RFC 8878, 3.1.1.2."""
    block = ((BLOCK << 3) | (1 << 1)).to_bytes(3, "little") + b" "
    blocks = block * (PIECES * len(PIECE) // BLOCK)
    return b"\x28\xb5\x2f\xfd\x00\x58" + blocks + b"\x01\x00\x00"


@cache
def brotli_bomb() -> bytes:
    """As Brotli itself packs it; it has no piece that could be repeated."""
    import brotli  # type: ignore[import-untyped]

    packer = brotli.Compressor(quality=1)
    return b"".join(packer.process(PIECE) for _ in range(PIECES)) + bytes(packer.finish())


def packed(body: Callable[[], bytes], *codings: str) -> Script:
    """A body in these codings, made when it is asked for."""
    return made(lambda _: whole(body(), *(f"Content-Encoding: {coding}" for coding in codings)))


def _twice() -> bytes:
    return gzip.compress(gzip_bomb(), mtime=0)


def _flipped() -> bytes:
    right = bytearray(gzip.compress(PAGE, mtime=0))
    right[-6] ^= 0xFF
    return bytes(right)


def _layers(times: int) -> bytes:
    body = PAGE
    for _ in range(times):
        body = gzip.compress(body, mtime=0)
    return body


def _in_three() -> bytes:
    """Each layer is whole and small, but for the last."""
    import brotli

    inner = brotli.compress(gzip_bomb())
    return b"\x28\xb5\x2f\xfd\x60" + struct.pack("<H", len(inner) - 256) + _raw_block(inner)


def _raw_block(body: bytes) -> bytes:
    """The last block of a frame, as it is: RFC 8878, 3.1.1.2."""
    return struct.pack("<I", len(body) << 3 | 1)[:3] + body


HALF = gzip.compress(PAGE, mtime=0)[:-40]
BIG = b"<p>A page that is larger than the limit.</p>"
REFUSED: dict[str, Script] = {
    "gzip bomb": packed(gzip_bomb, "gzip"),
    "gzip bomb of many members": packed(members_bomb, "gzip"),
    "gzip bomb in gzip": packed(_twice, "gzip", "gzip"),
    "gzip bomb in gzip, in one line": packed(_twice, "gzip, gzip"),
    "deflate bomb": packed(zlib_bomb, "deflate"),
    "deflate bomb without its head": packed(raw_bomb, "deflate"),
    "Brotli bomb": packed(brotli_bomb, "br"),
    "Zstandard bomb": packed(zstd_bomb, "zstd"),
    "bomb under another name": packed(gzip_bomb, "x-gzip"),
    "bomb in an error's page": made(lambda _: whole(gzip_bomb(), "Content-Encoding: gzip", status="500 Error")),
    "bomb in a page that is not there": made(
        lambda _: whole(gzip_bomb(), "Content-Encoding: gzip", status="404 Not Found")
    ),
    "endless": endless(head(HTML), lambda _: b"<p>And so on, without an end.</p>" * 2_000),
    "endless chunks": endless(
        head(HTML, "Transfer-Encoding: chunked"), lambda _: b"10000\r\n" + bytes(65_536) + b"\r\n"
    ),
    "endless gzip": made(
        lambda _: endless(head(HTML, "Content-Encoding: gzip"), lambda _: gzip.compress(PIECE, mtime=0))
    ),
    "larger than the limit, by its length": made(lambda _: whole(BIG * (17 * 1024 * 1024 // len(BIG) + 1))),
    "larger than the limit, in chunks": made(
        lambda _: raw(
            head(HTML, "Transfer-Encoding: chunked"), *[b"10000\r\n" + bytes(65_536) + b"\r\n"] * 300, b"0\r\n\r\n"
        )
    ),
    "gzip that ends early": packed(lambda: HALF, "gzip"),
    "gzip that ends early, in chunks": raw(
        head(HTML, "Content-Encoding: gzip", "Transfer-Encoding: chunked"),
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(HALF), HALF),
    ),
    "deflate that ends early": packed(lambda: zlib.compress(PAGE)[:-40], "deflate"),
    "Zstandard that ends early": packed(lambda: zstd_bomb()[:100], "zstd"),
    "Brotli that is noise": packed(lambda: b"\x1b\xff\x00\xff" * 100, "br"),
    "gzip with a wrong checksum": packed(_flipped, "gzip"),
    "gzip of no gzip": packed(lambda: b"\x1f\x8b\x08\x00 this is no gzip" * 10, "gzip"),
}
EITHER: dict[str, Script] = {
    "gzip with more behind it": packed(lambda: gzip.compress(PAGE, mtime=0) + b"and more" * 100, "gzip"),
    "plain page that says it is gzip": packed(lambda: PAGE, "gzip"),
    "unknown coding": packed(lambda: PAGE, "foo"),
    "identity": packed(lambda: PAGE, "identity"),
    "gzip in 30 layers": packed(lambda: _layers(30), *["gzip"] * 30),
    "gzip that nobody names": packed(lambda: gzip.compress(PAGE, mtime=0)),
    "gzip that is named by the type": whole(gzip.compress(PAGE, mtime=0), "Content-Type: application/gzip"),
}
EMPTY = gzip.compress(b"", mtime=0)
REFUSED |= {
    "gzip of a million empty members": packed(lambda: EMPTY * 800_000, "gzip"),
    "gzip whose file name has no end": packed(lambda: b"\x1f\x8b\x08\x08" + bytes(6) + b"n" * 9_000_000, "gzip"),
    "deflate of empty blocks without an end": packed(lambda: b"\x00\x00\x00\xff\xff" * 3_000_000, "deflate"),
    "Zstandard with a window of a terabyte": packed(lambda: b"\x28\xb5\x2f\xfd\x00\xf8" + bytes(100), "zstd"),
    "Zstandard with a dictionary": packed(lambda: b"\x28\xb5\x2f\xfd\x03\x58\x01\x02\x03\x04" + bytes(100), "zstd"),
    "Zstandard of frames to skip": packed(lambda: b"\x50\x2a\x4d\x18\x00\x00\x00\x00" * 1_000_000, "zstd"),
    "Zstandard of a frame to skip that never ends": packed(
        lambda: b"\x50\x2a\x4d\x18\xff\xff\xff\xff" + bytes(90), "zstd"
    ),
    "Brotli with a large window": packed(lambda: b"\x91\x1e" + bytes(100), "br"),
    "bomb in gzip in Brotli in Zstandard": made(
        lambda _: whole(_in_three(), "Content-Encoding: gzip, br", "Content-Encoding: zstd")
    ),
    "bomb as a coding of the transfer": made(
        lambda _: raw(head(HTML, "Transfer-Encoding: gzip, chunked"), *chunks(gzip_bomb()), b"0\r\n\r\n")
    ),
}
EITHER |= {
    "gzip as a coding of the transfer": raw(
        head(HTML, "Transfer-Encoding: gzip, chunked"), *chunks(gzip.compress(PAGE, mtime=0)), b"0\r\n\r\n"
    ),
    "gzip in two members, with noise between": packed(
        lambda: gzip.compress(PAGE[:500], mtime=0) + b"noise" + gzip.compress(PAGE[500:], mtime=0), "gzip"
    ),
    "a coding of 10,000 letters": packed(lambda: PAGE, "x" * 10_000),
    "1,000 codings of nothing": packed(lambda: PAGE, ", " * 1_000 + "identity, " * 1_000),
}
QUICK = {"gzip bomb", "Brotli bomb", "Zstandard bomb", "gzip that ends early", "larger than the limit, by its length"}
for fate, table in {Fate.REFUSED: REFUSED, Fate.EITHER: EITHER}.items():
    for name, script in table.items():
        bodies.add(name, lambda world, script=script, fate=fate: world.bad(script, fate), quick=name in QUICK)


def _at(path: str, *, declared: str = "") -> Serve:
    def serve(world: World) -> None:
        world.head += declared
        world.site.scripts[path] = packed(gzip_bomb, "gzip")

    return serve


bodies.add("bomb in a sitemap", _at("/sitemap.xml"), alone=True)
bodies.add(
    "bomb in a feed",
    _at("/f.xml", declared='<link rel="alternate" type="application/rss+xml" href="/f.xml">'),
    alone=True,
)


@bodies("bomb in a second listing", alone=True, exit=1, cause="any")
def listing_bomb(world: World) -> None:
    world.starts = ["/", "/more"]
    world.site.scripts["/more"] = packed(gzip_bomb, "gzip")
    world.expect("/more", Fate.REFUSED)


@bodies("bomb in a redirect", alone=True)
def redirect_bomb(world: World) -> None:
    world.site.scripts[f"{world.path}/whole"] = whole(PAGE)
    world.bad(
        made(
            lambda _: whole(
                gzip_bomb(), "Content-Encoding: gzip", f"Location: {world.path}/whole", status="302 Found"
            )
        ),
        Fate.EITHER,
    )


@bodies("bomb in a file of a sitemap", alone=True)
def sitemap_file(world: World) -> None:
    world.site.scripts["/robots.txt"] = whole(f"Sitemap: {world.url('/s.xml.gz')}\n", "Content-Type: text/plain")
    world.site.scripts["/s.xml.gz"] = made(lambda _: whole(members_bomb(), "Content-Type: application/gzip"))
