"""Listing pages that are made to break who reads them: each a further one of the source, with an article of its own.

The article that stands on it has to be stored all the same, so that it can be told which page was lost.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.hostile.answers import made, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, good_rows, listing, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.hostile.case import More, Serve
    from tests.hostile.world import World

pages = Family("listing page")
FAMILIES = [pages]
DIGITS = "9" * 4_900  # int() takes no more than 4,300 (CVE-2020-10735)
FEW = "9" * 1_900  # as many as an address may have
N = 20_000
NOWHERE = (
    *("http://[", "http://[::1", "//", "http://a:b/", "http://127.0.0.1:99999/", "http://x:0/", "\x00"),
    *("http://[v1.x]/", "http://a..b/", "http://xn--/", "http://xn--a\u0301/", f"http://{'l' * 64}.example/"),
    *("http://%00/", "http://\u2100/", "//\\//", "http:///", "http://.", "http://-.-/", "?" * 3_000, "http://①/"),
)


def _on(head: str = "", foot: str = "", *, fate: Fate = Fate.STORED) -> Serve:
    """A page that lists the good articles and one of its own, between a head and a foot."""

    def serve(world: World) -> None:
        further(world, listing([*good_rows(), (world.path, "What only this page lists")], head, foot), fate)

    return serve


def further(world: World, body: str, fate: Fate = Fate.STORED) -> None:
    """A further listing page, and the article that it alone lists."""
    start = f"/l/{world.slug}"
    world.starts.append(start)
    world.site.scripts[start] = made(lambda _: whole(body))
    world.site.scripts[world.path] = whole(page("What only this page lists", world.slug.strip("_").replace("-", " ")))
    world.expect(world.path, fate)


def _data(said: str) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{said}</script>'


FEET: dict[str, Callable[[], str]] = {
    "number of 4,900 digits in a pager": lambda: (
        f'<nav class="pagination"><span>1</span><a href="?page=2">{DIGITS}</a><a href="?page={FEW}">3</a></nav>'
    ),
    "number of 4,900 digits in a pager's address": lambda: (
        f'<nav class="pagination"><a class="next" rel="next" href="?page={DIGITS}">Next</a></nav>'
    ),
    "page 1 of 4,900 digits": lambda: (
        f"<div>Page 1 of {DIGITS}</div><div>1-10 of {DIGITS} results</div><div>1 / {DIGITS}</div>"
    ),
    "offset of 1,900 digits": lambda: (
        f'<nav class="pagination"><a href="?offset={FEW}&limit={FEW}">2</a><a href="?start={FEW}">3</a></nav>'
    ),
    "digits that are no decimals": lambda: (
        '<nav class="pagination"><span>¹</span><a href="?page=%C2%B2">²</a><a href="?page=③">③</a></nav>'
        "<p>Page ① of ⑨</p><p>Ⅻ / ↂ</p>"
    ),
    "digits of another script": lambda: (
        '<nav class="pagination"><span>١</span><a href="?page=٢">٢</a><a href="?page=๓">๓</a></nav>'
    ),
    "options by the thousand": lambda: (
        "<form><select name=page>" + "".join(f"<option value={n}>{n}</option>" for n in range(N)) + "</select></form>"
    ),
    "forms of ASP.NET with megabytes of state": lambda: (
        f'<form action="" method="post"><input type="hidden" name="__VIEWSTATE" value="{"v" * 6_000_000}">'
        "<table><tr><td><span>1</span></td><td><a href=\"javascript:__doPostBack('g','Page$2')\">2</a></td></tr></table></form>"
    ),
    "forms of ASP.NET that post elsewhere": lambda: (
        '<form action="http://127.0.0.1:1/x" method="post"><input type="hidden" name="__VIEWSTATE" value="v">'
        "<table><tr><td><span>1</span></td><td><a href=\"javascript:__doPostBack('g','Page$2')\">2</a></td></tr></table></form>"
    ),
    "fields by the thousand": lambda: (
        '<form action="" method="post">'
        + "".join(f'<input type="hidden" name="f{n}" value="{n}">' for n in range(N))
        + "<span>1</span> <a href=\"javascript:__doPostBack('g','Page$2')\">2</a></form>"
    ),
    "data of Next.js, 100,000 levels deep": lambda: _data('{"a":' * 100_000 + "1" + "}" * 100_000),
    "data of Next.js, with a number of a megabyte": lambda: _data('{"page": ' + "9" * 1_000_000 + "}"),
    "data of Next.js, with odd rows": lambda: _data(
        json.dumps(
            {"props": {"posts": [None, 5, "x", [], {"url": 5, "title": []}, {"slug": {}, "title": None}] * 500}}
        )
    ),
    "data without an end": lambda: '<script id="__NEXT_DATA__" type="application/json">{"a": "' + "x" * 2_000_000,
    "scripted links that are bait": lambda: "".join(
        f'<div onclick="{said}">x</div>'
        for said in (
            "location" + " " * 200_000,
            "window.open(" * 20_000,
            "location='" + "a" * 200_000,
            "location=" * 20_000,
        )
    ),
    "a pager that is bait": lambda: (
        '<nav class="pagination">' + "<a href='?page=" + "1" * 1_500 + "'>" + "1 " * 100_000 + "</a></nav>"
    ),
    "dates that are bait": lambda: (
        "<div>" + "1 Jan " * 50_000 + "</div><time datetime='" + "2024-" * 50_000 + "'>x</time>"
    ),
    "links of a megabyte": lambda: "".join(f'<a href="/x/{letter * 1_000_000}">x</a>' for letter in "abc"),
    "links to no addresses": lambda: "".join(
        f'<li><a href="{to}">What is there to be seen</a></li>' for to in NOWHERE
    ),
    "30,000 rows of one address": lambda: "<ul>" + '<li><a href="/a/on-grain">On grain</a></li>' * 10_000 + "</ul>",
    "rows under each other": lambda: '<ul><li><a href="/x/1">What stands under the other</a>' * 5_000,
    "a template for each row": lambda: "<template><li><a href='/a/t'>{{ title }}</a></li></template>" * 10_000,
    "next pages by the thousand": lambda: "".join(f'<link rel="next" href="/n/{n}">' for n in range(200)),
    "years of no calendar": lambda: "".join(
        f'<a href="/{year}/">{year}</a> ' for year in ("0000", "9999", "99999", "-1", FEW, "２０２４", "٢٠٢٤")
    ),
    "characters that end a line, in titles": lambda: (
        "<ul>"
        + "".join(
            f'<li><a href="/a/on-grain?{n}">On{chr(n)}FORGED grain</a></li>' for n in (0x85, 0x2028, 0x2029, 0xB, 0xC)
        )
        + "</ul>"
    ),
}
# What they lead to is not there, or more than is taken: their runs say so.
LOUD = {
    "digits of another script": "layout",
    "options by the thousand": "layout",
    "30,000 rows of one address": "limit",
    "a template for each row": "limit",
}
for name, foot in FEET.items():
    more: More = {"alone": True, "exit": 1, "cause": LOUD[name]} if name in LOUD else {"quick": "4,900" in name}
    pages.add(name, lambda world, foot=foot: _on("", foot())(world), **more)
HEADS: dict[str, str] = {
    "sent on, to the host off the list": '<meta http-equiv="refresh" content="0; url={off}">',
    "sent on, to another site": '<meta http-equiv="refresh" content="0; url=http://192.0.2.1/">',
    "sent on, to no address": '<meta http-equiv="refresh" content="0; url=http://[">',
    "sent on, to a script": '<meta http-equiv="refresh" content="0; url=javascript:alert(1)">',
    "sent on, to a file": '<meta http-equiv="refresh" content="0; url=file:///etc/passwd">',
    "sent on, after 5,000 digits of seconds": f'<meta http-equiv="refresh" content="{DIGITS}; url=/a/on-grain">',
    "with a base of a script": '<base href="javascript:alert(1)//">',
    "with a base of data": '<base href="data:text/html,">',
    "with a base of no address": '<base href="http://[">',
}
for name, head in HEADS.items():
    pages.add(
        name,
        lambda world, head=head: _on(head.replace("{off}", world.off_url()))(world),
        quick=name == "sent on, to the host off the list",
    )
