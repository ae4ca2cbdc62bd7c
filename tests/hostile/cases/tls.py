"""TLS: certificates that must not be believed, handshakes that fail or never end, and what comes behind one that stands.

The crawl trusts the tests' own authority through SSL_CERT_FILE. robots.txt is what is asked first of every host, so that
a host that can't be believed is refused with it.
"""

from __future__ import annotations

import gzip
import struct
from typing import TYPE_CHECKING

from tests.hostile.answers import HTML, chunks, drip, endless, head, raw, redirect, then_reset, then_silent, whole
from tests.hostile.case import Family
from tests.hostile.cases.bodies import gzip_bomb
from tests.hostile.certificates import HOST, old, right, wrong
from tests.hostile.server import Server
from tests.hostile.world import Fate, good_rows, listing, page

if TYPE_CHECKING:
    import ssl

    from tests.hostile.case import Serve
    from tests.hostile.server import Script
    from tests.hostile.world import World

NAMES = {HOST: ("127.0.0.1",), "www.example.org": ("127.0.0.1",), f"a.b.{HOST}": ("127.0.0.1",)}
tls = Family("TLS", names=NAMES)
FAMILIES = [tls]
PAGE = page("An article behind TLS", "ciphers")
NONE = whole("", status="404 Not Found")
FULL = 16 * 1024  # bytes of the largest record
HANDSHAKE, ALERT, CHANGE = 22, 21, 20


def secure(world: World, script: Script, context: ssl.SSLContext | None = None, host: str = "") -> str:
    """Serve the case's page over TLS, at a port of its own, and return its address; robots.txt forbids nothing."""
    server = Server(NONE, scripts={world.path: script}, tls=context or right())
    return f"https://{world.beside(server, host)}{world.path}"


def _record(kind: int, body: bytes, said: int | None = None) -> bytes:
    return struct.pack("!BHH", kind, 0x303, len(body) if said is None else said) + body


def _certified(name: str) -> Serve:
    contexts = wrong if name in wrong() else old
    return lambda world: world.list(secure(world, whole(PAGE), contexts()[name]))


def _greeted(script: Script) -> Serve:
    """Whatever is said, it is no handshake."""
    return lambda world: world.list(f"https://{world.beside(Server(NONE, greets=script))}{world.path}")


def _answered(script: Script, fate: Fate) -> Serve:
    return lambda world: world.list(secure(world, script), fate)


QUICK = {"expired", "signed by itself", "of another host", "of an authority that nobody knows", "of the hosts below"}
for name in wrong():
    tls.add(f"a certificate {name}", _certified(name), quick=name in QUICK)
for name in old():
    tls.add(name, _certified(name), quick=name == "TLS 1.0")

GREETINGS: dict[str, Script] = {
    "silence": then_silent(),
    "byte by byte": drip(_record(HANDSHAKE, b"\x02\x00\x3f\xfc" + bytes(FULL - 4))),
    "half a record, then silence": then_silent(_record(HANDSHAKE, b"\x02\x00", FULL)),
    "warnings without an end": endless(b"", lambda _: _record(ALERT, b"\x01\x5a") * 100, 0.01),
    "empty records without an end": endless(b"", lambda _: _record(HANDSHAKE, b"") * 100, 0.01),
    "changes of the cipher without an end": endless(b"", lambda _: _record(CHANGE, b"\x01") * 100, 0.01),
    "a hello of 16 MB": endless(_record(HANDSHAKE, b"\x02\xff\xff\xff"), lambda _: _record(HANDSHAKE, bytes(FULL))),
    "a fatal alert": raw(_record(ALERT, b"\x02\x28")),
    "noise": raw(bytes(range(256)) * 64),
    "a reset": then_reset(),
    "the end": raw(),
    "plain HTTP": raw(head(HTML, f"Content-Length: {len(PAGE)}"), PAGE.encode()),
    "an error in plain HTTP": raw(head(HTML, status="400 Bad Request"), b"This is an HTTPS port."),
    "a redirect in plain HTTP": raw(head("Location: /a/on-grain", "Content-Length: 0", status="302 Found")),
    "SSH's greeting": raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
}
for name, script in GREETINGS.items():
    tls.add(
        f"{name} in place of a handshake", _greeted(script), quick=name in {"silence", "byte by byte", "plain HTTP"}
    )

SIZE = f"Content-Length: {len(PAGE)}"
HALF = PAGE[: len(PAGE) // 2].encode()
REFUSED: dict[str, Script] = {
    "body shorter than its length": raw(head(HTML, SIZE), HALF),
    "chunks without their end": raw(head(HTML, "Transfer-Encoding: chunked"), *chunks(HALF)),
    "reset in the middle": then_reset(head(HTML, SIZE), HALF),
    "reset where the end would be": then_reset(head(HTML, "Connection: close"), HALF),
    "half, then silence": then_silent(head(HTML, SIZE), HALF),
    "body, byte by byte": drip(PAGE.encode(), begin=head(HTML, SIZE)),
    "bomb": whole(gzip_bomb(), "Content-Encoding: gzip"),
    "cut off gzip": whole(gzip.compress(PAGE.encode())[:-20], "Content-Encoding: gzip"),
}
for fate, table in {Fate.REFUSED: REFUSED, Fate.STORED: {"whole page": whole(PAGE)}}.items():
    for name, script in table.items():
        tls.add(f"behind it a {name}", _answered(script, fate), quick=name in {"whole page", "reset in the middle"})


@tls("a certificate of another name of the site", quick=True)
def other_name(world: World) -> None:
    world.list(secure(world, whole(PAGE), host="www.example.org"), Fate.STORED)


@tls("a wildcard for one label, and two of them")
def two_labels(world: World) -> None:
    world.list(secure(world, whole(PAGE), wrong()["of the hosts below"], host=f"a.b.{HOST}"))


@tls("a certificate that is right for robots.txt, and has expired for the page", quick=True)
def later(world: World) -> None:
    """Each connection is looked at, and not the host once."""
    server = Server(NONE, scripts={world.path: whole(PAGE)}, tls=_changing())
    world.list(f"https://{world.beside(server)}{world.path}")


@tls("a redirect to http, of the same site", quick=True)
def downgrade(world: World) -> None:
    """The site says so, over a connection that it vouches for; the row's address says that its page was not."""
    world.site.scripts[world.path] = whole(PAGE)
    world.list(secure(world, redirect(world.url(world.path))), Fate.STORED)


@tls("a redirect from http", quick=True)
def upgrade(world: World) -> None:
    world.bad(redirect(secure(world, whole(PAGE))), Fate.STORED)


@tls("a redirect to a certificate that has expired")
def redirected(world: World) -> None:
    world.list(secure(world, redirect(secure(world, whole(PAGE), wrong()["expired"]))))


@tls("a redirect to the host off the list", quick=True)
def off(world: World) -> None:
    world.list(secure(world, redirect(world.off_url())))


@tls("the port of plain HTTP")
def plain(world: World) -> None:
    world.site.scripts[world.path] = whole(PAGE)
    world.list(f"https://{world.named}{world.path}")


@tls("plain HTTP to its port")
def plainly(world: World) -> None:
    world.list(secure(world, whole(PAGE)).replace("https:", "http:"))


@tls("a listing with addresses off the list", alone=True)
def entries(world: World) -> None:
    rows = [
        *good_rows(),
        (world.off_url(), "A page of another host"),
        (world.off_url().replace("http:", "https:"), "x"),
    ]
    rows = [(world.url(to) if to.startswith("/a/") else to, title) for to, title in rows]
    foot = f'<a rel="next" href="{world.off_url()}">Next</a><base href="{world.off_url()}">'
    world.starts = [secure(world, whole(listing(rows, "", foot)))]
    world.expect(str(world.off.port), Fate.NO_ARTICLE)


@tls("a listing whose certificate has expired", alone=True, good=0, exit=1, cause="any")
def untrusted(world: World) -> None:
    world.starts = [secure(world, whole(listing(good_rows())), wrong()["expired"])]
    world.expect(world.path, Fate.REFUSED)


@tls("a listing whose certificate has expired once robots.txt is read", alone=True, good=0, exit=1, cause="network")
def expiring(world: World) -> None:
    server = Server(NONE, scripts={world.path: whole(listing(good_rows()))}, tls=_changing())
    world.starts = [f"https://{world.beside(server)}{world.path}"]
    world.expect(world.path, Fate.REFUSED)


@tls("robots.txt that leads to a certificate that has expired", alone=True, good=0, exit=1, cause="robots")
def rules(world: World) -> None:
    world.site.scripts["/robots.txt"] = redirect(secure(world, NONE, wrong()["expired"]))


@tls("a sitemap whose certificate has expired", alone=True)
def sitemap(world: World) -> None:
    there = secure(world, whole("<urlset/>"), wrong()["expired"])
    world.site.scripts["/robots.txt"] = whole(f"Sitemap: {there}\n", "Content-Type: text/plain")


def _changing() -> ssl.SSLContext:
    """Right for the first connection, and expired from then on; a context of its own, for it is changed."""
    context, shown = wrong.__wrapped__()["expired"], [right()]

    def choose(connection: ssl.SSLObject, *_: object) -> None:
        if shown:
            connection.context = shown.pop()

    context.sni_callback = choose
    return context
