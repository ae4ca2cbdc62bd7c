"""Pages made to cost much, by their shape and for any size: what a site could send, by fault or by intent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.made import TEXT, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.page import Page


def _repeated(piece: str, before: str = "", after: str = "") -> Callable[[int], Page]:
    """A page with so many characters of one piece in its body."""
    return lambda size: page(f"<h1>T</h1>{TEXT}{before}{piece * (size // len(piece))}{after}")


def _numbered(piece: str, before: str = "", after: str = "") -> Callable[[int], Page]:
    """The same, the piece with another number each time."""
    return lambda size: page(
        f"<h1>T</h1>{TEXT}{before}{''.join(piece.format(n) for n in range(size // len(piece)))}{after}"
    )


def _head(before: str, piece: str, after: str) -> Callable[[int], Page]:
    """A page with the piece in its head."""
    return lambda size: page(f"<h1>T</h1>{TEXT}", before + piece * (size // len(piece)) + after)


def _state(size: int) -> Page:
    """A page that holds its article as data, and much else."""
    node = {"title": "T", "body": TEXT}
    data = json.dumps([node] * (size // len(TEXT)))
    return page(f'<div id="root"></div><script id="__NEXT_DATA__" type="application/json">{data}</script>')


SENTENCE = "The committee met again in the autumn and agreed on very little. "
LD = '<script type="application/ld+json">'
ARTICLE = '{"@type": "Article", "headline": "T", "author": {"name": "Ann Lee"}}'

SHAPES: dict[str, Callable[[int], Page]] = {
    "deep elements": _repeated("<div><p>The committee met.</p>"),
    "deep emphasis": _repeated("<b>a "),
    "deep lists": _repeated("<ul><li>item "),
    "deep quotes": _repeated("<blockquote><p>said "),
    "deep tables": _repeated("<table><tr><td>x"),
    "tiny lines": _repeated("<p>x</p>"),
    "line breaks": _repeated("x<br>", "<p>"),
    "paragraphs": _repeated("<p>A short paragraph of text.</p>"),
    "one paragraph": _repeated(SENTENCE, "<p>"),
    "one word": _repeated("x", "<p>"),
    "one Chinese paragraph": _repeated("委员会再次开会。", "<p>"),
    "code": _repeated("x = 1\n", "<pre>"),
    "headings": _repeated("<h2>Heading</h2>"),
    "emphasis": _repeated("<em>a</em><strong>b</strong>", "<p>"),
    "links": _repeated("<a href=/x>y</a>"),
    "links in text": _repeated("<a href=/x>y</a> and ", "<p>"),
    "linked lines": _numbered("<p><a href='/views/{}.html'>Committee meets</a></p>"),
    "pager": _numbered("<a href='/views/9_{0}.html'>{0}</a>", "<div class=pagination>"),
    "cards": _repeated("<div class=card><h3><a href=/v/1>Other article</a></h3><p>Its teaser.</p></div>"),
    "long table": _repeated("<tr><td>a</td><td>b</td></tr>", "<table>", "</table>"),
    "wide table": _repeated("<td>a</td>", "<table><tr>", "</table>"),
    "spans": _repeated("<tr><td colspan=1000 rowspan=65534>a</td></tr>", "<table>", "</table>"),
    "long attribute": _repeated("date author ", "<p class='", "'>x</p>"),
    "long address": _repeated("x/", "<a href='/", "'>x</a>"),
    "many attributes": _numbered(" a{}=1", "<p", ">x</p>"),
    "many names": _numbered("<x{0}>y</x{0}>"),
    "pictures": _repeated("<figure><img src=/a.png><figcaption>A picture</figcaption></figure>"),
    "footnotes": _numbered("x<sup><a href='#f{0}'>1</a></sup><i id='f{0}'>note</i>", "<p>"),
    "times": _repeated("<time datetime='2020-03-05'>5 March 2020</time>"),
    "notices": _repeated("© 2019 Kite Ltd. All rights reserved. ", "<footer>"),
    "comments": _repeated("<!-- x -->"),
    "scripts": _repeated("<script>var a=1;</script>"),
    "one script": _repeated("var a=1;", "<script>", "</script>"),
    "templates": _repeated("<template><p>x</p></template>"),
    "frames": _repeated("<iframe src=/x></iframe>"),
    "forms": _repeated("<form><input name=a><textarea>x</textarea></form>"),
    "entities": _repeated("&amp;", "<p>"),
    "references": _repeated("&#x41;", "<p>"),
    "angles": _repeated("<", "<p>"),
    "metadata": _head("", "<meta name=author content='Ann Lee'>", ""),
    "linked data": _head(LD + '{"@graph": [', ARTICLE + ", ", "{}]}</script>"),
    "deep data": _head(LD, '{"a":', "</script>"),
    "deep lists of data": _head(LD, "[", "</script>"),
    "state": _state,
}
