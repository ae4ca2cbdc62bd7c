"""Which links lead on within an article, and what its pages give together."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from output.records import Article, Reject
from pipelines.normalize import normalize
from pipelines.page import Answer, Hints, Needs, Page
from pipelines.paging import gather
from pipelines.paging.addresses import readings, stem_of
from pipelines.paging.labels import is_row
from pipelines.paging.links import MOST_PAGES
from pipelines.paging.pager import read_pager
from tests.cost import SIZE, bounded
from tests.made import FETCHED, TEXT, page, parsed

HOST = "https://kite.example"
TITLE = "What the harbour owes the town"
WORDS = [
    "council",
    "engineer",
    "quay",
    "flood",
    "bill",
    "fishermen",
    "customs",
    "drawing",
    "budget",
    "members",
    "piles",
    "decade",
    "house",
    "repair",
    "year",
    "town",
    "harbour",
    "chairman",
    "letter",
    "answer",
    "minister",
    "railway",
    "bridge",
    "storm",
    "winter",
    "timber",
    "insurance",
    "lawyer",
    "court",
    "witness",
]


def prose(number: int) -> str:
    """A paragraph that no other page has."""
    words = " ".join(WORDS[(number * 7 + place * (number % 5 + 1)) % len(WORDS)] for place in range(24))
    return f"{words.capitalize()}, said letter {number}."


# Addresses


@pytest.mark.parametrize(
    ("url", "first", "number"),
    [
        ("/a/harbour_2.html", "/a/harbour.html", 2),
        ("/a/harbour-2.html", "/a/harbour.html", 2),
        ("/2020-05/content_123_3.htm", "/2020-05/content_123.htm", 3),
        ("/a/harbour-p2.html", "/a/harbour.html", 2),
        ("/a/harbour_page_2", "/a/harbour", 2),
        ("/a/harbour,2.html", "/a/harbour.html", 2),
        ("/a/index_2.html", "/a/", 2),
        ("/a/harbour/2/", "/a/harbour/", 2),
        ("/a/harbour/2", "/a/harbour", 2),
        ("/a/harbour/2.html", "/a/harbour.html", 2),
        ("/a/harbour/page/2/", "/a/harbour/", 2),
        ("/a/harbour/seite-2", "/a/harbour", 2),
        ("/a/123?page=2", "/a/123", 2),
        ("/a?id=5&p=2", "/a?id=5", 2),
        ("/a?pg=2&id=5", "/a?id=5", 2),
    ],
)
def test_addresses_of_further_pages(url: str, first: str, number: int) -> None:
    assert (stem_of(HOST + first), number) in {(one.stem, one.number) for one in readings(HOST + url)}


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/?p=12",  # WordPress' number of an article
        "/2/",  # of the home page
        "/a/harbour.html",
        "/a/harbour?cpage=2",
        "/2019/12/",  # a month
        "/events/2019-12-5",  # a day
        "/events/2019-12-05",
        "/a/harbour_2020.html",
        "/a/harbour/02/",
        "/a/harbour?page=last",
        "/a/harbour?slide=2",
    ],
)
def test_addresses_of_no_further_page(url: str) -> None:
    assert list(readings(HOST + url)) == []


# Rows of pages


@dataclass
class Row:
    """A page's address, its row, and the other pages that it names."""

    url: str
    html: str
    pages: dict[int, str] = field(default_factory=dict)
    number: int = 1
    head: str = ""


ROWS = [
    Row("/a/h.html", "<p>1 <a href='h_2.html'>2</a> <a href='h_3.html'>3</a></p>", {2: "/a/h_2.html", 3: "/a/h_3.html"}),
    Row("/a/h.html", "<a href='/a/h_2.html'>Next page</a>", {2: "/a/h_2.html"}),
    Row("/a/h.html", "<a href='/a/h_2.html'>Next page: What the engineer said</a>", {2: "/a/h_2.html"}),
    Row("/a/h.html", "<a href='/a/h_2.html'>下一页</a>", {2: "/a/h_2.html"}),
    Row("/a/h.html", "<a href='/a/h_2.html'>第2页</a>", {2: "/a/h_2.html"}),
    Row("/a/h.html", "<a href='/a/h_2.html'>Weiter »</a>", {2: "/a/h_2.html"}),
    Row("/a/h.html", "<a href='/a/h_2.html'>次のページへ</a>", {2: "/a/h_2.html"}),
    Row("/a/h.html", "<a href='/a/h_2.html'>次のページ：技師の話</a>", {2: "/a/h_2.html"}),
    Row("/a/h.html", "<a href='/a/h_2.html'>2ページ目</a>", {2: "/a/h_2.html"}),
    Row("/a/h.html", "<a href='/a/h_2.html'>الصفحة التالية</a>", {2: "/a/h_2.html"}),
    Row("/a/h.html", "<a href='/a/h_2.html'>Следующая страница →</a>", {2: "/a/h_2.html"}),
    Row("/a/h.html", "<a href='/a/h_2.html' aria-label='Go to page 2'>•</a>", {2: "/a/h_2.html"}),
    Row("/a/7/index.html", "<a href='index_2.html'>下一页</a>", {2: "/a/7/index_2.html"}),
    Row("/c/content_123_2.htm", "<a href='content_123.htm'>上一页</a> <a href='content_123_3.htm'>下一页</a>",
        {1: "/c/content_123.htm", 3: "/c/content_123_3.htm"}, 2),
    Row("/a/h", "<a href='/a/h/2'>suivante</a>", {2: "/a/h/2"}),
    Row("/a/h/", "<p>Pages: <span>1</span> <a href='/a/h/2/'><span>2</span></a></p>", {2: "/a/h/2/"}),
    Row("/a/h/", "", {2: "/a/h/2/"}, head="<link rel='next' href='/a/h/2/'>"),
    Row("/a/h", "<nav class='pagination'><a href='?page=2' aria-label='Next page'>→</a></nav>", {2: "/a/h?page=2"}),
    Row("/a.asp?id=7", "<a href='/a.asp?id=7&amp;p=2'>[2]</a>", {2: "/a.asp?id=7&p=2"}),
    Row("/a/h-2.html", "<a href='h.html'>1</a> 2 <a href='h-3.html'>3</a>", {1: "/a/h.html", 3: "/a/h-3.html"}, 2),
    Row("/a/h_3.html", "<a href='h_2.html'>Previous page</a>", {2: "/a/h_2.html", 1: "/a/h.html"}, 3),
    Row("/a/h_3.html", "<a href='h_4.html'>Next page</a>", {4: "/a/h_4.html", 1: "/a/h.html"}, 3),
    Row("/a/h?page=1", "1 <a href='?page=2'>2</a>", {2: "/a/h?page=2"}),
    # Numbers that begin with 0, as Drupal and TRS have them.
    Row("/a/h", "1 <a href='?page=1'>2</a> <a href='?page=2'>3</a>", {2: "/a/h?page=1", 3: "/a/h?page=2"}),
    Row("/a/h.htm", "<a href='h_1.htm'>2</a> <a href='h_1.htm'>下一页</a>", {2: "/a/h_1.htm"}),
    Row("/a/h_1.htm", "<a href='h.htm'>1</a> 2 <a href='h_2.htm'>3</a> <a href='h_3.htm'>4</a>",
        {1: "/a/h.htm", 3: "/a/h_2.htm", 4: "/a/h_3.htm"}, 2),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.url} {row.html[:30]}")
def test_rows_of_an_article(row: Row) -> None:
    found = read_pager(parsed(f"<h1>{TITLE}</h1>{TEXT}{row.html}", row.head, url=HOST + row.url))
    assert found is not None
    assert found.links == {number: HOST + url for number, url in row.pages.items()}
    assert found.number == row.number


CARDS = "".join(f"<div><h2><a href='/a/{name}'>What the {name} owes</a></h2>{TEXT}</div>" for name in WORDS[:4])
LIST = "".join(f"<li><a href='/a/{name}'>A second look at the price of {name} in winter</a></li>" for name in WORDS)
NO_ROWS = [
    ("the next article of a blog", "/a/roundup", "<a href='/a/roundup-2' rel='next'>Next</a>", ""),
    ("the same in the head", "/a/roundup", "", "<link rel='next' href='/a/roundup-2'>"),
    ("the next article by its number", "/a/harbour_1.html", "<a href='/a/harbour_2.html'>Next</a>", ""),
    ("the same by a folder", "/posts/1", "<a href='/posts/2' rel='next'>Next »</a>", ""),
    ("ids in the query", "/?p=12", "<a href='/?p=13'>Next</a>", ""),
    ("long ids", "/content_123.html", "<a href='/content_124.html'>下一页</a>", ""),
    ("another stem", "/a/harbour.html", "<a href='/a/quay_2.html'>Next page</a>", ""),
    ("another host", "/a/harbour.html", "<a href='https://owl.example/a/harbour_2.html'>2</a>", ""),
    ("a word that is no page's", "/a/harbour", "<a href='/a/harbour/2'>The council's second letter</a>", ""),
    ("a number that is another's", "/a/harbour", "<a href='/a/harbour/2'>12</a>", ""),
    ("comments of WordPress", "/a/harbour/", "<a href='/a/harbour/comment-page-2/#comments'>2</a>", ""),
    ("comments of Drupal", "/a/h", "<div id='comments'><a href='?page=1'>2</a> <a href='?page=2'>3</a></div>", ""),
    ("comments by their fragment", "/a/h", "<a href='?page=2#comments'>Next page</a>", ""),
    ("answers of a forum", "/a/h", "<div class='thread-replies'><a href='?page=2'>2</a></div>", ""),
    ("a single page", "/a/h.html", "<a href='?page=all'>View as a single page</a> <a href='?print=1'>Print</a>", ""),
    ("the next article in Chinese", "/c/content_123.htm", "<a href='content_124.htm'>下一篇</a>", ""),
    ("the next article of a slug in Chinese", "/c/t1_1.htm", "<a href='t1_2.htm'>下一篇</a>", ""),
    ("a gallery", "/a/h", "<div class='gallery-nav'><a href='/a/h/2'>Next</a></div>", ""),
    ("related articles", "/a/h", "<aside><p>More</p><a href='?page=2'>2</a></aside>", ""),
    ("a calendar", "/events/2019-12-1", "<a href='/events/2019-12-2'>2</a> <a href='/events/2019-12-3'>3</a>", ""),
    ("months", "/2019/", "<a href='/2019/2/'>2</a> <a href='/2019/3/'>3</a>", ""),
    ("a listing of cards", "/news", f"{CARDS}<a href='?page=2'>2</a> <a href='?page=3'>3</a>", ""),
    ("a listing of links", "/news", f"<ul>{LIST}</ul><a href='?page=2'>Next page</a>", ""),
    ("a listing by its head", "/news", CARDS, "<link rel='next' href='/news?page=2'>"),
    ("the home page", "/", "<a href='/?page=2'>2</a> <a href='/2/'>2</a>", ""),
    ("the page itself", "/a/h.html", "<a href='/a/h.html'>1</a>", ""),
    ("scripts", "/a/h.html", "<a href='javascript:go(2)'>2</a>", ""),
    ("no address", "/a/h.html", "<a href='http://['>2</a>", ""),
]


@pytest.mark.parametrize(("url", "html", "head"), [one[1:] for one in NO_ROWS], ids=[one[0] for one in NO_ROWS])
def test_rows_of_something_else(url: str, html: str, head: str) -> None:
    assert read_pager(parsed(f"<h1>{TITLE}</h1>{TEXT}{html}", head, url=HOST + url)) is None


@pytest.mark.parametrize("line", ["1 2 3", "Page 2 of 3", "‹ 1 2 3 Next ›", "上一页 1 2 下一页", "第2页", "Pages:"])
def test_lines_that_are_rows(line: str) -> None:
    assert is_row(line)


@pytest.mark.parametrize(
    "line", ["", "Next, the council", "Page after page", "In 2 of 3 cases", "Chapter 2", "第二章"]
)
def test_lines_that_are_text(line: str) -> None:
    assert not is_row(line)


# Whole articles

Site = dict[str, str]


def served(numbers: int, style: str = "/a/harbour_{}.html", first: str = "/a/harbour.html", bar: str = "all") -> Site:
    """An article's pages by address."""
    urls = {number: HOST + (style.format(number) if number > 1 else first) for number in range(1, numbers + 1)}
    return {urls[number]: sheet(number, urls, bar) for number in urls}


def sheet(number: int, urls: dict[int, str], bar: str = "all", said: str | None = None) -> str:
    near = {"all": urls, "next": {number - 1, number + 1}, "forward": {number + 1}}[bar]
    words = {number - 1: "Previous page", number + 1: "Next page"} if bar != "all" else {}
    row = " ".join(
        f"<b>{one}</b>" if one == number else f"<a href='{urls[one]}'>{words.get(one, one)}</a>"
        for one in urls
        if one in near or (one == number and bar == "all")
    )
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{TITLE}</title></head><body><article>"
        f"<h1>{TITLE}</h1><p>By Ann Lee</p><p>{said or prose(number)}</p><div class='pages'>{row}</div>"
        "<p>Ann Lee has written about harbours, quays and the people who repair them for twenty years.</p>"
        "</article></body></html>"
    )


ABOUT = "Ann Lee has written about harbours, quays and the people who repair them for twenty years."


def read(site: Site, url: str) -> tuple[Article | Reject, list[str]]:
    """What the article gives that is found at `url`, and what was asked for it."""
    here = Page("kite", url, site[url].encode(), FETCHED)
    asked: list[str] = []
    while isinstance(result := normalize(here), Needs):
        assert result.url not in asked
        assert result.is_page
        asked.append(result.url)
        html = site.get(result.url)
        answer = Answer(result.url, None, "failed: HTTP 404")
        if html is not None:
            answer = replace(answer, refused=None, page=Page("kite", result.url, html.encode(), FETCHED))
        here = here.with_answer(answer)
    return result, asked


def whole(numbers: int) -> str:
    return "\n\n".join([*map(prose, range(1, numbers + 1)), ABOUT])


def article(site: Site, url: str) -> Article:
    found, _ = read(site, url)
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize("bar", ["all", "next", "forward"])
@pytest.mark.parametrize(
    "style", ["/a/harbour_{}.html", "/a/harbour-{}.html", "/a/harbour.html?page={}", "/a/harbour.html/{}"]
)
@pytest.mark.parametrize("start", [0, 1, 2])
def test_pages_are_joined_in_order(style: str, bar: str, start: int) -> None:
    site = served(4, style, bar=bar)
    found, asked = read(site, list(site)[start])
    assert isinstance(found, Article), found
    assert found.text == whole(4)
    assert found.url == next(iter(site))
    assert {found.url, *found.pages} == set(site)
    assert sorted(asked) == sorted(set(site) - {list(site)[start]})
    assert found.body_sha256 == sha256("".join(site.values()).encode()).hexdigest()
    assert [author.name for author in found.authors] == ["Ann Lee"]
    assert [one.where for one in found.provenance if one.method == "further page"] == list(site)[1:]


@settings(max_examples=20)
@given(st.integers(2, 12), st.data())
def test_any_number_of_pages_from_any_of_them(numbers: int, data: st.DataObject) -> None:
    site = served(numbers, bar=data.draw(st.sampled_from(["all", "next"])))
    start = data.draw(st.sampled_from(sorted(site)))
    found = article(site, start)
    assert found.text == whole(numbers)
    assert found.url == next(iter(site))
    assert {found.url, *found.pages} == set(site)


def test_a_page_alone_asks_for_nothing() -> None:
    assert not isinstance(normalize(page(f"<h1>{TITLE}</h1>{TEXT}")), Needs)


def test_a_lost_page_costs_the_article() -> None:
    site = served(3)
    del site[HOST + "/a/harbour_3.html"]
    found, _ = read(site, HOST + "/a/harbour.html")
    assert isinstance(found, Reject)
    assert found.reason == "a further page can't be read"
    assert found.raw == f"page 3: {HOST}/a/harbour_3.html: failed: HTTP 404"


def test_without_a_network_a_page_stands_alone_and_says_so() -> None:
    site = served(3)
    url = HOST + "/a/harbour_2.html"
    here = Page("kite", url, site[url].encode(), FETCHED)
    while isinstance(found := normalize(here), Needs):
        here = here.with_answer(Answer(found.url, None, "not asked", can_ask=False))
    assert isinstance(found, Article)
    assert found.text == f"{prose(2)}\n\n{ABOUT}"
    assert found.url == url
    assert [(one.field, one.reason) for one in found.refusals] == [("text", "its other pages were not read")]


def test_page_1_again_is_no_page_2() -> None:
    site = served(3)
    for url in list(site)[1:]:
        site[url] = site[HOST + "/a/harbour.html"]
    found, asked = read(site, HOST + "/a/harbour.html")
    assert isinstance(found, Article)
    assert found.text == f"{prose(1)}\n\n{ABOUT}"
    assert asked == [HOST + "/a/harbour_2.html"]
    assert [one.reason for one in found.refusals] == ["a further page repeats an earlier one"]


def test_a_list_below_an_article_pages_itself_alone() -> None:
    """Each of its pages has the article again: one is asked, none is joined."""
    urls = {number: f"{HOST}/a/h" + (f"?page={number}" if number > 1 else "") for number in range(1, 40)}
    site = {url: sheet(number, urls, said=prose(1)) for number, url in urls.items()}
    found, asked = read(site, urls[1])
    assert isinstance(found, Article)
    assert found.text.count(prose(1)) == 1
    assert asked == [urls[2]]


def test_a_wall_in_place_of_a_page_costs_the_article() -> None:
    site = served(3)
    site[HOST + "/a/harbour_2.html"] = (
        "<html><title>One moment</title><h1>Are you human?</h1><p>Click here.</p></html>"
    )
    found, _ = read(site, HOST + "/a/harbour.html")
    assert isinstance(found, Reject)
    assert found.reason == "a further page is something else"


@pytest.mark.parametrize(
    "wall", ["Please log in to continue reading.", "Checking your browser before accessing the site."]
)
def test_a_wall_below_the_article_s_title_costs_the_article(wall: str) -> None:
    site = served(2, bar="next")
    site[HOST + "/a/harbour_2.html"] = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{wall}</p>"
    found, _ = read(site, HOST + "/a/harbour.html")
    assert isinstance(found, Reject), found.text
    assert found.reason == "a further page is something else"


def test_another_article_is_not_joined() -> None:
    """`next` and the address both said that it was page 2; its own words say that it is not."""
    site = {
        HOST + "/a/h.html": f"<html lang='en'><h1>{TITLE}</h1><p>{prose(1)}</p><a href='/a/h_2.html'>Next</a></html>",
        HOST
        + "/a/h_2.html": f"<html lang='en'><h1>A look at grain</h1><p>{prose(2)} {prose(3)} {prose(4)}</p></html>",
    }
    found = article(site, HOST + "/a/h.html")
    assert found.text.startswith(prose(1))
    assert prose(2) not in found.text
    assert found.via == ()
    assert [one.reason for one in found.refusals] == ["what seemed to be its next page is another article"]


def test_a_gap_in_the_row_costs_the_article() -> None:
    urls = {number: f"{HOST}/a/h_{number}.html" if number > 1 else f"{HOST}/a/h.html" for number in (1, 2, 9)}
    site = {url: sheet(number, urls) for number, url in urls.items()}
    found, _ = read(site, urls[1])
    assert isinstance(found, Reject)
    assert found.reason == "a page of the article is not named"


@pytest.mark.parametrize("bar", ["next", "forward"])
def test_pages_that_never_end(bar: str) -> None:
    site = served(MOST_PAGES + 10, bar=bar)
    found, asked = read(site, HOST + "/a/harbour.html")
    assert isinstance(found, Reject)
    assert found.reason == "an article of too many pages"
    assert len(asked) == MOST_PAGES - 1


def test_a_row_of_too_many_pages_is_no_article_s() -> None:
    site = served(MOST_PAGES + 1)
    found, asked = read(site, HOST + "/a/harbour.html")
    assert isinstance(found, Article)
    assert asked == []


def test_pages_that_lead_back_to_each_other() -> None:
    urls = {1: f"{HOST}/a/h.html", 2: f"{HOST}/a/h_2.html"}
    site = {url: sheet(number, urls) for number, url in urls.items()}
    site[urls[2]] = site[urls[2]].replace("</article>", f"<a href='{urls[1]}'>Next page</a></article>")
    assert article(site, urls[1]).text.startswith(f"{prose(1)}\n\n{prose(2)}")


# A page without a row


def orphaned(site: Site, *urls: str) -> Site:
    """The same pages, the named ones without a way to the others."""
    cut = re.compile("<div class='pages'>.*?</div>")
    return {url: cut.sub("", html) if url in urls else html for url, html in site.items()}


@pytest.mark.parametrize(
    ("style", "first"),
    [
        ("/a/harbour_{}.html", "/a/harbour.html"),
        ("/c/content_123_{}.htm", "/c/content_123.htm"),
        ("/a/harbour-{}.html", "/a/harbour.html"),
        ("/a/harbour/{}/", "/a/harbour/"),
        ("/a/harbour/page/{}/", "/a/harbour/"),
        ("/a/5?page={}", "/a/5"),
        ("/c/202005/index_{}.html", "/c/202005/index.html"),
    ],
)
@pytest.mark.parametrize("bar", ["all", "forward"])
def test_a_last_page_without_a_way_back_leads_to_page_1(style: str, first: str, bar: str) -> None:
    site = served(3, style, first, bar)
    last = list(site)[2]
    found, asked = read(orphaned(site, last), last)
    assert isinstance(found, Article), found
    assert found.text == whole(3)
    assert (found.url, found.via, {*found.pages}) == (HOST + first, (), set(list(site)[1:]))
    assert sorted(asked) == sorted(list(site)[:2])


@pytest.mark.parametrize("behind", ["(3)", "- Page 3", "（第3页）"])
def test_a_last_page_whose_title_says_its_number(behind: str) -> None:
    site = served(3)
    last = list(site)[2]
    site[last] = site[last].replace(TITLE, f"{TITLE} {behind}")
    found = article(orphaned(site, last), last)
    assert (found.title, found.text) == (TITLE, whole(3))


def test_numbers_that_begin_with_0_and_a_last_page_without_a_way_back() -> None:
    urls = {1: f"{HOST}/c/7/index.htm", 2: f"{HOST}/c/7/index_1.htm", 3: f"{HOST}/c/7/index_2.htm"}
    site = orphaned({url: sheet(number, urls) for number, url in urls.items()}, urls[3])
    assert article(site, urls[3]).text == whole(3)


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("/views/9.html", TITLE),  # the ninth view, by all that its address says
        ("/notes/9.html", "Notes on the harbour"),
        ("/article_12.html", TITLE),
        ("/articles/article-12.html", "Article 12"),
        ("/progress-report-12", "The harbour: progress report #12 - Kite"),
        ("/2019/12/", TITLE),
        ("/", TITLE),
        ("/?p=12", TITLE),
        ("/a/harbour.html", TITLE),
        ("/a/harbour_2020.html", TITLE),
    ],
)
def test_addresses_that_ask_for_no_page_1(url: str, title: str) -> None:
    assert not isinstance(
        normalize(page(f"<h1>{title}</h1>{TEXT}", f"<title>{title}</title>", url=HOST + url)), Needs
    )


ALONE = f"<html lang='en'><title>{TITLE}</title><h1>{TITLE}</h1>{TEXT}</html>"


@pytest.mark.parametrize(
    "first",
    [
        None,
        ALONE,
        ALONE.replace(TITLE, "Grain, once more"),
        ALONE.replace("</html>", "<a href='/a/harbour_2.html'>2</a>"),
        ALONE.replace(TITLE, "Grain, once more").replace("</html>", "".join(f"<a href='/a/harbour_{n}.html'>{n}</a>" for n in (2, 3))),
        "<html><title>Log in</title><p>Please log in to continue reading.</p></html>",
    ],
    ids=["none", "no row", "another", "a row without it", "another title", "a wall"],
)  # fmt: skip
def test_a_page_that_page_1_does_not_claim_is_an_article(first: str | None) -> None:
    """`-3` is what the third article of one name gets as well."""
    url = f"{HOST}/a/harbour_3.html"
    site = {url: f"<html lang='en'><title>{TITLE}</title><h1>{TITLE}</h1><p>{prose(3)}</p></html>"}
    site |= {HOST + "/a/harbour_2.html": ALONE.replace("very little", "a good deal")}
    found = article(site | ({HOST + "/a/harbour.html": first} if first else {}), url)
    assert (found.url, found.text, found.pages) == (url, prose(3), ())


@pytest.mark.parametrize(("refused", "told"), [("failed: HTTP 503", 1), ("failed: HTTP 404", 0)])
def test_where_page_1_can_not_be_read_the_row_says_so(refused: str, told: int) -> None:
    """It may come again on the next run, and then tell that this is a part; where there is none, there is none."""
    url, first = f"{HOST}/a/harbour_3.html", f"{HOST}/a/harbour.html"
    html = f"<html lang='en'><title>{TITLE}</title><h1>{TITLE}</h1><p>{prose(3)}</p></html>"
    found = normalize(Page("kite", url, html.encode(), FETCHED).with_answer(Answer(first, None, refused)))
    assert isinstance(found, Article), found
    assert [(one.reason, one.raw) for one in found.refusals if one.field == "text"] == [
        ("what may be its page 1 can't be read", f"{first}: {refused}")
    ] * told


def test_a_further_page_that_is_page_1_again_is_no_second_article() -> None:
    """Without its row, so that only page 1 tells."""
    site = served(2)
    first, second = site
    site[second] = site[first]
    found = article(orphaned(site, second), second)
    assert (found.url, found.pages) == (first, (second,))
    assert found.text == f"{prose(1)}\n\n{ABOUT}"
    assert [one.reason for one in found.refusals] == ["a further page repeats an earlier one"]


def test_a_lost_page_costs_the_last_one_too() -> None:
    site = served(3)
    _, second, third = site
    del site[second]
    found, _ = read(orphaned(site, third), third)
    assert isinstance(found, Reject)
    assert found.reason == "a further page can't be read"


# What pages repeat and lack


@pytest.mark.parametrize("said", ["It was read {} times since the council met in the old customs house.", "{}"])
def test_page_1_again_with_another_count_is_no_page_2(said: str) -> None:
    """A server that knows no `?page=2` answers page 1, and its own row says that it is page 2."""
    urls = {number: f"{HOST}/a/h" + (f"?page={number}" if number > 1 else "") for number in (1, 2, 3)}
    site = {
        url: sheet(number, urls, said="</p><p>".join((said.format(number + 70), *map(prose, range(1, 8)))))
        for number, url in urls.items()
    }
    found, asked = read(site, urls[1])
    assert isinstance(found, Article)
    assert found.text.count(prose(1)) == 1
    assert asked == [urls[2]]
    assert [one.reason for one in found.refusals] == ["a further page repeats an earlier one"]


def test_pages_that_differ_by_their_numbers_alone_are_joined() -> None:
    urls = {1: f"{HOST}/a/h.html", 2: f"{HOST}/a/h_2.html"}
    said = "This is paragraph {} of the report that the council has had printed."
    site = {urls[one]: sheet(one, urls, said=said.format(one)) for one in urls}
    assert article(site, urls[1]).text == "\n\n".join([said.format(1), said.format(2), ABOUT])


def test_pages_of_short_sentences_are_joined_though_one_long_one_is_on_each() -> None:
    urls = {1: f"{HOST}/a/h.html", 2: f"{HOST}/a/h_2.html"}
    said = {
        1: "市议会在旧海关大楼开会，讨论洪水以后一直没有修复的码头。",
        2: "工程师带来了图纸和一张比全年预算还要高的账单，没有人说话。",
    }
    site = {urls[one]: sheet(one, urls, said=said[one]) for one in urls}
    assert article(site, urls[1]).text == f"{said[1]}\n\n{said[2]}\n\n{ABOUT}"


def test_pages_of_pictures_with_one_note_below_go_on() -> None:
    """The note is all the prose that page 1 has."""
    urls = {1: f"{HOST}/a/h.html", 2: f"{HOST}/a/h_2.html"}
    more = "</p><p>".join(map(prose, (2, 3, 4)))
    site = {
        urls[1]: sheet(1, urls, said="<img src='/quays.png' alt='The quays'>"),
        urls[2]: sheet(2, urls, said=more),
    }
    assert prose(3) in article(site, urls[1]).text


@pytest.mark.parametrize("script", ["", "<script src='/menu.js'></script>"])
def test_a_page_1_that_says_little_goes_on(script: str) -> None:
    """A page of a picture alone looks like one that a program fills."""
    site = served(2)
    first, _ = site
    site[first] = site[first].replace(prose(1), "The quay is old.").replace(ABOUT, "").replace("</article>", script)
    assert article(site, first).text == f"The quay is old.\n\n{prose(2)}\n\n{ABOUT}"
    site[first] = site[first].replace("The quay is old.", "<img src='/quays.png' alt='The quays'>")
    assert article(site, first).text == f"{prose(2)}\n\n{ABOUT}"


@pytest.mark.parametrize(
    "wall", ["Please log in to continue reading.", "Checking your browser before accessing the site."]
)
@pytest.mark.parametrize("which", [0, 1])
def test_a_wall_that_keeps_the_row_is_no_page(wall: str, which: int) -> None:
    site = served(2)
    url = list(site)[which]
    site[url] = site[url].replace(prose(which + 1), wall).replace(ABOUT, "")
    found, asked = read(site, list(site)[which])
    assert isinstance(found, Reject)
    assert asked == [], "a page that is refused asks for no other"
    found, _ = read(site, list(site)[1 - which])
    assert isinstance(found, Reject)


def test_a_listing_asks_for_no_other_page() -> None:
    cards = "".join(
        f"<div class='card'><h3><a href='/a/{name}'>What the {name} owes the town</a></h3></div>"
        for name in WORDS[:12]
    )
    html = f"<html lang='en'><title>News</title><h1>News</h1>{cards}<p><a href='?page=2'>2</a> <a href='?page=3'>3</a></p></html>"
    found, asked = read({HOST + "/news": html}, HOST + "/news")
    assert isinstance(found, Reject)
    assert asked == []


def test_a_further_page_s_text_is_read_from_its_data() -> None:
    """As page 1's is, whether or not the page shows its row."""
    said = json.dumps(
        {"@context": "https://schema.org", "@type": "Article", "headline": TITLE, "articleBody": prose(2)}
    )
    site = served(2)
    first, second = site
    head = f"<html lang='en'><head><title>{TITLE}</title><script type='application/ld+json'>{said}</script></head>"
    for row in (f"<p><a href='{first}'>1</a> <b>2</b></p>", ""):
        site[second] = f"{head}<body><h1>{TITLE}</h1><div id='root'></div>{row}</body></html>"
        assert article(site, first).text == f"{prose(1)}\n\n{ABOUT}\n\n{prose(2)}"


def test_pages_of_too_many_bytes_are_not_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "MOST_BYTES", 3_000)
    found, asked = read(served(12), HOST + "/a/harbour.html")
    assert isinstance(found, Reject)
    assert found.reason == "an article of too many pages"
    assert len(asked) < 6


def test_what_a_page_says_again_further_down_stays() -> None:
    urls = {1: f"{HOST}/a/h.html", 2: f"{HOST}/a/h_2.html"}
    said = {1: [1, 4], 2: [2, 1, 3]}
    site = {urls[one]: sheet(one, urls, said="</p><p>".join(map(prose, said[one]))) for one in urls}
    assert article(site, urls[1]).text == "\n\n".join([*map(prose, (1, 4, 2, 1, 3)), ABOUT])


def test_a_further_page_without_text_is_told() -> None:
    """A program may fill it in the browser, or it shows a picture alone."""
    urls = {1: f"{HOST}/a/h.html", 2: f"{HOST}/a/h_2.html"}
    site = {url: sheet(number, urls).replace(f"<p>{ABOUT}</p>", "") for number, url in urls.items()}
    site[urls[2]] = site[urls[2]].replace(prose(2), "")
    found = article(site, urls[1])
    assert found.text == prose(1)
    assert [(one.reason, one.raw) for one in found.refusals] == [("a further page shows no text", urls[2])]


def test_what_a_last_page_only_repeats_is_kept_once() -> None:
    """A last page of figures says nothing but the note on the author."""
    urls = {1: f"{HOST}/a/h.html", 2: f"{HOST}/a/h_2.html"}
    site = {urls[1]: sheet(1, urls), urls[2]: sheet(2, urls, said="<img src='/quays.png' alt='The quays'>")}
    assert article(site, urls[1]).text == f"{prose(1)}\n\n{ABOUT}"


def test_what_a_listing_says_beside_page_2_is_not_said_of_the_article() -> None:
    site = served(2)
    first, second = site
    hints = Hints(link_text="2", date_raw="4 July 2023", language="en")
    here = Page("kite", second, site[second].encode(), FETCHED, hints=hints)
    found = normalize(here.with_answer(Answer(first, None, page=Page("kite", first, site[first].encode(), FETCHED))))
    assert isinstance(found, Article)
    assert found.url == first
    assert found.published is None


def test_a_section_s_number_stays() -> None:
    urls = {1: f"{HOST}/a/h.html", 2: f"{HOST}/a/h_2.html"}
    site = {urls[one]: sheet(one, urls, said=f"{prose(one)}</p><h2>{one}</h2><p>{prose(one + 4)}") for one in urls}
    text = article(site, urls[1]).text
    assert text == "\n\n".join([prose(1), "1", prose(5), prose(2), "2", prose(6), ABOUT])


def test_each_page_has_its_own_footnotes() -> None:
    urls = {1: f"{HOST}/a/h.html", 2: f"{HOST}/a/h_2.html"}
    mark, note = (
        "<sup><a href='#fn1'>1</a></sup>",
        "<p id='fn1'>1 {} the harbour master, to whom all of this is owed.</p>",
    )
    site = {
        urls[one]: sheet(one, urls, said=f"{prose(one)}{mark}</p>{note.format(word)}<p>{prose(one + 4)}")
        for one, word in ((1, "So says"), (2, "Thus wrote"))
    }
    markdown = article(site, urls[1]).markdown
    assert markdown is not None
    assert re.findall(r"\[\^\w+\](?:: \w+)?", markdown) == ["[^1]", "[^1]: So", "[^note2]", "[^note2]: Thus"]


def test_each_page_has_its_own_characters() -> None:
    """Page 2 is in GBK, as its own header says."""
    urls = {1: f"{HOST}/a/h.html", 2: f"{HOST}/a/h_2.html"}
    said = {
        1: "市议会在旧海关大楼开会，讨论洪水以后一直没有修复的码头。" * 3,
        2: "工程师带来了图纸和一张比全年预算还要高的账单。" * 3,
    }
    site = {number: sheet(number, urls, said=said[number]).replace("<meta charset='utf-8'>", "") for number in urls}
    here = Page("kite", urls[1], site[1].encode(), FETCHED)
    headers = (("content-type", "text/html; charset=gbk"),)
    second = Page("kite", urls[2], site[2].encode("gbk"), FETCHED, headers=headers)
    found = normalize(here.with_answer(Answer(urls[2], None, page=second)))
    assert isinstance(found, Article)
    assert found.text.startswith(f"{said[1]}\n\n{said[2]}")


# Cost


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "piece",
    [
        "<a href='/a/h_2.html'>2</a>",
        "<a href='?page=2'>x</a>",
        "<a href='h-2'>Next page: x</a>",
        "<i><a href='2/'>2</a>",
    ],
)
def test_many_links_cost_little(piece: str) -> None:
    body = f"<h1>{TITLE}</h1>{TEXT}{piece * (SIZE // len(piece))}"
    with bounded():
        read_pager(parsed(body, url=f"{HOST}/a/h.html"))


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "tail", ["-2" * 5_000, "_" * 10_000 + "2", "/2" * 5_000, "?" + "page=2&" * 1_000, "," * 9_999]
)
def test_long_addresses_cost_little(tail: str) -> None:
    with bounded():
        list(readings(f"{HOST}/a/h{tail}"))
        read_pager(parsed(f"<h1>T</h1>{TEXT}<a href='/a/h{tail}'>2</a>" * 20, url=f"{HOST}/a/h{tail}"))


@settings(max_examples=200)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_address_is_read(own: str, other: str) -> None:
    read_pager(parsed(f"<h1>T</h1>{TEXT}<a href='{other}'>2</a>", url=f"{HOST}/{own}"))
