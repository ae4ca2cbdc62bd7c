"""Traps: listings, articles and addresses without an end. A limit ends them, and the run's record names it."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from tests.hostile.answers import made, redirect, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, good_rows, listing, page

if TYPE_CHECKING:
    from tests.hostile.server import Script, Talk
    from tests.hostile.world import World

traps = Family("trap", alone=True)
FAMILIES = [traps]
PAGES = {"pages": 8.0}


def _number(talk: Talk) -> int:
    found = re.search(r"(\d+)/?$", talk.path)
    return int(found[1]) if found else 1


def _next(path: str) -> str:
    return f'<nav class="pagination"><a rel="next" class="next" href="{path}">Next</a></nav>'


@traps(
    "next pages without an end, each with an article", exit=1, cause="limit", limit="pages", limits=PAGES, quick=True
)
def news(world: World) -> None:
    def further(talk: Talk) -> Script:
        number = _number(talk)
        return whole(listing([(f"/a/trap-{number}", f"Article {number}")], "", _next(f"/page/{number + 1}/")))

    world.foot += _next("/page/2/")
    world.site.trees["/page/"] = made(further)
    world.site.trees["/a/trap-"] = made(
        lambda talk: whole(page(f"Article {_number(talk)}", f"traps of kind {_number(talk)}"))
    )


@traps("next pages without an end, all the same", limits={"pages": 50.0})
def same(world: World) -> None:
    world.foot += _next("/page/2/")
    world.site.trees["/page/"] = made(
        lambda talk: whole(listing(good_rows(), "", _next(f"/page/{_number(talk) + 1}/")))
    )


@traps("next page that is the page itself")
def itself(world: World) -> None:
    world.foot += _next("/")


@traps("a calendar without an end", limits=PAGES)
def calendar(world: World) -> None:
    def day(talk: Talk) -> Script:
        number = _number(talk)
        return whole(
            listing([], "", f'<a href="/calendar/{number - 1}">Before</a> <a href="/calendar/{number + 1}">After</a>')
        )

    world.foot += '<table class="calendar"><tr><td><a href="/calendar/2024">2024</a></td></tr></table>'
    world.site.trees["/calendar/"] = made(day)


@traps("archives of years without an end", exit=1, cause="limit", limit="pages", limits={"pages": 30.0})
def years(world: World) -> None:
    def year(talk: Talk) -> Script:
        return whole(
            listing(
                good_rows(), "", "".join(f'<a href="/{_number(talk) - n}/">{_number(talk) - n}</a>' for n in (1, 2))
            )
        )

    world.foot += '<ul><li><a href="/2024/">2024</a></li><li><a href="/2023/">2023</a></li></ul>'
    for number in range(1900, 2025):
        world.site.scripts[f"/{number}/"] = made(year)


@traps("a session in each address of the listing", exit=1, cause="limit", limit="pages", limits=PAGES)
def session(world: World) -> None:
    def further(talk: Talk) -> Script:
        rows = [(f"/a/kept?sid={random.getrandbits(64):x}", "The same article")]
        return whole(
            listing(
                rows,
                "",
                _next(f"/list?page={_number(talk) + 1}&sid={random.getrandbits(64):x}&n={_number(talk) + 1}"),
            )
        )

    world.foot += _next("/list?page=2&sid=0&n=2")
    world.site.trees["/list?"] = made(further)
    world.site.trees["/a/kept"] = whole(
        page("The same article", "sessions", f'<link rel="canonical" href="{world.url("/a/kept")}">')
    )


@traps("ever deeper folders", exit=1, cause="limit", limit="pages", limits=PAGES)
def deeper(world: World) -> None:
    def further(talk: Talk) -> Script:
        return whole(listing([(f"{talk.path}article", "An article")], "", _next(f"{talk.path}more/")))

    world.foot += _next("/more/")
    world.site.trees["/more/"] = made(
        lambda talk: whole(page("An article", talk.path)) if talk.path.endswith("article") else further(talk)
    )


@traps("ten addresses of one article", quick=True)
def ten(world: World) -> None:
    canonical = f'<link rel="canonical" href="{world.url(world.path)}">'
    world.site.trees[world.path] = whole(page("One article", "sameness", canonical))
    for number in range(10):
        world.list(f"{world.path}?from={number}", Fate.STORED)


@traps("an article whose further pages have no end")
def pages(world: World) -> None:
    def further(talk: Talk) -> Script:
        number = talk.path.count("/2") + 1
        pager = f'<nav class="page-links">Pages: <span>{number}</span> <a rel="next" href="{talk.path}/2">{number + 1}</a></nav>'
        return whole(page("An article of pages", f"page {number}", f'<link rel="next" href="{talk.path}/2">', pager))

    world.site.trees[world.path] = made(further)
    world.bad(world.site.trees[world.path], Fate.EITHER)


@traps("an article that is its own next page")
def own(world: World) -> None:
    pager = f'<nav class="page-links"><a rel="next" href="{world.path}">2</a></nav>'
    world.bad(whole(page("An article", "itself", f'<link rel="next" href="{world.path}">', pager)), Fate.STORED)


@traps("two articles that are each other's next page")
def pair(world: World) -> None:
    other = f"{world.path}-other"
    world.site.scripts[other] = whole(page("The other", "twins", f'<link rel="next" href="{world.path}">'))
    world.list(other, Fate.EITHER)
    world.bad(whole(page("The one", "twins", f'<link rel="next" href="{other}">')), Fate.EITHER)


@traps("a listing of 3,000 addresses of nothing", limit="articles", limits={"articles": 30.0})
def many(world: World) -> None:
    world.rows += [(f"/a/nothing-{number}", f"Nothing number {number}") for number in range(3_000)]


@traps("filters in every combination", exit=1, cause="limit", limit="pages", limits=PAGES)
def filters(world: World) -> None:
    def filtered(talk: Talk) -> Script:
        rows = [(f"/a/f-{abs(hash(talk.path)) % 10**9}", "One more article")]
        links = "".join(f'<a class="page-numbers" href="{talk.path}&f{n}={talk.count}">{n + 2}</a>' for n in range(5))
        return whole(listing(rows, "", f'<nav class="pagination">{links}</nav>{_next(talk.path + "&n")}'))

    world.foot += _next("/filter?x")
    world.site.trees["/filter"] = made(filtered)
    world.site.trees["/a/f-"] = made(lambda talk: whole(page("One more article", talk.path)))


@traps("a page for every address there is")
def everything(world: World) -> None:
    world.site.default = whole(page("Nothing to see here", "nothing"))


@traps("next pages that redirect to the next", exit=1, cause="any", limits=PAGES)
def redirecting(world: World) -> None:
    world.foot += _next("/page/2/")
    world.site.trees["/page/"] = made(lambda talk: redirect(f"/page/{_number(talk) + 1}/"))


@traps("300,000 links on a listing page", exit=1, cause="limit")
def links(world: World) -> None:
    world.foot += "<div>" + "".join(f'<a href="/t/{number}">t</a> ' for number in range(300_000)) + "</div>"
