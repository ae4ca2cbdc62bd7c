"""Headers: too many, too long, broken, or with words in them that want to become a log's lines or a file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.answers import HTML, endless, first, head, made, raw, redirect, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, page

if TYPE_CHECKING:
    from tests.hostile.server import Script

headers = Family("header")
FAMILIES = [headers]
PAGE = page("An article behind odd headers", "headers").encode()
SIZE = f"Content-Length: {len(PAGE)}"
MANY = 1024 * 1024
ESCAPES = b"\x1b[31mred\x1b]0;title\x07\x9b2J\x08\x7f"
SMUGGLED = b"x\rFORGED 2026-01-01 00:00:00 [scrapy] INFO: all is well"


def _with(*lines: str | bytes) -> Script:
    return raw(head(HTML, SIZE, *lines), PAGE)


REFUSED: dict[str, Script] = {
    "a line without an end": endless(b"HTTP/1.1 200 OK\r\nX-Long: ", lambda _: b"a" * 65_536),
    "lines without an end": endless(b"HTTP/1.1 200 OK\r\n", lambda n: b"X-%d: a\r\n" % n * 1_000),
    "status line without an end": endless(b"HTTP/1.1 200 ", lambda _: b"OK " * 20_000),
    "4 MB in a line": made(lambda _: _with(b"X-Long: " + b"a" * 4 * MANY)),
    "100,000 lines": made(lambda _: _with(*(f"X-{number}: a" for number in range(100_000)))),
}
EITHER: dict[str, Script] = {
    "300 lines": _with(*(f"X-{number}: a" for number in range(300))),
    "a line without a colon": _with("this is no header"),
    "a line without a name": _with(": no name"),
    "a space before the colon": raw(head("Content-Type : text/html", "Content-Length : 5"), PAGE),
    "a folded line": _with("X-Folded: one", " two", "\tthree"),
    "NUL": _with(b"X-Nul: a\x00b", b'ETag: "\x00"'),
    "bytes of no encoding": _with(b"X-Bytes: \xff\xfe\x80", b'ETag: "\xff"', b"Last-Modified: \xff"),
    "escapes of a terminal": _with(b"X: " + ESCAPES, b"ETag: " + ESCAPES, b"X-Robots-Tag: " + ESCAPES),
    "escapes in the reason of a status": raw(
        head(HTML, SIZE, status="500 ").replace(b"500 ", b"500 " + ESCAPES), PAGE
    ),
    "a forged line in the reason of a status": raw(head(HTML, SIZE).replace(b"OK", SMUGGLED), PAGE),
    "a forged line in a value": _with(
        b"Server: " + SMUGGLED, b"X-Robots-Tag: " + SMUGGLED, b"Content-Language: " + SMUGGLED
    ),
    "a type of a megabyte": made(lambda _: _with(f"Content-Type: text/html; charset={'u' * MANY}")),
    "a type that is empty": raw(head("Content-Type:", SIZE), PAGE),
    "a type that is odd": raw(head('Content-Type: text/html;;;=;charset=;"', SIZE), PAGE),
    "three types": _with("Content-Type: application/pdf", "Content-Type: image/png"),
    "a file's name that climbs": _with(
        'Content-Disposition: attachment; filename="../../../../tmp/thinktap-climbed"'
    ),
    "1,000 cookies": _with(*(f"Set-Cookie: c{n}={'v' * 100}; Domain=127.0.0.1" for n in range(1_000))),
    "dates of no calendar": _with("Date: Fri, 99 Feb 99999 99:99:99 GMT", "Last-Modified: -1", "Expires: 0"),
    "an age of centuries": _with(f"Age: {10**30}", f"Cache-Control: max-age={10**30}", "ETag: W/W/W/"),
    "a validator of 60 kB": _with(f'ETag: "{"e" * 60_000}"'),
    "Alt-Svc to another port": _with(
        'Alt-Svc: h2="127.0.0.1:1"; ma=99999', "Strict-Transport-Security: max-age=9999"
    ),
    "Link of 1,000 addresses": _with(*(f"Link: </a/{number}>; rel=next" for number in range(1_000))),
    "redirect to NUL": redirect(b"/a/\x00\x00"),
    "redirect to a forged line": redirect(b"/a/" + SMUGGLED),
    "redirect to escapes": redirect(b"/a/" + ESCAPES),
    "a wish to wait for centuries": first(whole("", f"Retry-After: {10**12}", status="503 Busy"), whole(PAGE)),
    "a wish to wait less than nothing": first(whole("", "Retry-After: -5", status="503 Busy"), whole(PAGE)),
    "a wish to wait for no number": first(whole("", "Retry-After: soon\x1b[31m", status="503 Busy"), whole(PAGE)),
    "a wish to wait until a year ago": first(
        whole("", "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT", status="503 Busy"), whole(PAGE)
    ),
}
QUICK = {
    "lines without an end",
    "NUL",
    "escapes of a terminal",
    "redirect to a forged line",
    "escapes in the reason of a status",
}
for fate, table in {Fate.REFUSED: REFUSED, Fate.EITHER: EITHER}.items():
    for name, script in table.items():
        headers.add(name, lambda world, script=script, fate=fate: world.bad(script, fate), quick=name in QUICK)
