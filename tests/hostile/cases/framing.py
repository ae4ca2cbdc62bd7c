"""Framing: answers whose end, length or form is a lie. What is not whole is no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.answers import HTML, chunks, endless, first, head, raw, then_reset, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, page

if TYPE_CHECKING:
    from tests.hostile.server import Script
    from tests.hostile.world import World

framing = Family("framing")
FAMILIES = [framing]
PAGE = page("An article that is not whole", "wholeness").encode()
HALF = len(PAGE) // 2
CHUNKED = head(HTML, "Transfer-Encoding: chunked")
END = b"0\r\n\r\n"
ALL = b"".join(chunks(PAGE))
SIZE = f"Content-Length: {len(PAGE)}"


def _long(said: object) -> bytes:
    return head(HTML, f"Content-Length: {said}")


REFUSED: dict[str, Script] = {
    "body shorter than its length": raw(_long(len(PAGE)), PAGE[:HALF]),
    "reset in the middle": then_reset(_long(len(PAGE)), PAGE[:HALF]),
    "reset in the head": then_reset(b"HTTP/1.1 200 OK\r\nContent-"),
    "reset without an answer": then_reset(),
    "closed without an answer": raw(),
    "closed in the head": raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html"),
    "chunks without their end": raw(CHUNKED, b"".join(chunks(PAGE[:HALF]))),
    "reset between chunks": then_reset(CHUNKED, b"".join(chunks(PAGE[:HALF]))),
    "chunk shorter than its size": raw(CHUNKED, b"ffff\r\n", PAGE),
    "chunk of a negative size": raw(CHUNKED, b"-5\r\n", PAGE, END),
    "chunk of an immense size": raw(CHUNKED, b"FFFFFFFFFFFFFFFFF\r\n", PAGE, END),
    "chunk whose size is no number": raw(CHUNKED, b"xyz\r\n", PAGE, END),
    "chunk size without an end": endless(CHUNKED, lambda _: b"0" * 65_536),
    "chunk extension without an end": endless(CHUNKED + b"5;", lambda _: b"a=b;" * 16_384),
    "trailers without an end": endless(CHUNKED + ALL + b"0\r\n", lambda n: b"X-%d: y\r\n" % n * 1_000),
    "two lengths": raw(head(HTML, SIZE, f"Content-Length: {HALF}"), PAGE),
    "negative length": raw(_long(-5), PAGE),
    "length that is no number": raw(_long("many"), PAGE),
    "length with a sign": raw(_long(f"+{HALF}"), PAGE[:HALF]),
    "immense length": raw(_long(10**30), PAGE),
    "length beyond the limit": raw(_long(10**11), PAGE),
    "no status": raw(b"HTTP/1.1\r\n" + HTML.encode() + b"\r\n\r\n" + PAGE),
    "status that is no number": raw(head(HTML, SIZE, status="abc OK"), PAGE),
    "status 000": raw(head(HTML, SIZE, status="000 Zero"), PAGE),
    "status -200": raw(head(HTML, SIZE, status="-200 OK"), PAGE),
    "status 99999": raw(head(HTML, SIZE, status="99999 OK"), PAGE),
    "no head at all": raw(PAGE),
    "SSH's greeting": raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "TLS's alert": raw(b"\x15\x03\x01\x00\x02\x02\x28"),
    "HTTP/2's preface": raw(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + bytes(18)),
    "noise": raw(bytes(range(256)) * 64),
    "switched protocols": raw(head("Upgrade: websocket", "Connection: Upgrade", status="101 Switching"), bytes(64)),
    "part of the page": raw(
        head(HTML, f"Content-Length: {HALF}", f"Content-Range: bytes 0-{HALF - 1}/{len(PAGE)}", status="206 Partial"),
        PAGE[:HALF],
    ),
    "not modified, unasked": raw(head(status="304 Not Modified")),
    "no content": raw(head(HTML, status="204 No Content")),
    "interim answers without an end": endless(b"", lambda _: b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000),
    "hints without an end": endless(b"", lambda n: b"HTTP/1.1 103 Early Hints\r\nLink: </%d>\r\n\r\n" % n * 100),
    "empty page": whole(""),
    "page of one byte": whole("x"),
}
STORED: dict[str, Script] = {
    "hints before the answer": raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", _long(len(PAGE)), PAGE),
    "short once, then whole": first(raw(_long(len(PAGE)), PAGE[:HALF]), whole(PAGE)),
    "reset once, then whole": first(then_reset(_long(len(PAGE)), PAGE[:HALF]), whole(PAGE)),
    "closed once, then whole": first(raw(), whole(PAGE)),
    "one byte a chunk": raw(CHUNKED, b"".join(b"1\r\n%c\r\n" % byte for byte in PAGE), END),
}
EITHER: dict[str, Script] = {
    "length and chunks": raw(head(HTML, f"Content-Length: {HALF}", "Transfer-Encoding: chunked"), ALL, END),
    "chunks, twice": raw(head(HTML, "Transfer-Encoding: chunked, chunked"), ALL, END),
    "chunks by another name": raw(head(HTML, "Transfer-Encoding: xchunked", SIZE), PAGE),
    "the same length twice": raw(head(HTML, SIZE, SIZE), PAGE),
    "bare newlines": raw(head(HTML, SIZE).replace(b"\r\n", b"\n"), PAGE),
    "no length": raw(head(HTML, "Connection: close"), PAGE),
    "HTTP/1.0 and kept open": raw(head(HTML, SIZE).replace(b"1.1", b"1.0"), PAGE),
    "HTTP/9.9": raw(head(HTML, SIZE).replace(b"1.1", b"9.9"), PAGE),
    "ICY": raw(head(HTML, SIZE).replace(b"HTTP/1.1", b"ICY"), PAGE),
    "more than its length": raw(_long(len(PAGE)), PAGE, PAGE),
}
QUICK = {
    "body shorter than its length",
    "reset in the middle",
    "closed without an answer",
    "chunks without their end",
    "two lengths",
    "negative length",
    "no head at all",
    "short once, then whole",
    "length and chunks",
}
for fate, table in {Fate.REFUSED: REFUSED, Fate.STORED: STORED, Fate.EITHER: EITHER}.items():
    for name, script in table.items():
        framing.add(name, lambda world, script=script, fate=fate: world.bad(script, fate), quick=name in QUICK)


@framing("a second answer behind the first", alone=True)
def second(world: World) -> None:
    """What comes unasked must not be taken for the answer to what is asked next, all over one connection."""
    forged = page("An answer that was not asked for", "poison").encode()
    both = whole(PAGE), head(HTML, f"Content-Length: {len(forged)}"), forged

    async def script(talk: object) -> None:
        await both[0](talk)  # type: ignore[arg-type]
        await talk.say(*both[1:])  # type: ignore[attr-defined]

    world.bad(script, Fate.EITHER)
