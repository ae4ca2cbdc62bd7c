"""Reservations of rights that are hostile: `tdmrep.json`, licences and headers that are immense, endless or no such thing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.hostile.answers import drip, endless, head, made, raw, redirect, then_reset, then_silent, whole
from tests.hostile.case import Family
from tests.hostile.cases.bodies import gzip_bomb
from tests.hostile.cases.tls import NAMES
from tests.hostile.server import Server
from tests.hostile.world import Fate, page

if TYPE_CHECKING:
    from tests.hostile.server import Script
    from tests.hostile.world import World

files = Family("tdmrep.json", names=NAMES)
signals = Family("rights")
FAMILIES = [files, signals]
JSON = "Content-Type: application/json"
NONE = whole("", status="404 Not Found")
PAGE = page("An article that is reserved", "reservations")
RULE = {"location": "/", "tdm-reservation": 0}
BAIT = "/" + "*a" * 5_000 + "$"
SCRIPTS: dict[str, Script] = {
    "a gzip bomb": made(lambda _: whole(gzip_bomb(), JSON, "Content-Encoding: gzip")),
    "100,000 levels deep": whole("[" * 100_000, JSON),
    "a number of a megabyte": whole('[{"location": "/", "tdm-reservation": ' + "9" * 1_000_000 + "}]", JSON),
    "100,000 rules": made(lambda _: whole(json.dumps([RULE] * 100_000), JSON)),
    "patterns that are bait": whole(json.dumps([{**RULE, "location": BAIT}] * 50), JSON),
    "other types": whole(json.dumps([None, 5, [], {"location": {}, "tdm-reservation": []}, {"tdm-policy": 7}]), JSON),
    "infinite": whole('[{"location": "/", "tdm-reservation": Infinity}, NaN]', JSON),
    "lone surrogates": whole('[{"location": "/\\ud800", "tdm-reservation": 1, "tdm-policy": "\\udfff"}]', JSON),
    "NUL and escapes": whole('[{"location": "/x\\u0000\\u001b[31m", "tdm-policy": "\\u001b]0;FORGED\\u0007"}]', JSON),
    "a page": whole(page("Our site", "reservations")),
    "endless": endless(head(JSON), lambda _: b" " * 65_536),
    "half of it": raw(head(JSON, "Content-Length: 500"), b"["),
    "a reset": then_reset(),
    "silence": then_silent(),
    "byte by byte": drip(b" " * 1_000, begin=head(JSON)),
    "an error": whole("", status="500 Error"),
    "a redirect to itself": redirect("/.well-known/tdmrep.json"),
    "a redirect without an end": made(lambda talk: redirect(f"{talk.path}x")),
}


def _beside(world: World, script: Script, fate: Fate) -> None:
    there = Server(NONE, scripts={world.path: whole(PAGE)}, trees={"/.well-known/tdmrep.json": script})
    world.list(f"http://{world.beside(there)}{world.path}", fate)


for name, script in SCRIPTS.items():
    files.add(
        name,
        lambda world, script=script: _beside(world, script, Fate.STORED),
        quick=name in {"a gzip bomb", "patterns that are bait", "100,000 levels deep"},
    )


@files("a redirect to the host off the list", quick=True)
def off(world: World) -> None:
    _beside(world, redirect(world.off_url()), Fate.STORED)


@files("a policy of the host off the list")
def policy(world: World) -> None:
    rule = {"location": "/", "tdm-reservation": 1, "tdm-policy": world.off_url()}
    _beside(world, whole(json.dumps([rule]), JSON), Fate.EITHER)


LONG = "noai, " * 2_000
LINES: dict[str, tuple[str | bytes, ...]] = {
    "X-Robots-Tag of 12 kB": (f"X-Robots-Tag: {LONG}",),
    "X-Robots-Tag a hundred times": tuple(f"X-Robots-Tag: bot{n}: noindex" for n in range(100)),
    "X-Robots-Tag until a date of no calendar": ("X-Robots-Tag: unavailable_after: 99 Xxx 99999 99:99:99 GMT",),
    "Content-Usage of no list": (b"Content-Usage: ((((;;;=\xff\x1b[31m", "TDM-Reservation: 9" + "9" * 5_000),
    "TDM-Policy of another scheme": ("TDM-Reservation: 1", "TDM-Policy: file:///etc/passwd"),
    "Link to a licence of no address": ('Link: <http://[>; rel="license"', 'Link: <\x1b>; rel="license"'),
    "Link that is bait": ("Link: " + "<" * 15_000, "Link: " + ";" * 15_000, 'Link: <a>; rel="' + "license " * 1_500),
    "Retry-After of no decimals, with the page": (b"Retry-After: \xb2",),
}
for name, lines in LINES.items():
    signals.add(name, lambda world, lines=lines: world.bad(whole(PAGE, *lines), Fate.EITHER), quick="bait" in name)


@signals("a licence of the host off the list")
def licence(world: World) -> None:
    element = f'<link rel="license" type="application/rsl+xml" href="{world.off_url()}"><script type="application/rsl+xml" src="{world.off_url()}"></script>'
    world.bad(whole(page("A page", "licences", element), f'Link: <{world.off_url()}>; rel="license"'), Fate.EITHER)


@signals("a licence of the host off the list, in robots.txt", alone=True)
def rules(world: World) -> None:
    said = f"License: {world.off_url()}\nUser-agent: *\nAllow: /\nContent-Usage: {'x' * 100_000}\nContent-Signal: =,=,=\n"
    world.site.scripts["/robots.txt"] = whole(said, "Content-Type: text/plain")
