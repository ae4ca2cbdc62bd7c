"""Addresses off the list: every way by which a page, a redirect or a file may lead the crawler to a private host.

In each, 127.0.0.1 and others at a second port are the private host; the source names the first port alone.
"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from tests.hostile.answers import raw, redirect, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, page

if TYPE_CHECKING:
    from tests.hostile.case import Serve
    from tests.hostile.world import World

links = Family("link to")
redirects = Family("redirect to")
FAMILIES = [links, redirects]

# What stands before the path: {port} is the private server's, {site} the site's own host and port.
FORMS = {
    "another port": "http://127.0.0.1:{port}",
    "another loopback address": "http://127.0.0.2:{port}",
    "localhost": "http://localhost:{port}",
    "localhost in capitals": "HTTP://LOCALHOST:{port}",
    "localhost with a dot": "http://localhost.:{port}",
    "the machine's own name": f"http://{socket.gethostname()}:{{port}}",
    "an address with a dot": "http://127.0.0.1.:{port}",
    "a decimal address": "http://2130706433:{port}",
    "a hexadecimal address": "http://0x7f000001:{port}",
    "hexadecimal parts": "http://0x7f.0x0.0x0.0x1:{port}",
    "octal parts": "http://0177.0.0.01:{port}",
    "a short address": "http://127.1:{port}",
    "zero": "http://0:{port}",
    "any address": "http://0.0.0.0:{port}",
    "IPv6": "http://[::1]:{port}",
    "IPv6 in full": "http://[0000:0000:0000:0000:0000:0000:0000:0001]:{port}",
    "IPv6 mapped": "http://[::ffff:127.0.0.1]:{port}",
    "IPv6 mapped in hex": "http://[::ffff:7f00:1]:{port}",
    "IPv6 any": "http://[::]:{port}",
    "IPv6 compatible with IPv4": "http://[::127.0.0.1]:{port}",
    "IPv6 translated": "http://[::ffff:0:127.0.0.1]:{port}",
    "6to4": "http://[2002:7f00:1::]:{port}",
    "NAT64": "http://[64:ff9b::127.0.0.1]:{port}",
    "a network's own NAT64": "http://[64:ff9b:1::127.0.0.1]:{port}",
    "Teredo": "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:{port}",
    "ISATAP": "http://[2001:db8::5efe:127.0.0.1]:{port}",
    "IPv6 of a site": "http://[fec0::1]:{port}",
    "IPv6 with a zone": "http://[fe80::1%25lo]:{port}",
    "IPv6 mapped, with a zone": "http://[::ffff:127.0.0.1%25lo]:{port}",
    "an address of the future": "http://[v1.127.0.0.1]:{port}",
    "wide digits": "http://１２７.０.０.１:{port}",
    "wide dots": "http://127．0．0．1:{port}",
    "a soft hyphen": "http://local\u00adhost:{port}",
    "letters in circles": "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}",
    "a long s": "http://localho\u017ft:{port}",
    "a space of no width": "http://127.0.0.1\u200b:{port}",
    "an address that overflows": "http://4294967297:{port}",
    "a part that overflows": "http://383.256.256.257:{port}",
    "NUL behind the host": "http://127.0.0.1%00.example:{port}",
    "a slash in the host": "http://127.0.0.1%2f.example:{port}",
    "a question mark before the at": "http://127.0.0.1:{port}?@{site}",
    "a user that is a host and a slash": "http://{site}%2f@127.0.0.1:{port}",
    "a semicolon in the host": "http://{site};@127.0.0.1:{port}",
    "a port of wide digits": "http://127.0.0.1:{wide}",
    "a port that overflows": "http://127.0.0.1:{over}",
    "wss": "wss://127.0.0.1:{port}",
    "blob": "blob:http://127.0.0.1:{port}",
    "jar": "jar:http://127.0.0.1:{port}!",
    "feed": "feed:http://127.0.0.1:{port}",
    "h2c": "h2c://127.0.0.1:{port}",
    "http with TLS's port and no slashes": "https:127.0.0.1:{port}",
    "user before the host": "http://{site}@127.0.0.1:{port}",
    "user and password": "http://127.0.0.1:80@127.0.0.1:{port}",
    "a backslash before the at": "http://127.0.0.1:{port}\\@{site}",
    "two ports": "http://{site}:{port}",
    "a padded port": "http://127.0.0.1:00{port}",
    "no scheme": "//127.0.0.1:{port}",
    "backslashes": "\\\\127.0.0.1:{port}",
    "a slash and a backslash": "/\\127.0.0.1:{port}",
    "scheme and backslashes": "http:\\\\127.0.0.1:{port}",
    "one slash": "http:/127.0.0.1:{port}",
    "three slashes": "http:///127.0.0.1:{port}",
    "a tab in the scheme": "ht&#9;tp://127.0.0.1:{port}",
    "a newline in the host": "http://127.0.&#10;0.1:{port}",
    "a control before it": "&#1; http://127.0.0.1:{port}",
    "digits in circles": "http://①②⑦.⓪.⓪.①:{port}",
    "ideographic dots": "http://127。0。0。1:{port}",
    "an escaped host": "http://%31%32%37.0.0.1:{port}",
    "https to a plain port": "https://127.0.0.1:{port}",
    "ftp": "ftp://127.0.0.1:{port}",
    "gopher": "gopher://127.0.0.1:{port}",
    "dict": "dict://127.0.0.1:{port}",
    "ws": "ws://127.0.0.1:{port}",
    "s3": "s3://127.0.0.1:{port}",
    "view-source": "view-source:http://127.0.0.1:{port}",
}
# What a redirect says raw differs: a header has no entities.
IN_HEADERS = {
    "a tab in the scheme": "ht\ttp://127.0.0.1:{port}",
    "a newline in the host": "http://127.0.\t0.1:{port}",
    "a control before it": "\x01 http://127.0.0.1:{port}",
}
OTHER_SCHEMES = {
    "a file": "file:///etc/passwd",
    "a file of localhost": "file://localhost/etc/passwd",
    "data": "data:text/html,<h1>Data</h1><p>" + "Words of no page. " * 60 + "</p>",
    "javascript": "javascript:alert(1)",
}
WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
QUICK = {
    "IPv6 compatible with IPv4",
    "a long s",
    "another port",
    "localhost",
    "a decimal address",
    "IPv6 mapped",
    "user before the host",
    "backslashes",
    "ftp",
}
STATUSES = (
    "301 Moved",
    "302 Found",
    "303 See Other",
    "307 Temporary",
    "308 Permanent",
    "300 Choices",
    "305 Use Proxy",
)


def _to(world: World, form: str) -> str:
    port = world.off.port
    wide = str(port).translate(WIDE)
    return f"{form.format(port=port, site=world.named, wide=wide, over=port + 65_536)}/a/{world.slug}"


def _link(form: str) -> Serve:
    return lambda world: world.list(_to(world, form))


def _redirect(form: str) -> Serve:
    return lambda world: world.bad(redirect(_to(world, form)))


def _other_link(address: str) -> Serve:
    return lambda world: world.list(address, Fate.NO_ARTICLE, known_by=address[:20])


def _other_redirect(address: str) -> Serve:
    return lambda world: world.bad(redirect(address))


def _status(status: str) -> Serve:
    return lambda world: world.bad(redirect(world.off_url(), status))


for name, form in FORMS.items():
    links.add(name, _link(form), quick=name in QUICK)
    redirects.add(name, _redirect(IN_HEADERS.get(name, form)), quick=name in QUICK)
for name, address in OTHER_SCHEMES.items():
    links.add(name, _other_link(address))
    redirects.add(name, _other_redirect(address), quick=name == "a file")
for status in STATUSES:
    redirects.add(f"another port by {status[:3]}", _status(status))


@redirects("another port after three of the site's own", quick=True)
def chain(world: World) -> None:
    for number in (1, 2):
        world.site.scripts[f"{world.path}/{number}"] = redirect(f"{world.path}/{number + 1}")
    world.site.scripts[f"{world.path}/3"] = redirect(world.off_url())
    world.bad(redirect(f"{world.path}/1"))


@redirects("another port by the element meta", quick=True)
def meta(world: World) -> None:
    element = f'<meta http-equiv="refresh" content="0; url={world.off_url()}">'
    world.bad(whole(page("A page that leads away", "refreshing", element)), Fate.EITHER)


@redirects("a decimal address by the element meta")
def meta_decimal(world: World) -> None:
    element = f"<meta http-equiv='Refresh' content=\"0;URL='{world.off_url('2130706433')}'\">"
    world.bad(whole(page("A page that leads away", "refreshing", element)), Fate.EITHER)


@redirects("a file by the element meta")
def meta_file(world: World) -> None:
    world.bad(
        whole(page("A page", "refreshing", '<meta http-equiv="refresh" content="0;url=file:///etc/passwd">')),
        Fate.EITHER,
    )


@redirects("another port by the header Refresh")
def refresh(world: World) -> None:
    world.bad(whole(page("A page that leads away", "refreshing"), f"Refresh: 0; url={world.off_url()}"), Fate.EITHER)


@redirects("another port by a header Location of a 200")
def location(world: World) -> None:
    more = f"Location: {world.off_url()}", f"Content-Location: {world.off_url()}"
    world.bad(whole(page("A page that is here", "moving"), *more), Fate.STORED)


@redirects("another port by a second Location")
def second_location(world: World) -> None:
    lines = f"Location: {world.path}/own", f"Location: {world.off_url()}", "Content-Length: 0"
    world.site.scripts[f"{world.path}/own"] = whole(page("A page that has moved", "moving"))
    world.bad(raw(b"HTTP/1.1 302 Found\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n"), Fate.EITHER)


named = Family("name that resolves to")
FAMILIES.append(named)
# The site itself, and what a name of the same domain resolves to in turn.
RESOLVED = {
    "a private address": ("127.0.0.1",),
    "another loopback address": ("127.0.0.2",),
    "IPv6": ("::1",),
    "IPv6 mapped": ("::ffff:127.0.0.1",),
    "any address": ("0.0.0.0",),
    "a public and a private address": ("192.0.0.9 127.0.0.1",),
    "a private address from the second time on": ("192.0.0.9", "127.0.0.1"),
    "a private address from the third time on": ("192.0.0.9", "192.0.0.9", "127.0.0.1"),
}


def _named_link(world: World) -> None:
    world.list(world.off_url("files.example.org"))


def _named_redirect(world: World) -> None:
    world.bad(redirect(world.off_url("files.example.org")))


for name, turns in RESOLVED.items():
    table = {"kite.example.org": ("127.0.0.1",), "files.example.org": turns}
    named.add(f"{name}, linked", _named_link, alone=True, names=table)
    named.add(f"{name}, redirected to", _named_redirect, alone=True, names=table)
