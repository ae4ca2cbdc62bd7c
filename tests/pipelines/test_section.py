"""Where does the article stand, and what is it about? Sections, topics and summaries, and what only looks like them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import section, topics
from pipelines.document import Document, document
from pipelines.page import Hints, Page
from pipelines.section import read_section
from pipelines.summary import read_summary
from pipelines.topics import read_topics
from tests.cost import SIZE, bounded

FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
URL = "https://kite.example/views/9.html"
TITLE = "Who pays for the breakwater"


def parsed(body: str, head: str = "", hints: Hints | None = None) -> Document:
    html = f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    read = document(Page("kite", URL, html.encode(), FETCHED, hints=hints or Hints()))
    assert read is not None
    return read


def ld(**said: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "Article", **said})}</script>'


def trail(*crumbs: tuple[str, str]) -> str:
    items = [{"position": at, "name": name, "item": item} for at, (name, item) in enumerate(crumbs, 1)]
    return f'<script type="application/ld+json">{json.dumps({"@type": "BreadcrumbList", "itemListElement": items})}</script>'


HOME, SEA = ("Home", "https://kite.example/"), ("Sea", "https://kite.example/sea/")


@pytest.mark.parametrize(
    ("body", "head", "name"),
    [
        ("", ld(articleSection="Energy"), "Energy"),
        ("", ld(articleSection=["Energy", "Sea"]), "Energy"),
        ("", ld(articleSection="Energy,Sea"), "Energy"),
        ("", ld(articleSection="Arts, Culture and Media"), "Arts, Culture and Media"),
        ("", ld(articleSection="Trade &#038; Ports"), "Trade & Ports"),
        ("", '<meta property="article:section" content="Energy">', "Energy"),
        ("", trail(HOME, SEA, (TITLE, URL)), "Sea"),
        ("", trail(HOME, SEA), "Sea"),
        ("", trail(HOME), None),
        ("<div class='place'>Current location:<a>Home</a> &gt; <a>Views</a> &gt; x</div>", "", "Views"),
        ("<div>当前位置：<a>首页</a> &gt; <a>评论</a></div>", "", "评论"),
        ("<div>您的位置：首页 &gt; 评论 &gt; 正文</div>", "", "评论"),
        ("<p>Home » Publications » Who pays</p>", "", "Publications"),
        ("<nav aria-label='Breadcrumb'><a href='/'>Home</a><a href='/sea/'>Sea</a></nav>", "", "Sea"),
        (
            f"<nav class='breadcrumbs'><a href='/'>Home</a><a href='/sea/'>Sea</a><a href='{URL}'>Who</a></nav>",
            "",
            "Sea",
        ),
        (
            (
                "<ol itemscope itemtype='https://schema.org/BreadcrumbList'><li itemprop='itemListElement'><a href='/'>Home</a></li>"
                "<li itemprop='itemListElement'><a href='/sea/'>Sea</a></li></ol>"
            ),
            "",
            "Sea",
        ),
        # No section
        ("", "", None),
        ("<nav class='breadcrumbs'><a>Home</a></nav>", "", None),
        (f"<nav class='breadcrumbs'><a>Home</a><a href='/x'>{TITLE}</a></nav>", "", None),
        ("<nav class='breadcrumbs'><a>Kite</a></nav>", "<meta property='og:site_name' content='Kite'>", None),
        ("<nav class='breadcrumbs'><a>kite.example</a></nav>", "", None),
        ("<nav class='breadcrumbs'><a>Back to overview</a></nav>", "", None),
        ("<nav class='breadcrumbs'><a>&lt; Back to the blog</a></nav>", "", None),
        ("<nav class='breadcrumbs'><a>Home {{ item.title }}</a></nav>", "", None),
        ("<ul class='region-breadcrumb'><a>Español</a></ul>", "", None),
        ("<p>Location: Harbour Town / Owl Island / online</p>", "", None),
        ("<nav class='breadcrumbs'><a>2022</a></nav>", "", None),
        ("<a class='tag-cloud-link tag-link-position-1'>Sea</a>", "", None),
        ("<div class='position-relative'><a>Subscribe now</a></div>", "", None),
        ("<li><a href='/l/'>Locations</a></li>", "", None),
        ("<p>A > B is how the paper puts it</p>", "", None),
        ("<nav class='breadcrumbs'><a>Home</a><a>Sea</a><a>2020</a><a>March</a></nav>", "", "Sea"),
        ("<nav class='breadcrumbs'><a>Home</a><a>2020</a><a>March</a></nav>", "", None),
        ("<nav class='breadcrumbs'><a>Space</a><a>Mars</a></nav>", "", "Mars"),
        ("<nav class='breadcrumbs'><a>Home</a><a>March 2020</a></nav>", "", None),
        ("<nav class='breadcrumbs'><a>Home</a><a>5 March 2020</a></nav>", "", None),
        ("<nav class='breadcrumbs'><a>Home</a><a>Budget 2020</a></nav>", "", "Budget 2020"),
        (
            "<div><a href='/'>Home</a> » <a href='/authors/'>Authors</a> » <a href='/authors/ann'>Ann Lee</a> » x</div>",
            "",
            None,
        ),
        ("<nav class='breadcrumbs'><a>Sea</a><a href='/author/ann'>Ann Lee</a></nav>", "", "Sea"),
        (
            "<a href='/staff/ann'>Ann Lee</a>",
            trail(HOME, SEA, ("Ann Lee", "https://kite.example/s/1"), (TITLE, URL)),
            "Sea",
        ),
        ("", ld(articleSection="Uncategorized"), None),
        ("", ld(articleSection=TITLE), None),
        ("", ld(articleSection="word " * 40), None),
    ],
)
def test_sections(body: str, head: str, name: str | None) -> None:
    read = read_section(parsed(body, head), TITLE)
    assert read.value == name
    assert bool(read.evidence) == (name is not None)


def test_a_section_that_is_not_believed_is_refused() -> None:
    read = read_section(parsed("", ld(articleSection=["Uncategorized", TITLE, "Sea"])), TITLE)
    assert read.value == "Sea"
    assert [(refusal.reason, refusal.raw) for refusal in read.refusals] == [
        ("what is not sorted has no section", "Uncategorized"),
        ("the title", TITLE),
    ]


def test_the_sources_selector_comes_first() -> None:
    hints = Hints(selectors=(("section", "p.s"),))
    assert read_section(parsed("<p class='s'>Chosen</p>", ld(articleSection="Sea"), hints), TITLE).value == "Chosen"


@pytest.mark.parametrize(
    ("body", "head", "words"),
    [
        ("", ld(keywords="trade, ports"), ["trade", "ports"]),
        ("", ld(keywords=["trade", {"@type": "DefinedTerm", "name": "ports"}]), ["trade", "ports"]),
        ("", '<meta name="keywords" content="trade; ports，海">', ["trade", "ports", "海"]),
        ("", '<meta name="keywords" content="Plants &amp;amp; Crops">', ["Plants & Crops"]),
        ("", '<meta property="article:tag" content="Trade"><meta property="article:tag" content="trade">', ["Trade"]),
        ('<a rel="tag">Trade</a>', '<meta name="keywords" content="trade; ports">', ["trade", "ports"]),
        ('<a rel="category tag">#Trade</a>', "", ["Trade"]),
        ('<ul class="post-tags"><li><a>Trade</a></li><li><a>Ports</a></li></ul>', "", ["Trade", "Ports"]),
        ('<article><footer class="tags"><a>Trade</a></footer></article>', "", ["Trade"]),
        ("<p>Keywords: trade, ports</p>", "", ["trade", "ports"]),
        ("<p>关键词：海湾；港口</p>", "", ["海湾", "港口"]),
        ("<p>Keywords: trade, ports.</p>", "", ["trade", "ports"]),
        ("<p>Tags: #trade #ports</p>", "", ["trade", "ports"]),
        ("<p>Topics: we shall look at why the sea came in.</p><p>Keywords: sea</p>", "", ["sea"]),
        ("<p>Tags: Uncategorized, sea</p>", "", ["sea"]),
        # Not the article's
        ("<p>Topics: we shall discuss how the tides rise, and the fall of trade.</p>", "", []),
        ("", '<meta name="keywords" content="Kite, trade"><meta property="og:site_name" content="Kite">', ["trade"]),
        ('<div class="tag-cloud"><a>Trade</a></div>', "", []),
        ('<aside><ul class="tags"><a>Trade</a></ul></aside>', "", []),
        ('<div class="related"><a rel="tag">Trade</a></div>', "", []),
        ('<ul class="tags">' + "<a>Trade</a>" * 50 + "</ul>", "", []),
        ("", '<meta name="keywords" content=", ; -">', []),
        ("", "", []),
    ],
)
def test_topics(body: str, head: str, words: list[str]) -> None:
    read = read_topics(parsed(body, head))
    assert list(read.value or ()) == words
    assert bool(read.evidence) == bool(words)


SHORT = "The harbour town spends more on its breakwater than it says."


@pytest.mark.parametrize(
    ("body", "head", "words", "method"),
    [
        ("", '<meta name="description" content="In short.">', "In short.", "meta"),
        ("", '<meta property="og:description" content="Ann&amp;nbsp;Lee&amp;#039;s view">', "Ann Lee's view", "meta"),
        ("", ld(description="In short."), "In short.", "json-ld"),
        (f"<p class='article-standfirst'>{SHORT}</p>", "", SHORT, "standfirst"),
        (f"<div class='abstract'>{SHORT}</div>", "", SHORT, "standfirst"),
        (f"<p>Abstract: {SHORT}</p>", "", SHORT, "standfirst"),
        (
            "<p>摘要：" + "海湾小城在防波堤上花的钱比说的多。" * 3 + "</p>",
            "",
            "海湾小城在防波堤上花的钱比说的多。" * 3,
            "standfirst",
        ),
        (
            f"<p class='standfirst'>{SHORT}</p>",
            '<meta name="description" content="Kite"><title>Kite</title>',
            SHORT,
            "standfirst",
        ),
        (
            "",
            f'<meta name="description" content="&lt;p&gt;A &lt;b&gt;l&lt;/b&gt;ong wall.&lt;br/&gt;{SHORT}&lt;/p&gt;">',
            f"A long wall. {SHORT}",
            "meta",
        ),
        ("", f'<meta name="description" content="[vc_row a=1][vc_column]{SHORT}[/vc_column]">', SHORT, "meta"),
        (
            "",
            '<meta name="description" content="If a < b, see &lt;The Tide: a tale&gt; of 5 > 4 [1]">',
            "If a < b, see <The Tide: a tale> of 5 > 4 [1]",
            "meta",
        ),
        ("", f'<meta name="description" content="{SHORT[:30]}…">' + ld(description=SHORT), SHORT, "json-ld"),
        (
            f"<p class='standfirst'>{SHORT}</p>",
            f'<meta name="description" content="{SHORT[:30]} [...]">',
            SHORT,
            "standfirst",
        ),
        (
            "",
            f'<meta name="description" content="{SHORT[:30]}...">' + ld(description="Of kites."),
            f"{SHORT[:30]}...",
            "meta",
        ),
        (
            "",
            f'<meta name="description" content="Sea, tides, ports, ships, and the {SHORT}">',
            f"Sea, tides, ports, ships, and the {SHORT}",
            "meta",
        ),
        # Nothing that sums it up
        ("", '<meta name="description" content="tides, trade, sea ports, ships, kite, institute">', None, None),
        ("", '<meta name="description" content="Just another WordPress site">', None, None),
        (
            "<p class='site-description'>All on kites</p>",
            '<meta name="description" content="All on kites">',
            None,
            None,
        ),
        ("", f'<title>{TITLE}</title><meta name="description" content="{TITLE}">', None, None),
        ("", '<meta property="og:site_name" content="Kite"><meta name="description" content="Kite">', None, None),
        ("", '<meta name="description" content="...">', None, None),
        (
            "",
            '<script type="application/ld+json">{"@type":"WebSite","description":"All on kites"}</script><meta name="description" content="All on kites">',
            None,
            None,
        ),
        (f"<aside class='abstract'>{SHORT}</aside>", "", None, None),
        (f"<figure class='abstract'>{SHORT}</figure>", "", None, None),
        ("<p class='dek'>Short</p>", "", None, None),
        ("", "", None, None),
    ],
)
def test_summaries(body: str, head: str, words: str | None, method: str | None) -> None:
    read = read_summary(parsed(body, head))
    assert read.value == words
    assert [evidence.method for evidence in read.evidence] == ([method] if method else [])


def test_what_is_no_topic_is_refused() -> None:
    sentence = "we shall discuss how the tides rise"
    refusals = read_topics(parsed(f"<p>Topics: {sentence}.</p>", ld(keywords="Uncategorized"))).refusals
    assert [(one.reason, one.raw) for one in refusals] == [
        ("what is not sorted has no topic", "Uncategorized"),
        ("a sentence, no list", f"{sentence}."),
    ]


PIECES = [
    "<a ",
    "<",
    "[a_",
    "…",
    "# #a ",
    "Home > ",
    "> ",
    "»",
    "you are here: ",
    "a, ",
    ",",
    "Tags: ",
    "tags ",
    "&amp;",
    "crumb ",
    "-",
    "x",
    "关键词：",
    "摘要：",
    "海",
    "breadcrumb-",
    "/ ",
    "Abstract: ",
]


@pytest.mark.no_cover
@pytest.mark.parametrize("piece", PIECES)
def test_hostile_text_is_read_in_time(piece: str) -> None:
    text = (piece * SIZE)[:SIZE]
    body = (
        f"<p>{text}</p><div class='{text}'><a>{text}</a></div><p class='tags'>{text}</p>"
        + f"<p>{piece * 9}</p>" * 2_000
    )
    head = f'<meta name="keywords" content="{text}"><meta name="description" content="{text}">' + ld(
        articleSection=text
    )
    read = parsed(body, head)
    with bounded():
        read_section(read, text)
        read_topics(read)
        read_summary(read)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=9), max_size=20).map("".join))
def test_any_words_give_bounded_values(text: str) -> None:
    head = ld(articleSection=text, keywords=text, description=text)
    read = parsed("<nav class='breadcrumb'><a></a><a href='['>x</a></nav>", head)
    assert len(read_section(read, text).value or "") <= section.LONGEST
    found = read_topics(read).value or ()
    assert len(found) <= topics.MOST_TOPICS
    assert len(set(found)) == len(found)
    read_summary(read)
