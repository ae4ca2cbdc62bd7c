"""Pages that want to be another: by canonical address, by alias, by sameness. A good article stays what its own page says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.hostile.answers import redirect, whole
from tests.hostile.case import Family
from tests.hostile.cases.listings import further
from tests.hostile.world import Fate, good_path, good_rows, listing, page

if TYPE_CHECKING:
    from tests.hostile.case import Serve
    from tests.hostile.world import World

hijacks = Family("passes for a good article", alone=True)
FAMILIES = [hijacks]
GRAIN = good_path(0)


def _page(head: str, *lines: str) -> Serve:
    """A page with words of its own, listed before all others."""

    def serve(world: World) -> None:
        url = world.url(GRAIN)
        said = page("On grain, forged", "poison", head.replace("GRAIN", url))
        world.site.scripts[world.path] = whole(said, *(line.replace("GRAIN", url) for line in lines))
        world.expect(world.path, Fate.EITHER)
        world.site.scripts["/"] = whole(listing([(world.path, "On grain, as it is not"), *good_rows()]))

    return serve


DATA = json.dumps({"@context": "https://schema.org", "@type": "Article", "url": "GRAIN", "mainEntityOfPage": "GRAIN"})
HEADS = {
    "its canonical": '<link rel="canonical" href="GRAIN">',
    "its canonical, in capitals": '<LINK REL="CANONICAL" HREF="GRAIN">',
    "its canonical with a query": '<link rel="canonical" href="GRAIN?utm_source=x">',
    "its og:url": '<meta property="og:url" content="GRAIN">',
    "its JSON-LD": f'<script type="application/ld+json">{DATA}</script>',
    "its base": '<base href="GRAIN">',
    "its canonical, and gone": '<link rel="canonical" href="GRAIN"><meta name="robots" content="noindex, unavailable_after: 2001-01-01">',
    "its AMP": '<link rel="amphtml" href="GRAIN"><link rel="shortlink" href="GRAIN">',
    "its next page": '<link rel="next" href="GRAIN">',
    "its single page": '<link rel="alternate" type="text/html" hreflang="x-default" href="GRAIN">',
}
for name, head in HEADS.items():
    hijacks.add(f"by {name}", _page(head), quick=name == "its canonical")
hijacks.add("by a canonical in a header", _page("", 'Link: <GRAIN>; rel="canonical"'))
hijacks.add("by Content-Location", _page("", "Content-Location: GRAIN"))


@hijacks("by being its next page")
def paged(world: World) -> None:
    """A page that the good one does not name is none of its pages."""
    pager = f'<nav class="page-links">Pages: <a href="{world.url(GRAIN)}">1</a> <span>2</span></nav>'
    _page(f'<link rel="prev" href="{world.url(GRAIN)}">{pager}')(world)


@hijacks("by a redirect from its address with a tracking parameter")
def tracked(world: World) -> None:
    world.site.scripts[f"{GRAIN}?utm_source=x"] = redirect(world.path)
    world.list(f"{GRAIN}?utm_source=x", Fate.EITHER)
    world.bad(whole(page("On grain, forged", "poison")), Fate.EITHER)


@hijacks("by its address in other letters")
def letters(world: World) -> None:
    for forged in ("/a/on-%67rain", "/a//on-grain", "/a/On-Grain", "/a/on-grain/", "/a/on-grain;x"):
        world.site.scripts[forged] = whole(page("On grain, forged", "poison"))
        world.list(forged, Fate.EITHER, known_by=forged)


@hijacks("by 50 copies of it under other addresses")
def copies(world: World) -> None:
    """On a further listing page, as a mirror of the site would be."""
    rows = [(f"/copy/{number}", f"On grain, as copy {number} has it") for number in range(50)]
    world.site.trees["/copy/"] = whole(page("On grain", "grain"))
    further(world, listing([*rows, (world.path, "What only this page lists")]))
