"""Redirects that lead nowhere: loops, chains, and addresses that are none. Those off the list are in `addresses.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.answers import HTML, endless, head, made, raw, redirect, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, page

if TYPE_CHECKING:
    from tests.hostile.server import Script
    from tests.hostile.world import World

redirects = Family("redirect")
FAMILIES = [redirects]
PAGE = page("An article behind redirects", "redirects").encode()
PLAIN: dict[str, Script] = {
    "without Location": whole("", status="302 Found"),
    "to nothing": redirect(""),
    "to a fragment": redirect("#top"),
    "to a query without an end": made(
        lambda talk: redirect(f"{talk.path.partition('?')[0]}?n={talk.path.count('x')}{'x' * 2000}")
    ),
    "to an address of a megabyte": redirect("/a/" + "b" * 1024 * 1024),
    "to no address": redirect("http://[:::]:99999999/%%%"),
    "to a port of no number": redirect("http://127.0.0.1:eighty/a"),
    "to a host of 300 letters": redirect("http://" + "h" * 300 + ".example/a"),
    "to the home page": redirect("/"),
    "of status 399": whole("", "Location: /a/x", status="399 Odd"),
    "of status 304": raw(head("Location: /a/x", status="304 Not Modified")),
    "with a body without an end": endless(
        head(HTML, "Location: /a/nowhere", status="302 Found"), lambda _: b"a" * 65_536
    ),
}
for name, script in PLAIN.items():
    redirects.add(
        name,
        lambda world, script=script: world.bad(script),
        quick=name in {"without Location", "to no address", "to the home page"},
    )


@redirects("to itself", quick=True)
def loop(world: World) -> None:
    world.bad(redirect(world.path))


@redirects("to and fro")
def pair(world: World) -> None:
    world.site.scripts[f"{world.path}/fro"] = redirect(world.path)
    world.bad(redirect(f"{world.path}/fro"))


@redirects("without an end")
def deeper(world: World) -> None:
    world.site.trees[world.path] = made(lambda talk: redirect(f"{talk.path}/x", "301 Moved"))
    world.bad(world.site.trees[world.path])


@redirects("to itself, by the element meta")
def meta(world: World) -> None:
    world.bad(whole(page("A page", "refreshing", '<meta http-equiv="refresh" content="0">')), Fate.EITHER)


@redirects("without an end, by the element meta")
def meta_deeper(world: World) -> None:
    def deeper_still(talk: object) -> Script:
        path = talk.path  # type: ignore[attr-defined]
        return whole(f'<meta http-equiv="refresh" content="0;url={path}/x"><p>Soon.</p>')

    world.site.trees[world.path] = made(deeper_still)
    world.bad(world.site.trees[world.path])


@redirects("to letters of no ASCII")
def letters(world: World) -> None:
    world.site.scripts[f"{world.path}/gr%C3%BCn"] = whole(PAGE)
    world.bad(redirect(f"{world.path}/grün".encode()), Fate.EITHER)


@redirects("to a good article", quick=True)
def good(world: World) -> None:
    """What leads to an article that is stored is that article: where it leads is all there is to say."""
    world.bad(redirect("/a/on-grain"), Fate.SEEN)


@redirects("of a second listing to itself", alone=True, exit=1, cause="any")
def listing_loop(world: World) -> None:
    world.starts = ["/", "/more"]
    world.site.scripts["/more"] = redirect("/more")
    world.expect("/more", Fate.REFUSED)
