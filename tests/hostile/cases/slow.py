"""Slow answers: late, byte by byte, or stopped in the middle with the connection open. Time has a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.answers import HTML, drip, endless, first, head, redirect, then_silent, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, page

if TYPE_CHECKING:
    from tests.hostile.server import Script
    from tests.hostile.world import World

slow = Family("slow", alone=True)
FAMILIES = [slow]
PAGE = page("An article that comes slowly", "slowness").encode()
LONG = head(HTML, f"Content-Length: {len(PAGE)}")
CHUNKED = head(HTML, "Transfer-Encoding: chunked")
REFUSED: dict[str, Script] = {
    "no first byte": then_silent(),
    "head, byte by byte": drip(LONG + PAGE),
    "head without an end, a line at a time": endless(b"HTTP/1.1 200 OK\r\n", lambda n: b"X-%d: a\r\n" % n, 0.2),
    "head, then silence": then_silent(LONG),
    "half, then silence": then_silent(LONG, PAGE[: len(PAGE) // 2]),
    "body, byte by byte": drip(PAGE, begin=LONG),
    "body without a length, byte by byte": drip(PAGE, begin=head(HTML, "Connection: close")),
    "chunks, byte by byte": endless(CHUNKED, lambda _: b"1\r\na\r\n", 0.2),
    "a chunk's size, byte by byte": drip(b"0" * 10_000 + b"5\r\n", begin=CHUNKED),
    "chunks, and no end of them": then_silent(CHUNKED, b"%x\r\n%s\r\n" % (len(PAGE), PAGE)),
    "interim answers, one at a time": endless(b"", lambda _: b"HTTP/1.1 102 Processing\r\n\r\n", 0.2),
    "packed, byte by byte": drip(bytes(10_000), begin=head(HTML, "Content-Encoding: gzip", "Content-Length: 10000")),
    "an error, byte by byte": drip(PAGE, begin=head(HTML, "Content-Length: 99999", status="404 Not Found")),
}
for name, script in REFUSED.items():
    slow.add(name, lambda world, script=script: world.bad(script), quick=name == "body, byte by byte")


@slow("no first byte once, then whole")
def once(world: World) -> None:
    world.bad(first(then_silent(), whole(PAGE)), Fate.STORED)


@slow("behind a redirect")
def behind(world: World) -> None:
    world.site.scripts[f"{world.path}/slow"] = then_silent()
    world.bad(redirect(f"{world.path}/slow"))


@slow("sitemap")
def sitemap(world: World) -> None:
    world.site.scripts["/sitemap.xml"] = drip(PAGE, begin=LONG)


@slow("feed")
def feed(world: World) -> None:
    world.head += '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    world.site.scripts["/feed.xml"] = then_silent(LONG)


@slow("counter")
def counter(world: World) -> None:
    world.site.scripts[f"{world.path}/views"] = then_silent()
    script = f'<script>jQuery.get("{world.path}/views", {{action: "postviews", postviews_id: 5}});</script>'
    world.bad(whole(page("An article with a slow counter", "counting", "", script)), Fate.STORED)


@slow("second listing", exit=1, cause="any")
def listing(world: World) -> None:
    world.starts = ["/", "/more"]
    world.site.scripts["/more"] = drip(PAGE, begin=LONG)
    world.expect("/more", Fate.REFUSED)
