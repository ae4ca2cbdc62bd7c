"""Listings: the article links of many systems' pages, and only those; and the pages that go on from them."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.demo.prose import ENGLISH
from crawler.listings.html import read
from crawler.listings.record import Link, Rule, Turn

URL = "https://kite.example/news/"
NAV = '<nav class="menu"><a href="/">Home</a><a href="/about">About us</a><a href="/news/">News</a><a href="/contact">Contact</a></nav>'
FOOTER = '<footer><a href="/imprint">Imprint and legal notice</a><a href="/privacy">Privacy policy of this site</a></footer>'
ASIDE = '<aside class="sidebar"><h3>Most read</h3><ul><li><a href="/p/1">An old article that everybody reads</a></li><li><a href="/p/2">Another old article that many still read</a></li></ul></aside>'
TITLES = (
    "What the harbour owes the town behind it",
    "A second look at the price of grain",
    "Night trains and the places they pass",
    "Why the ferry leaves before the bus arrives",
    "Four lessons from a very small election",
    "The long way to a shorter queue",
)


def page(rows: str, after: str = "", nav: str = NAV) -> str:
    return f"<html><body>{nav}<main>{rows}{after}</main>{ASIDE}{FOOTER}</body></html>"


def rows(pattern: str) -> str:
    return "".join(pattern.format(n=number, title=title) for number, title in enumerate(TITLES))


SHAPES = {
    "classic list": "<ul class='list'>"
    + rows("<li><a href='/a/{n}'>{title}</a><span>2024-03-0{n}</span></li>")
    + "</ul>",
    "wordpress": rows(
        "<article class='post-{n} post type-post category-x{n}'><header class='entry-header'><h2 class='entry-title'><a href='/a/{n}' rel='bookmark'>{title}</a></h2>"
        "<div class='entry-meta'><a href='/2024/03/'><time datetime='2024-03-0{n}'>March {n}, 2024</time></a> by <a class='author' href='/author/ann'>Ann Lee</a></div></header>"
        "<p>A teaser for the article that says a little more than its title.</p><a class='more-link' href='/a/{n}'>Continue reading</a>"
        "<footer><a rel='category tag' href='/category/energy'>Energy and climate policy</a></footer></article>"
    ),
    "drupal views": "<div class='view-content'>"
    + rows(
        "<div class='views-row views-row-{n}'><span class='views-field-title'><a href='/a/{n}'>{title}</a></span></div>"
    )
    + "</div>",
    "card grid": rows(
        "<div class='card'><a href='/a/{n}'><img src='x.jpg' alt=''></a><div class='card-body'><h3><a href='/a/{n}'>{title}</a></h3>"
        "<p>Teaser of a few words.</p><a class='btn' href='/a/{n}'>Read more</a></div></div>"
    ),
    "whole card is a link": rows(
        "<a class='tile' href='/a/{n}'><img src='x.jpg'><h3>{title}</h3><p>A teaser.</p><time>3 May 2024</time></a>"
    ),
    "table": "<table>"
    + rows("<tr><td>0{n}.03.2024</td><td><a href='/a/{n}'>{title}</a></td><td><a href='/t/x'>Paper</a></td></tr>")
    + "</table>",
    "definition list": "<dl>" + rows("<dt><a href='/a/{n}'>{title}</a></dt><dd>A teaser for it.</dd>") + "</dl>",
    "read more only": rows("<div class='item'><h3>{title}</h3><p>A teaser.</p><a href='/a/{n}'>Read more</a></div>"),
    "bare paragraphs": rows("<p><a href='/a/{n}'>{title}</a> (Ann Lee, 0{n} May 2024)</p>"),
    "spans in links": "<ul>"
    + rows(
        "<li class='item-{n}'><a href='/a/{n}'><span class='t'>{title}</span><span class='d'>2024/03/0{n}</span></a></li>"
    )
    + "</ul>",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_shapes_of_listings(shape: str) -> None:
    found = read(page(shape), URL, Rule())
    assert [link.url for link in found.links] == [f"https://kite.example/a/{number}" for number in range(len(TITLES))]
    assert all(title in link.text for title, link in zip(TITLES, found.links, strict=True))
    assert found.next == ()


@pytest.mark.parametrize("count", [1, 2])
def test_a_listing_of_one_or_two(count: int) -> None:
    items = "".join(f"<li><a href='/a/{n}'>{TITLES[n]}</a><span>2024-03-01</span></li>" for n in range(count))
    found = read(page(f"<ul class='list'>{items}</ul>"), URL, Rule())
    assert [link.url for link in found.links] == [f"https://kite.example/a/{n}" for n in range(count)]
    assert {link.date_raw for link in found.links} == {"2024-03-01"}


def test_a_featured_article_above_the_list() -> None:
    featured = "<section class='hero'><h2><a href='/a/9'>The one we want you to read first</a></h2><p>1 June 2024</p></section>"
    listed = rows("<div class='row'><h3><a href='/a/{n}'>{title}</a></h3><p>2024-03-0{n}</p></div>")
    urls = [link.url for link in read(page(featured + listed), URL, Rule()).links]
    assert urls == ["https://kite.example/a/9", *(f"https://kite.example/a/{n}" for n in range(len(TITLES)))]


def test_a_chinese_listing() -> None:
    titles = ("沿海小城的老年食堂", "粮站旧址的新用处", "渡口为何冷清", "桥头的集市")
    items = "".join(
        f"<li><span>2024-03-0{n}</span><a href='/pl/{n}.html'>{title}</a></li>" for n, title in enumerate(titles)
    )
    nav = "<div class='nav'><a href='/'>首页</a><a href='/gk/'>概况介绍</a><a href='/pl/'>评论</a><a href='/hd/'>学术活动</a></div>"
    pager = "<div class='page'>共 40 条 <a href='index.html'>首页</a> <a href='index_2.html'>下一页</a> <a href='index_5.html'>尾页</a></div>"
    found = read(page(f"<ul>{items}</ul>", pager, nav), "https://kite.example/pl/", Rule())
    assert [link.text for link in found.links] == list(titles)
    assert found.next == (Turn("https://kite.example/pl/index_2.html"),)


def test_addresses_that_are_a_query_alone() -> None:
    items = (
        "<ul>"
        + "".join(f"<li><a href='/?section/{n}.html'>{title}</a></li>" for n, title in enumerate(TITLES))
        + "</ul>"
    )
    assert read(page(items), URL, Rule()).links[1].url == "https://kite.example/?section/1.html"


@pytest.mark.parametrize(
    "href",
    [
        "mailto:a@kite.example",
        "javascript:void(0)",
        "#top",
        "tel:1",
        "https://other.example/a/1",
        "/files/report.pdf",
        "http://[x",
        "",
    ],
)
def test_what_is_no_page_of_the_site_is_left_out(href: str) -> None:
    items = (
        rows("<li><a href='/a/{n}'>{title}</a></li>")
        + f"<li><a href='{href}'>A long title that leads somewhere else</a></li>"
    )
    assert len(read(page(f"<ul>{items}</ul>"), URL, Rule()).links) == len(TITLES)


def test_a_page_without_articles_gives_none() -> None:
    about = "<p>We are a small institute. " + "We write and we read. " * 30 + "</p>"
    assert read(page(about).replace(ASIDE, "").replace(FOOTER, ""), URL, Rule()).links == ()


def test_the_source_s_own_selectors_win() -> None:
    body = page(
        SHAPES["classic list"], "<a class='on' href='/news/more'>go on</a><div class='x'><a href='/x/1'>X</a></div>"
    )
    found = read(body, URL, Rule(link="div.x", next="a.on"))
    assert found.links == (Link("https://kite.example/x/1", "X", None),)
    assert found.next == (Turn("https://kite.example/news/more"),)


def test_a_base_address_counts() -> None:
    body = page(SHAPES["classic list"].replace("'/a/", "'a/")).replace(
        "<html>", "<html><head><base href='/deep/'></head>"
    )
    assert read(body, URL, Rule()).links[0].url == "https://kite.example/deep/a/0"


PAGERS = {
    "numbers": (
        "<div class='page'><b>1</b> <a href='?page=2'>2</a> <a href='?page=3'>3</a></div>",
        ("?page=2", "?page=3"),
    ),
    "paths": (
        "<ul class='pagination'><li><span>1</span></li><li><a href='/news/page/2/'>2</a></li></ul>",
        ("page/2/",),
    ),
    "brackets": (
        "<p><a href='/news/'>[1]</a> <a href='list_2.html'>[2]</a> <a href='list_3.html'>[3]</a></p>",
        ("list_2.html", "list_3.html"),
    ),
    "rel": ("<a rel='next' href='?start=20'>→</a>", ("?start=20",)),
    "words": ("<a href='?p=2'>Older posts »</a>", ("?p=2",)),
    "korean": ("<a href='?p=2'>다음</a>", ("?p=2",)),
    "arabic": ("<a href='?p=2'>التالي</a>", ("?p=2",)),
    "arrow": ("<div class='pager'><a href='?p=2'>»</a></div>", ("?p=2",)),
    "label": ("<div class='pager'><a href='?p=2' aria-label='Next page'><svg></svg></a></div>", ("?p=2",)),
    "last only": ("<div class='page'><a href='?p=9'>Last</a></div>", ()),
    "years": ("<div class='pager'><a href='/2023/'>2023</a> <a href='/2022/'>2022</a></div>", ()),
    "calendar": (
        "<table class='pager'><tr>"
        + "".join(f"<td><a href='/day/{n}'>{n}</a></td>" for n in range(1, 32))
        + "</tr></table>",
        (),
    ),
    "another site": ("<div class='page'><b>1</b> <a href='https://other.example/2'>2</a></div>", ()),
}


@pytest.mark.parametrize(("pager", "expected"), PAGERS.values(), ids=PAGERS)
def test_pagers(pager: str, expected: tuple[str, ...]) -> None:
    found = read(page(SHAPES["classic list"], pager), URL, Rule())
    assert found.next == tuple(Turn(URL + end) for end in expected)
    assert len(found.links) == len(TITLES)


WORD = st.text("abcdefghijklmnop", min_size=3, max_size=9)


@given(
    st.lists(st.lists(WORD, min_size=5, max_size=9).map(" ".join), min_size=3, max_size=40, unique=True),
    WORD,
    st.sampled_from(["div", "li", "article", "tr"]),
)
def test_any_repeated_structure_is_found(titles: list[str], name: str, tag: str) -> None:
    items = "".join(
        f"<{tag} class='{name}'><div class='in'><a href='/x/{n}'>{title}</a></div></{tag}>"
        for n, title in enumerate(titles)
    )
    body = f"<table>{items}</table>" if tag == "tr" else f"<div>{items}</div>"
    if tag == "tr":
        body = body.replace("<div class='in'>", "<td>").replace("</div>", "</td>")
    found = read(page(body), URL, Rule())
    assert [link.text for link in found.links] == titles


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            ["<a href='", "'>", "</a>", "<ul><li>", "x", "//[", "2024-01-01", "<base href='", "\x00", "2", "<h2>"]
        ),
        max_size=50,
    ).map("".join)
)
def test_any_text_is_read(html: str) -> None:
    found = read(html, URL, Rule())
    urls = [link.url for link in found.links]
    assert len(set(urls)) == len(urls)
    assert all(
        urlsplit(url).scheme in {"http", "https"} and not urlsplit(url).fragment
        for url in (*urls, *(turn.url for turn in found.next))
    )


def test_a_page_of_many_links_is_read_in_time() -> None:
    body = "".join(f"<div><p><a href='/x/{n}'>A title with the number {n} in it</a></p></div>" for n in range(20_000))
    listing = read(page(body), URL, Rule())
    assert (len(listing.links) > 8_000, listing.cut) == (True, True)  # of 50,000 tags, six for each


def test_an_address_that_comes_again_with_other_queries_hides_no_article() -> None:
    rows = "".join(
        f"<li><a href='/good/{n}'>What the harbour owes the town, {n}</a><i>2024-05-01</i></li>" for n in range(9)
    )
    same = "".join(
        f"<li><a href='/same?from={n}'>A page that is always one</a><i>2024-05-01</i></li>" for n in range(10)
    )
    urls = {link.url for link in read(page(f"<ul>{rows}{same}</ul>"), URL, Rule()).links}
    assert urls >= {f"https://kite.example/good/{n}" for n in range(9)}


@pytest.mark.parametrize(
    ("term", "shown"), [("Tue 5 March 2024", "5 March 2024"), ("2024-03-05", "2024-03-05"), ("Grain", None)]
)
def test_a_day_may_be_the_term_that_a_link_defines(term: str, shown: str | None) -> None:
    rows = "".join(f"<dt>{term}</dt><dd><a href='/n/{n}'>{ENGLISH.title(n)}</a></dd>" for n in range(5))
    found = read(f"<html><body><dl>{rows}</dl></body></html>", "https://kite.example/all", Rule())
    assert [link.date_raw for link in found.links] == [shown] * 5
