"""Blocked: what a site says instead of its pages when it wants no crawler. It is reported as that, never as empty."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.hostile.answers import first, made, redirect, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, page

if TYPE_CHECKING:
    from tests.hostile.case import Serve
    from tests.hostile.server import Script
    from tests.hostile.world import World

# A host that blocks again and again is asked no more, so that no two of these can share a crawl.
blocked = Family("blocked", alone=True)
FAMILIES = [blocked]
PAGE = page("An article behind a guard", "guards")
CLOUDFLARE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><div id='challenge-running'></div>"
    "<h2>Checking your browser before accessing kite.example</h2><noscript>Enable JavaScript and cookies to continue"
    "</noscript><script>window._cf_chl_opt={cvId:'3'}</script><script src='/cdn-cgi/challenge-platform/h/b/orchestrate/"
    "chl_page/v1'></script><p>Ray ID: 0000000000000000</p></body></html>"
)
CAPTCHA = "<html><head><title>Are you a robot?</title></head><body><h1>Please verify you are human</h1><div class='g-recaptcha'></div></body></html>"
DENIED = "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1><p>You don't have permission to access this page on this server.</p><p>Reference #18.0</p></body></html>"
LOGIN = "<html><head><title>Log in</title></head><body><h1>Log in</h1><form method='post'><input name='user'><input type='password' name='password'><button>Log in</button></form></body></html>"


def _soon(seconds: int) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("Retry-After: %a, %d %b %Y %H:%M:%S GMT")


REFUSED: dict[str, Script] = {
    "403": whole(DENIED, status="403 Forbidden"),
    "401": whole("", 'WWW-Authenticate: Basic realm="x"', status="401 Unauthorized"),
    "402": whole("Pay.", status="402 Payment Required"),
    "407": whole("", 'Proxy-Authenticate: Basic realm="x"', status="407 Proxy Authentication Required"),
    "418": whole("", status="418 Teapot"),
    "429, again and again": whole("", status="429 Too Many Requests"),
    "429, and a wait of ten years": whole("", f"Retry-After: {10 * 365 * 86_400}", status="429 Too Many Requests"),
    "451": whole("Removed by a court.", status="451 Unavailable For Legal Reasons"),
    "503, again and again": whole("", status="503 Busy"),
    "503, and a date in 9999": whole("", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", status="503 Busy"),
    "520": whole("", status="520 Unknown"),
    "999": whole(DENIED, status="999 Denied"),
    "a challenge": whole(CLOUDFLARE, "Server: cloudflare", "cf-mitigated: challenge", status="403 Forbidden"),
    "a challenge that says 200": whole(CLOUDFLARE, "Server: cloudflare"),
    "a challenge that says 503": whole(CLOUDFLARE, "Server: cloudflare", "Retry-After: 1", status="503 Busy"),
    "a captcha that says 200": whole(CAPTCHA),
    "access denied that says 200": whole(DENIED),
    "a login that says 200": whole(LOGIN),
}
STORED: dict[str, Script] = {
    "429 once, with seconds": first(whole("", "Retry-After: 1", status="429 Too Many Requests"), whole(PAGE)),
    "429 once, with a date": first(made(lambda _: whole("", _soon(2), status="429 Too Many Requests")), whole(PAGE)),
    "503 once": first(whole("", status="503 Busy"), whole(PAGE)),
    "500 once": first(whole("", status="500 Error"), whole(PAGE)),
}
QUICK = {"a challenge that says 200", "429, and a wait of ten years"}
for fate, table in {Fate.REFUSED: REFUSED, Fate.STORED: STORED}.items():
    for name, script in table.items():
        blocked.add(name, lambda world, script=script, fate=fate: world.bad(script, fate), quick=name in QUICK)


@blocked("redirected to a login")
def login(world: World) -> None:
    world.site.scripts["/login"] = whole(LOGIN)
    world.bad(redirect("/login?next=/a"))


def _listing(script: Script) -> Serve:
    """A second listing page: the articles of the first one are there all the same."""

    def serve(world: World) -> None:
        world.starts = ["/", "/more"]
        world.site.scripts["/more"] = script
        world.expect("/more", Fate.REFUSED)

    return serve


LISTINGS: dict[str, Script] = {
    "403 for a listing": whole(DENIED, status="403 Forbidden"),
    "429 for a listing": whole("", status="429 Too Many Requests"),
    "a challenge for a listing": whole(CLOUDFLARE, "cf-mitigated: challenge", status="403 Forbidden"),
    "a challenge for a listing that says 200": whole(CLOUDFLARE),
    "a captcha for a listing that says 200": whole(CAPTCHA),
}
for name, script in LISTINGS.items():
    blocked.add(name, _listing(script), exit=1, cause="blocked", quick=name == "403 for a listing")


@blocked("403 for the only listing", good=0, exit=1, cause="blocked")
def only(world: World) -> None:
    world.site.scripts["/"] = whole(DENIED, status="403 Forbidden")


@blocked("a challenge for the only listing that says 200", good=0, exit=1, cause="blocked", quick=True)
def challenged(world: World) -> None:
    world.site.scripts["/"] = whole(CLOUDFLARE)


@blocked("403 for all but the good", exit=1, cause="blocked")
def most(world: World) -> None:
    world.site.trees["/a/more-"] = whole(DENIED, status="403 Forbidden")
    for number in range(40):
        world.list(f"/a/more-{number}", Fate.REFUSED, known_by=f"/a/more-{number}", title=f"More, part {number}")
