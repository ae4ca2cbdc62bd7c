"""Markup and JSON-LD that is too deep, too wide, too long or full of words that want to be something else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.hostile.answers import made, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

markup = Family("markup")
data = Family("JSON-LD")
FAMILIES = [markup, data]
FORGED = "A title\nFORGED 2026-01-01 00:00:00 [scrapy] INFO: all is well\x1b[31m\r\nFORGED"
N = 100_000


def _in(more: str, head: str = "") -> str:
    return page("An article in odd markup", "markup", head, more)


MARKUP: dict[str, Callable[[], str]] = {
    "100,000 elements deep": lambda: _in("<div>" * N),
    "100,000 elements deep, and closed": lambda: _in("<b>" * N + "deep" + "</b>" * N),
    "100,000 attributes": lambda: _in(f"<p {' '.join(f'a{n}=b' for n in range(N))}>x</p>"),
    "an attribute of 5 MB": lambda: _in(f"<p title='{'t' * 5_000_000}'>x</p>"),
    "an attribute that never ends": lambda: _in("<p title='" + "t" * 1_000_000),
    "a comment that never ends": lambda: _in("<!--" + "-" * 1_000_000),
    "a script that never ends": lambda: _in("<script>" + "a<!--<script>" * N),
    "1,000,000 less-than signs": lambda: _in("<" * 1_000_000),
    "300,000 empty elements": lambda: _in("<i></i>" * 300_000),
    "100,000 tables in tables": lambda: _in("<table><tr><td>" * 20_000),
    "a table of 200,000 cells": lambda: _in("<table>" + "<tr>" + "<td>1</td>" * 200_000 + "</tr></table>"),
    "a table that spans a million columns": lambda: _in(
        "<table><tr><td colspan=1000000 rowspan=1000000>x</td></tr></table>" * 50
    ),
    "lists in lists": lambda: _in("<ul><li>" * 20_000),
    "quotes in quotes": lambda: _in("<blockquote>" * 20_000),
    "formatting that is adopted": lambda: _in("<a><p>" * 20_000),
    "forms in forms": lambda: _in("<form><input name=x>" * 50_000),
    "entities without an end": lambda: _in("&" * 500_000 + "&amp" * N),
    "SVG and mathematics in each other": lambda: _in("<svg><foreignObject><math><annotation-xml>" * 5_000),
    "a template": lambda: _in("<template>" * 10_000 + "<p>hidden</p>"),
    "plaintext": lambda: _in("<plaintext>" + "</html>" * 1_000),
    "15 MB of text": lambda: _in("<p>" + "A sentence of many. " * 700_000 + "</p>"),
    "one word of 5 MB": lambda: _in("<p>" + "a" * 5_000_000 + "</p>"),
    "100,000 links": lambda: _in("".join(f'<a href="/x/{n}">link {n}</a> ' for n in range(N))),
    "100,000 paragraphs": lambda: _in("<p>One more.</p>" * N),
    "spaces that make patterns backtrack": lambda: _in("<p>By " + " " * N + "x</p><p>" + "1 " * N + "January</p>"),
    "an entity of XML": lambda: (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/passwd">]>' + _in("<p>&b; &f;</p>")
    ),
    "a title that forges a log": lambda: page(FORGED, "forgery"),
    "a title of a megabyte": lambda: page("t" * 1_000_000, "titles"),
    "a title that climbs": lambda: page("../../../../etc/passwd\0", "climbing"),
    "an author that forges a log": lambda: _in("", f'<meta name="author" content="{FORGED}">'),
    "100,000 meta elements": lambda: _in("", '<meta name="author" content="Ada Brun">' * N),
    "a base of no address": lambda: _in('<a rel="next" href="2">2</a>', '<base href="http://[:::]:port/">'),
    "styles that hide all": lambda: _in("", "<style>*{display:none}</style><style>" + "a{}" * N + "</style>"),
    "links to no addresses": lambda: _in(
        "".join(f'<a href="{to}">x</a>' for to in ("http://[", "//", ":", "http://a:b:c/", "?" * 99, "\x00")) * 99
    ),
    "nothing but white space": lambda: " \n" * 500_000,
    "a frame set": lambda: "<html><frameset cols=50%><frame src=/a/on-grain><frame src=/></frameset></html>",
}
QUICK = {"100,000 elements deep", "100,000 attributes", "1,000,000 less-than signs", "a title that forges a log"}
for name, body in MARKUP.items():
    markup.add(
        name, lambda world, body=body: world.bad(made(lambda _: whole(body())), Fate.EITHER), quick=name in QUICK
    )


def _ld(said: object) -> str:
    text = said if isinstance(said, str) else json.dumps(said)
    return page("An article with data", "data", f'<script type="application/ld+json">{text}</script>')


def _article(**more: object) -> Mapping[str, object]:
    return {"@context": "https://schema.org", "@type": "Article", "headline": "An article with data", **more}


DATA: dict[str, Callable[[], str]] = {
    "100,000 levels deep": lambda: _ld("[" * N + "]" * N),
    "100,000 levels of objects": lambda: _ld('{"a":' * N + "1" + "}" * N),
    "a number of a megabyte": lambda: _ld('{"@type": "Article", "wordCount": ' + "9" * 1_000_000 + "}"),
    "infinite numbers": lambda: _ld(
        '{"@type": "Article", "interactionCount": Infinity, "wordCount": NaN, "x": 1e999999}'
    ),
    "100,000 nodes": lambda: _ld(
        {"@context": "https://schema.org", "@graph": [_article(author=f"Author {n}") for n in range(N)]}
    ),
    "a cycle of ids": lambda: _ld(
        {
            "@graph": [
                {"@id": "#a", "author": {"@id": "#b"}},
                {"@id": "#b", "author": {"@id": "#a"}},
                _article(author={"@id": "#a"}),
            ]
        }
    ),
    "types that are not asked for": lambda: _ld(
        _article(author=7, datePublished=[], image={"url": {"url": 5}}, headline={"a": 1}, keywords=None)
    ),
    "keys twice": lambda: _ld(
        '{"@type": "Article", "headline": "a", "headline": "b", "@type": "Person", "author": {}, "author": []}'
    ),
    "lone surrogates": lambda: _ld(
        '{"@type": "Article", "headline": "\\ud800 x", "author": {"name": "\\udfff"}, "datePublished": "\\ud800"}'
    ),
    "a date of no calendar": lambda: _ld(
        _article(datePublished="99999-99-99T99:99:99+99:99", dateModified="-0001-01-01", dateCreated=10**30)
    ),
    "10,000 authors": lambda: _ld(
        _article(author=[{"@type": "Person", "name": f"Name Number{n}"} for n in range(10_000)])
    ),
    "a body of 10 MB": lambda: _ld(_article(articleBody="A sentence. " * 800_000)),
    "a comment inside": lambda: _ld('<!-- {"@type": "Article"} --> /* x */ // {'),
    "50,000 scripts": lambda: page(
        "An article with data", "data", '<script type="application/ld+json">{"@type": "Article"}</script>' * 50_000
    ),
}
for name, body in DATA.items():
    data.add(
        name,
        lambda world, body=body: world.bad(made(lambda _: whole(body())), Fate.EITHER),
        quick=name in {"100,000 levels deep", "a number of a megabyte", "lone surrogates"},
    )
