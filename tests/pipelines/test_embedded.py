"""Bodies that a page holds as data alone: where they are found, how they read, and which ones are left."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.records import Article, Reject
from pipelines.body.rich_text import html_of
from pipelines.normalize import normalize
from pipelines.page import Page
from tests.cost import SIZE, bounded

FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
URL = "https://kite.example/views/the-tide-tables-of-1850"
TITLE = "The tide tables of 1850"
FIRST = "The harbour was dredged again in the spring, and the council argued about who should pay for the tugs."
SECOND = "Nobody kept the minutes, so that much of what follows rests on letters & on the ledgers of the pilots."
THIRD = "In the end the pilots paid, and the tables were printed at last."
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
HTML = f"<p>{FIRST}</p><p>{SECOND.replace('&', '&amp;')}</p><p>{THIRD}</p>"
OTHER = (
    f"<p>{'Quite another article, on the lighthouse and its keeper, which is much longer than this one. ' * 20}</p>"
)


def page(scripts: str, shown: str = "<div id=root></div>", url: str = URL) -> Page:
    html = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{TITLE} | Kite</title>"
        f"<meta property=og:title content='{TITLE}'></head><body>{shown}{scripts}<script src=/main.js></script></body></html>"
    )
    return Page("kite", url, html.encode(), FETCHED)


def script(value: Any, attributes: str = "type=application/json id=__NEXT_DATA__") -> str:
    return f"<script {attributes}>{json.dumps(value).replace('</', '<' + chr(92) + '/')}</script>"


def read(given: Page) -> Article:
    article = normalize(given)
    assert isinstance(article, Article), article
    return article


def next_data(article: dict[str, Any]) -> str:
    return script({"props": {"pageProps": {"article": article}}, "page": "/views/[slug]"})


JSON = json.dumps({"article": {"title": TITLE, "body": HTML}}).replace("</", "<\\/")
APOLLO = {
    "ROOT_QUERY": {"article({})": {"__ref": "Article:9"}},
    "Article:9": {"__typename": "Article", "headline": TITLE, 'body({"ads":1})': {"__ref": "Body:3"}},
    "Body:3": {"__typename": "Body", "json": [{"type": "p", "children": [{"type": "text", "data": text}]} for text in BODY.split("\n\n")]},
    "Article:8": {"headline": "The lighthouse and its keeper", "body": {"__ref": "Body:2"}},
    "Body:2": {"json": [{"type": "p", "children": [{"type": "text", "data": OTHER}]}]},
}  # fmt: skip
NUXT = [
    {"data": 1}, {"post": 2}, {"title": 3, "content": 4, "related": 5}, TITLE, HTML, [6], {"title": 7, "content": 8}, "The lighthouse and its keeper", OTHER,
]  # fmt: skip


@pytest.mark.parametrize(
    ("scripts", "method", "where"),
    [
        (next_data({"title": TITLE, "body": HTML}), "embedded json", "__NEXT_DATA__.props.pageProps.article.body"),
        (next_data({"title": {"rendered": TITLE}, "content": {"rendered": HTML}}), "embedded json", "__NEXT_DATA__.props.pageProps.article.content"),
        (next_data({"slug": "the-tide-tables-of-1850", "bodyHtml": HTML}), "embedded json", "__NEXT_DATA__.props.pageProps.article.bodyHtml"),
        (next_data({"headline": TITLE, "story": {"text": BODY}}), "embedded json", "__NEXT_DATA__.props.pageProps.article.story"),
        (next_data({"headline": TITLE, "text": json.dumps({"html": HTML})}), "embedded json", "__NEXT_DATA__.props.pageProps.article.text"),
        (f"<script>window.__INITIAL_STATE__ = {JSON};</script>", "embedded json", "__INITIAL_STATE__.article.body"),
        (f"<script>var a=1;window.__PRELOADED_STATE__={JSON};(function(){{}})()</script>", "embedded json", "__PRELOADED_STATE__.article.body"),
        (f"<script>window['appData'] = {JSON}</script>", "embedded json", "appData.article.body"),
        (f"<script>window.__STATE__ = JSON.parse({json.dumps(JSON)});</script>", "embedded json", "__STATE__.article.body"),
        (script(APOLLO, "").replace("<script >", "<script>window.__APOLLO_STATE__="), "embedded json", "__APOLLO_STATE__.Article:9.body"),
        (script(NUXT, "type=application/json id=__NUXT_DATA__"), "embedded json", "__NUXT_DATA__[0].data.post.content"),
        (script({"@type": "NewsArticle", "headline": TITLE, "articleBody": BODY}, "type=application/ld+json"), "json-ld", "articleBody"),
        (f"<div class=post-content><script type=text/template>{HTML}</script></div>", "template", "/html/body/div[2]/script"),
        (f"<article><noscript>{HTML}</noscript></article>", "noscript", "/html/body/article/noscript"),
    ],
)  # fmt: skip
def test_a_body_in_data_is_read(scripts: str, method: str, where: str) -> None:
    article = read(page(scripts))
    assert article.text == BODY
    told = next(evidence for evidence in article.provenance if evidence.field == "text")
    assert (told.method, told.where) == (method, where)


def blocks(kind: str) -> Any:
    """The body as a program of some kind keeps it: a heading, a paragraph with a link, a list of two, a quotation."""
    return {
        "portable text": [
            {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "Tides"}]},
            {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": "One < "}, {"_type": "span", "marks": ["strong"], "text": "two"}]},
            {"_type": "block", "style": "normal", "listItem": "bullet", "children": [{"_type": "span", "text": "Ebb"}]},
            {"_type": "block", "style": "normal", "listItem": "bullet", "children": [{"_type": "span", "text": "Flow"}]},
            {"_type": "block", "style": "blockquote", "children": [{"_type": "span", "text": "Said he"}]},
            {"_type": "image", "alt": "A quay"},
        ],
        "contentful": {
            "nodeType": "document",
            "content": [
                {"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "Tides", "marks": []}]},
                {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "One < ", "marks": []}, {"nodeType": "hyperlink", "data": {"uri": "/x"}, "content": [{"nodeType": "text", "value": "two", "marks": []}]}]},
                {"nodeType": "unordered-list", "content": [{"nodeType": "list-item", "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text, "marks": []}]}]} for text in ("Ebb", "Flow")]},
                {"nodeType": "blockquote", "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "Said he", "marks": []}]}]},
                {"nodeType": "embedded-asset-block", "data": {}, "content": []},
            ],
        },
        "draft": {
            "blocks": [
                {"type": "header-two", "text": "Tides"},
                {"type": "unstyled", "text": "One < two", "inlineStyleRanges": [], "entityRanges": []},
                {"type": "unordered-list-item", "text": "Ebb"},
                {"type": "unordered-list-item", "text": "Flow"},
                {"type": "blockquote", "text": "Said he"},
                {"type": "atomic", "text": " "},
            ],
            "entityMap": {},
        },
        "editorjs": {
            "time": 1,
            "blocks": [
                {"type": "header", "data": {"text": "Tides", "level": 2}},
                {"type": "paragraph", "data": {"text": "One &lt; <b>two</b>"}},
                {"type": "list", "data": {"style": "unordered", "items": ["Ebb", {"content": "Flow", "items": []}]}},
                {"type": "quote", "data": {"text": "Said he", "caption": ""}},
                {"type": "image", "data": {"file": {"url": "/a.png"}, "caption": "A quay"}},
            ],
            "version": "2.28",
        },
        "slate": [
            {"type": "heading-two", "children": [{"text": "Tides"}]},
            {"type": "paragraph", "children": [{"text": "One < "}, {"type": "link", "url": "/x", "children": [{"text": "two", "bold": True}]}]},
            {"type": "bulleted-list", "children": [{"type": "list-item", "children": [{"text": "Ebb"}]}, {"type": "list-item", "children": [{"text": "Flow"}]}]},
            {"type": "block-quote", "children": [{"text": "Said he"}]},
        ],
        "prosemirror": {
            "type": "doc",
            "content": [
                {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Tides"}]},
                {"type": "paragraph", "content": [{"type": "text", "text": "One < "}, {"type": "text", "text": "two", "marks": [{"type": "bold"}]}]},
                {"type": "bulletList", "content": [{"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]} for text in ("Ebb", "Flow")]},
                {"type": "blockquote", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Said he"}]}]},
            ],
        },
        "lexical": {
            "root": {
                "type": "root",
                "children": [
                    {"type": "heading", "tag": "h2", "children": [{"type": "text", "text": "Tides"}]},
                    {"type": "paragraph", "children": [{"type": "text", "text": "One < "}, {"type": "text", "text": "two", "format": 1}]},
                    {"type": "list", "tag": "ul", "children": [{"type": "listitem", "children": [{"type": "text", "text": text}]} for text in ("Ebb", "Flow")]},
                    {"type": "quote", "children": [{"type": "text", "text": "Said he"}]},
                ],
            }
        },
        "wordpress": [
            {"name": "core/heading", "attributes": {"content": "Tides", "level": 2}, "innerBlocks": []},
            {"name": "core/paragraph", "attributes": {"content": "One &lt; <em>two</em>"}, "innerBlocks": []},
            {"name": "core/list", "attributes": {}, "innerBlocks": [{"name": "core/list-item", "attributes": {"content": text}, "innerBlocks": []} for text in ("Ebb", "Flow")]},
            {"name": "core/quote", "attributes": {}, "innerBlocks": [{"name": "core/paragraph", "attributes": {"content": "Said he"}, "innerBlocks": []}]},
            {"name": "core/image", "attributes": {"caption": "A quay"}, "innerBlocks": []},
        ],
        "arc": [
            {"type": "header", "level": 2, "content": "Tides"},
            {"type": "text", "content": "One &lt; <b>two</b>"},
            {"type": "list", "list_type": "unordered", "items": [{"type": "text", "content": "Ebb"}, {"type": "text", "content": "Flow"}]},
            {"type": "quote", "content_elements": [{"type": "text", "content": "Said he"}]},
            {"type": "image", "caption": "A quay"},
        ],
        "parsed html": [
            {"type": "h2", "children": [{"type": "text", "data": "Tides"}]},
            {"type": "p", "children": [{"type": "text", "data": "One < "}, {"type": "a", "attribs": {"href": "/x"}, "children": [{"type": "text", "data": "two"}]}]},
            {"type": "ul", "children": [{"type": "li", "children": [{"type": "text", "data": text}]} for text in ("Ebb", "Flow")]},
            {"type": "blockquote", "children": [{"type": "p", "children": [{"type": "text", "data": "Said he"}]}]},
        ],
        "words": ["Tides", "One < two", "Ebb", "Flow", "Said he"],
    }[kind]  # fmt: skip


KINDS = [
    "portable text",
    "contentful",
    "draft",
    "editorjs",
    "slate",
    "prosemirror",
    "lexical",
    "wordpress",
    "arc",
    "parsed html",
    "words",
]


@pytest.mark.parametrize("kind", KINDS)
def test_blocks_become_lines_in_their_order(kind: str) -> None:
    long = blocks("words") if kind == "words" else blocks(kind)
    article = read(page(next_data({"title": TITLE, "body": long, "intro": "x"}).replace("Said he", "Said he who kept the ledgers of the pilots for thirty years, and read them to the council")))  # fmt: skip
    lines = article.text.replace("\n\n", "\n").split("\n")
    assert lines[:4] == ["Tides", "One < two", "Ebb", "Flow"]
    assert lines[4].startswith("Said he who kept")
    assert len(lines) == 5


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "words"])
def test_blocks_keep_their_elements(kind: str) -> None:
    html = html_of(blocks(kind))
    for element in ("<h2>Tides</h2>", "<li>", "<blockquote>"):
        assert element in html
    assert "quay" not in html


def test_links_and_emphasis_are_kept() -> None:
    assert '<a href="/x">two</a>' in html_of(blocks("contentful"))
    assert '<a href="/x">' in html_of(blocks("slate"))
    assert '<a href="/x">two</a>' in html_of(blocks("parsed html"))
    assert "<em>two</em>" in html_of(blocks("wordpress"))


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (f"{FIRST}\n{THIRD}", f"<p>{FIRST}</p><p>{THIRD}</p>"),
        ("A < B & C", "<p>A &lt; B &amp; C</p>"),
        ("&lt;p&gt;A&lt;/p&gt;", "<p>A</p>"),
        ("where a<b and c>d", "<p>where a&lt;b and c&gt;d</p>"),
        ("A <a class='x' href=/b>b</a>", "<p>A <a class='x' href=/b>b</a></p>"),
        ("A<br/>B &amp; C", "A<br/>B &amp; C"),
        ({"html": "<p>A</p>"}, "<p>A</p>"),
        ({"processed": "<p>A</p>", "format": "full"}, "<p>A</p>"),
        ({"type": "table", "data": {"content": [["A", "B"], ["1", "2"]]}}, "<table><tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr></table>"),
        (None, ""),
        (7, ""),
        ([], ""),
        ({"text": None}, ""),
    ],
)  # fmt: skip
def test_values_become_html(value: Any, html: str) -> None:
    assert html_of(value) == html


@pytest.mark.parametrize(
    "scripts",
    [
        next_data({"title": "The lighthouse and its keeper", "body": OTHER}),
        script({"related": [{"title": TITLE, "body": OTHER}]}),
        script({"articles": [{"title": f"Number {n}", "body": OTHER} for n in range(9)]}),
        script({"@type": "NewsArticle", "headline": "The lighthouse", "url": "https://kite.example/views/lighthouse", "articleBody": OTHER}, "type=application/ld+json"),
        f"<article><script type=text/template><h2>{{{{title}}}}</h2>{OTHER}</script></article>",
        f"<div class=box><script type=text/template>{OTHER}</script><noscript>{OTHER}</noscript></div>",
        f"<main><noscript><p>This page needs JavaScript. {'Allow it, and load the page once more, or write to the desk. ' * 5}</noscript></main>",
        "<script>window.__INITIAL_STATE__ = {article: {title: 'x'}};" + "x" * 300 + "</script>",
        script({"title": TITLE, "body": "Short."}),
        script({"site": {"name": "The Kite Institute", "text": OTHER}}).replace("<script", "<h1>The tide tables of 1850 | The Kite Institute</h1><script"),
        script({"topic": {"name": "The tide tables", "content": OTHER}}),
        script({"topic": {"slug": "tables-of-1850", "content": OTHER}}),
    ],
)  # fmt: skip
def test_what_is_another_s_or_nothing_is_left(scripts: str) -> None:
    given = normalize(page(scripts))
    assert isinstance(given, Reject)
    assert given.reason == "empty shell"


@pytest.mark.parametrize(
    "known_by",
    [
        {"slug": "the-tide-tables-of-1850"},
        {"url": "/views/the-tide-tables-of-1850/?from=home"},
        {"title": f"{TITLE} | The Kite Institute"},
        {"id": 70_441},
    ],
)
def test_the_article_is_known_by_its_address_its_title_or_its_number(known_by: dict[str, Any]) -> None:
    given = page(script({**known_by, "body": HTML}), url=f"https://kite.example/70441-{URL.rpartition('/')[2]}")
    html = given.body.replace(f"{TITLE} | Kite".encode(), f"{TITLE} | The Kite Institute".encode())
    assert read(replace(given, body=html)).text == BODY


def test_the_article_s_own_is_taken_among_many() -> None:
    many = [{"title": f"Number {n}", "body": OTHER, "slug": f"number-{n}-of-many"} for n in range(30)]
    own = {
        "title": TITLE,
        "body": HTML,
        "comments": [{"text": OTHER}],
        "related": many,
        "author": {"name": "Ann Lee", "description": OTHER},
    }
    assert read(page(script({"list": many, "current": own}))).text == BODY


def test_a_shown_body_wins() -> None:
    shown = (
        f"<article><h1>{TITLE}</h1>"
        + f"<p>{FIRST} It had been so for years, and everybody knew it well enough.</p>" * 12
        + "</article>"
    )
    article = read(page(next_data({"title": TITLE, "body": f"<p>{FIRST}</p>{OTHER}"}), shown))
    assert "lighthouse" not in article.text


def test_a_teaser_gives_way_to_the_body_that_begins_with_it() -> None:
    shown = f"<article><h1>{TITLE}</h1><p>{FIRST}</p><p>Subscribe to read on.</p></article>"
    assert read(page(next_data({"title": TITLE, "body": HTML}), shown)).text == BODY


def test_what_is_a_field_is_cut_from_data_as_well() -> None:
    html = f"<h1>{TITLE}</h1><p>Published: 5 March 2020</p>{HTML}"
    assert read(page(next_data({"title": TITLE, "body": html}))).text == BODY


def test_a_short_article_keeps_its_own_words() -> None:
    shown = f"<article><h1>{TITLE}</h1><p>{FIRST}</p></article>"
    assert read(page(next_data({"title": TITLE, "body": OTHER}), shown)).text == FIRST


@pytest.mark.parametrize("literal", ['"{quoted}"', "'{single}'"])
def test_strings_of_javascript_are_read(literal: str) -> None:
    data = json.dumps({"title": TITLE, "body": f"<p>It's “new”: {FIRST}</p>"})
    quoted = json.dumps(data)[1:-1].replace("<", "\\x3c")
    single = data.replace("\\", "\\\\").replace("'", "\\'").replace("<", "\\x3C")
    text = literal.replace("{quoted}", quoted).replace("{single}", single)
    assert read(page(f"<script>window.__DATA__=JSON.parse({text})</script>")).text == f"It's “new”: {FIRST}"


def test_data_in_percent_signs_is_read() -> None:
    data = quote(json.dumps({"title": TITLE, "body": HTML}))
    assert read(page(f'<script>window.__DATA__=JSON.parse(decodeURIComponent("{data}"))</script>')).text == BODY


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "scripts",
    [
        f"<script type=application/json>{'[' * SIZE}</script>",
        f"<script type=application/json>{'[' * 900}{']' * 900}{' ' * 200}</script>",
        f"<script type=application/json>{json.dumps({'title': TITLE, 'body': [{'type': 'p', 'children': []}] * (SIZE // 30)})}</script>",
        f"<script type=application/json>{json.dumps([{'title': TITLE, 'body': 'x' * 200}] * (SIZE // 250))}</script>",
        f"<script type=application/json>{json.dumps([{'data': 1}, [1] * (SIZE // 4)])}</script>",
        f"<script type=application/json>{json.dumps([{'data': 1}, *({'a': n, 'b': n} for n in range(2, SIZE // 20))])}</script>",
        f"<script>{'data={' * (SIZE // 6)}</script>",
        f"<script>{'data=[' * (SIZE // 6)}</script>",
        f"<script>{'state = JSON.parse(' * (SIZE // 20)}</script>",
        f"<script>data=JSON.parse('{chr(92) * SIZE}</script>",
        f"<script>{'x=' * (SIZE // 2)}</script>",
        f"<script>{'data' * (SIZE // 4)}=1</script>",
        f"<main><script type=text/template>{'<div>' * (SIZE // 5)}</script></main>",
        f"<main><script type=text/template>{'<' * SIZE}</script></main>",
    ],
)  # fmt: skip
def test_hostile_data_costs_little(scripts: str) -> None:
    with bounded():
        normalize(page(scripts))


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from([TITLE, HTML, BODY]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["title", "body", "type", "children", "text", "content", "html", "json", "blocks", "data", "items", "marks", "__ref", "id"]), inner, max_size=4),
    max_leaves=30,
)  # fmt: skip


@given(JSONS)
def test_any_data_is_read_or_left(value: Any) -> None:
    given = normalize(page(script([value, " " * 300])))
    assert isinstance(given, Article) or given.reason == "empty shell"
