"""robots.txt: missing, unreachable, immense, forbidding, or no robots.txt at all (RFC 9309)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.answers import drip, endless, head, made, raw, redirect, then_reset, then_silent, whole
from tests.hostile.case import Family
from tests.hostile.cases.bodies import gzip_bomb
from tests.hostile.world import page

if TYPE_CHECKING:
    from tests.hostile.case import Serve
    from tests.hostile.server import Script
    from tests.hostile.world import World

robots = Family("robots", alone=True)
FAMILIES = [robots]
TEXT = "Content-Type: text/plain"


def _says(script: Script) -> Serve:
    def serve(world: World) -> None:
        world.site.scripts["/robots.txt"] = script

    return serve


def _lines(*lines: str) -> Script:
    return whole("\n".join(lines), TEXT)


# Nothing is known of what it allows, so that nothing may be asked: 2.3.1.4.
UNREACHABLE: dict[str, Script] = {
    "error of the server": whole("", status="500 Error"),
    "busy": whole("", status="503 Busy"),
    "too many requests": whole("", status="429 Too Many Requests"),
    "closed": raw(),
    "reset": then_reset(),
    "silence": then_silent(),
    "byte by byte": drip(b"User-agent: *\n" * 1_000, begin=head(TEXT)),
    "half of it": raw(head(TEXT, "Content-Length: 500"), b"User-agent: *\nDisallow: /b\n"),
    "no HTTP": raw(b"User-agent: *\nAllow: /\n\r\n\r\n"),
}
# There are no rules, or none that concern the articles.
ALLOWED: dict[str, Script] = {
    "not there": whole("", status="404 Not Found"),
    "gone": whole("", status="410 Gone"),
    "not for us": whole("", status="403 Forbidden"),
    "behind a password": whole("", 'WWW-Authenticate: Basic realm="robots"', status="401 Unauthorized"),
    "empty": whole("", TEXT),
    "a page": whole(page("Our site", "robots")),
    "noise": whole(bytes(range(256)) * 400, TEXT),
    "NUL between letters": whole("User-agent: *\nDisallow: /b\n".encode("utf-16"), TEXT),
    "redirect to itself": redirect("/robots.txt"),
    "redirect without an end": made(lambda talk: redirect(f"/robots.txt?{len(talk.path)}x{'x' * len(talk.path)}")),
    "redirect to rules": redirect("/rules.txt"),
    "delay of no number": _lines("User-agent: *", "Crawl-delay: abc", "Crawl-delay: nan", "Crawl-delay: -1"),
    "delay less than nothing": _lines("User-agent: *", "Crawl-delay: -100"),
    "rate of nothing": _lines("User-agent: *", "Request-rate: 0/0", "Request-rate: 1/0", "Request-rate: x/y"),
    "visit time of no clock": _lines("User-agent: *", "Visit-time: 9999-9999", "Visit-time: -"),
    "600 kB of rules": _lines("User-agent: *", *(f"Disallow: /b/{number}/" for number in range(30_000))),
    "1,000 sitemaps": _lines(*(f"Sitemap: http://127.0.0.1:1/{number}.xml" for number in range(1_000))),
    "a line of a megabyte": _lines("User-agent: *", "Disallow: /b" + "b" * 1024 * 1024),
    "escapes": _lines("User-agent: *", "Disallow: /\x1b[31m", "Sitemap: \x1b]0;FORGED\x07"),
    "a pattern that backtracks": _lines("User-agent: *", f"Disallow: /{'*a' * 60}*b$", f"Disallow: /{'*' * 5_000}x"),
}
for name, script in UNREACHABLE.items():
    robots.add(name, _says(script), good=0, exit=1, cause="robots", quick=name == "error of the server")
for name, script in ALLOWED.items():
    robots.add(name, _says(script))
robots.add(
    "gzip bomb",
    _says(made(lambda _: whole(gzip_bomb(), TEXT, "Content-Encoding: gzip"))),
    good=0,
    exit=1,
    cause="robots",
)
# 2.5 asks to read the first 500 KiB: they allow everything.
robots.add("endless", _says(endless(head(TEXT), lambda _: b"User-agent: *\nAllow: /\n" * 3_000)))
robots.add(
    "everything forbidden", _says(_lines("User-agent: *", "Disallow: /")), good=0, exit=1, cause="robots", quick=True
)


@robots("delay of centuries", good=0, exit=1, cause="robots")
def delay(world: World) -> None:
    """No run can keep to it, so none asks for more than it may."""
    world.site.scripts["/robots.txt"] = _lines("User-agent: *", f"Crawl-delay: {10**12}")


@robots("one article forbidden", quick=True)
def one(world: World) -> None:
    world.site.scripts["/robots.txt"] = _lines("User-agent: *", f"Disallow: {world.path}")
    world.bad(whole(page("What nobody may read", "secrets")))


@robots("one article forbidden, in escapes")
def escaped(world: World) -> None:
    letters = "".join(f"%{ord(letter):02x}" if letter.isalpha() else letter for letter in world.path[3:])
    world.site.scripts["/robots.txt"] = _lines("User-agent: *", f"Disallow: /a/{letters}")
    world.bad(whole(page("What nobody may read", "secrets")))


@robots("one article forbidden behind a redirect")
def redirected(world: World) -> None:
    world.site.scripts["/robots.txt"] = _lines("User-agent: *", "Disallow: /private/")
    world.site.scripts["/private/x"] = whole(page("What nobody may read", "secrets"))
    world.bad(redirect("/private/x"))


@robots("forbidden by a robots.txt that moved")
def moved(world: World) -> None:
    world.site.scripts["/robots.txt"] = redirect("/rules.txt")
    world.site.scripts["/rules.txt"] = _lines("User-agent: *", f"Disallow: {world.path}")
    world.bad(whole(page("What nobody may read", "secrets")))


@robots("forbidden in lines that end as on an old Mac, behind a mark of byte order")
def old(world: World) -> None:
    world.site.scripts["/robots.txt"] = whole(f"\ufeffUser-agent: *\rDisallow: {world.path}\r", TEXT)
    world.bad(whole(page("What nobody may read", "secrets")))
