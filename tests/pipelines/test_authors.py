"""Authors: whom a line of words names, which of them a page credits with the writing, and which are not believed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.authors.credits import credited
from pipelines.authors.name_shapes import fault, is_person
from pipelines.authors.names import names_in
from pipelines.authors.read import read_authors
from pipelines.page import Hints
from tests.cost import SIZE, bounded
from tests.made import TEXT, parsed

HEADING = "<h1>Ports and the tide</h1>"
NAMED_KITE = "<meta property='og:site_name' content='Kite Watch'>"


def authors(body: str, head: str = "", url: str = "https://kite.example/views/9.html") -> list[str]:
    return [author.name for author in read_authors(parsed(body, head, url=url)).value or ()]


def ld(node: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def article(author: Any, **more: Any) -> str:
    return ld({"@type": "NewsArticle", "author": author, **more})


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Ann Lee", [("Ann Lee", None)]),
        ("John Q. Smith, PhD", [("John Q. Smith", None)]),
        ("John Q. Smith, Ph. D., MPH", [("John Q. Smith", None)]),
        ("Dr. Ann Lee", [("Ann Lee", None)]),
        ("Prof. Dr. Ann Lee and Bo Ek Jr.", [("Ann Lee", None), ("Bo Ek Jr.", None)]),
        ("By Ann Lee and Bo Ek", [("Ann Lee", None), ("Bo Ek", None)]),
        ("Ann Lee, Bo Ek, and Cy Moe", [("Ann Lee", None), ("Bo Ek", None), ("Cy Moe", None)]),
        ("Ann Lee, PhD, and Bo Ek", [("Ann Lee", None), ("Bo Ek", None)]),
        ("Ann Lee; Bo Ek | Cy Moe", [("Ann Lee", None), ("Bo Ek", None), ("Cy Moe", None)]),
        ("Ann Lee, Senior Fellow, Kite Institute", [("Ann Lee", "Senior Fellow, Kite Institute")]),
        ("Ann Lee | Political Reporter", [("Ann Lee", "Political Reporter")]),
        ("Ann Lee, Oslo", [("Ann Lee", "Oslo")]),
        ("Ann Lee (Kite Institute)", [("Ann Lee", None)]),
        ("Ann Lee and Bo Ek, The Kite", [("Ann Lee", None), ("Bo Ek", "The Kite")]),
        ("Smith, John", [("Smith, John", None)]),
        ("Centre for Trade and Ports", [("Centre for Trade and Ports", None)]),
        ("Ministry of Trade, Ports and Tides", [("Ministry of Trade, Ports and Tides", None)]),
        ("Ana de la Cruz y Bo Ek", [("Ana de la Cruz", None), ("Bo Ek", None)]),
        ("Von Ann Lee und Bo Ek", [("Ann Lee", None), ("Bo Ek", None)]),
        ("Par Zoé Noël et Luc d’Orne", [("Zoé Noël", None), ("Luc d’Orne", None)]),
        ("Автор: Анна Лесная и Борис Дым", [("Анна Лесная", None), ("Борис Дым", None)]),
        ("作者：李小安、王大波", [("李小安", None), ("王大波", None)]),
        ("文／李小安", [("李小安", None)]),
        ("本报记者 李小安 王大波", [("李小安", None), ("王大波", None)]),
        ("山田 花子", [("山田 花子", None)]),
        ("山田花子記者", [("山田花子", None)]),
        ("글: 김가나, 이다라 기자", [("김가나", None), ("이다라", None)]),
        ("بقلم: ليلى حسن، سامي نور", [("ليلى حسن", None), ("سامي نور", None)]),
        ("Text: Von Ann Lee", [("Ann Lee", None)]),
        ("Ann &amp; Bo", [("Ann", None), ("Bo", None)]),
        ("Ann Lee | Last updated 2 May", [("Ann Lee", None)]),
        ("Byron Smith", [("Byron Smith", None)]),
        ("Redaktion: Ann Lee", [("Ann Lee", None)]),
        ("Redaktion", [("Redaktion", None)]),
        ("von der Aa, Kim", [("von der Aa", "Kim")]),
        ("Von Ludwig von der Aa", [("Ludwig von der Aa", None)]),
        ("Ann Lee for Reuters", [("Ann Lee", "Reuters")]),
        ("Ann Lee in Brussels and Bo Ek", [("Ann Lee", "Brussels"), ("Bo Ek", None)]),
        ("Ann Lee at the Kite Institute", [("Ann Lee", "the Kite Institute")]),
        ("Human Rights in Ports", [("Human Rights in Ports", None)]),
        ("José Ortega y Gasset", [("José Ortega y Gasset", None)]),
        ("Ana y Bo", [("Ana", None), ("Bo", None)]),
        ("BY ANN LEE AND BO EK", [("ANN LEE", None), ("BO EK", None)]),
        ("Martin Ek, Jr., and Bo Ek", [("Martin Ek, Jr.", None), ("Bo Ek", None)]),
        ("By Ann Lee ann.lee@kite.example", [("Ann Lee", None)]),
        ("Ann Lee ann@kite.example, Bo Ek bo@kite.example", [("Ann Lee", None), ("Bo Ek", None)]),
        ("By Ann Lee @annlee", [("Ann Lee", None)]),
        ("홍길동 기자 hong@kite.example", [("홍길동", None)]),
        ("作者：李明 王小红 编辑：张三", [("李明", None), ("王小红", None)]),
        ("作者:李明点击:12", [("李明", None)]),
        ("作者：李明 王小红 发布时间：2024-03-05 更新时间：2024-03-08", [("李明", None), ("王小红", None)]),
        ("作者：李明、王小红 更新日期：2024-03-08", [("李明", None), ("王小红", None)]),
        ("作者：李明 出处：某日报 阅读：12", [("李明", None)]),
        ("作者：李明 录入：管理员", [("李明", None)]),
        ("Author: Ann Lee Date: 2 April 2024 Views: 88", [("Ann Lee", None)]),
        ("Autor: Ann Lee Aktualisiert: 2. April 2024", [("Ann Lee", None)]),
        ("文：李明 图：张三", [("李明", None)]),
        ("文・鈴木一郎 写真・山田太郎", [("鈴木一郎", None)]),
        ("글 김철수 · 사진 박영희", [("김철수", None)]),
        ("Ann Lee (translated by Bo Ek)", [("Ann Lee", None)]),
        ("Ann Lee, Editor", [("Ann Lee", "Editor")]),
        ("", []),
    ],
)
def test_names(words: str, names: list[tuple[str, str | None]]) -> None:
    assert [(author.name, author.affiliation) for author in names_in(words)] == names


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("admin", "nobody's name"),
        ("123", "nobody's name"),
        ("@annlee", "an address or a handle"),
        ("https://kite.example/ann", "an address or a handle"),
        ("{{author.name}}", "a placeholder"),
        ("page.head.author", "a placeholder"),
        ("12 May 2020", "a date or a number"),
        ("Monday 4711", "a date or a number"),
        ("Staff Writer", "a role"),
        ("Senior Fellow", "a role"),
        ("Visiting Research Scholar", "a role"),
        ("Ann Head", None),
        ("Head Gardener", "a role"),
        ("Licensed Tea Grader", "a role"),
        ("Read our policy", "words of the page's own controls"),
        ("NOC Admin", "words of the page's own controls"),
        ("The tide was high again that night", "a sentence or a label"),
        ("Topics: Ports", "a sentence or a label"),
        ("a " * 40, "too long for a name"),
        ("Ann Lee", None),
        ("Centre for Trade and Ports", None),
        ("李小安", None),
        ("surfer", None),
    ],
)
def test_what_is_no_name_is_refused_with_its_reason(words: str, reason: str | None) -> None:
    assert fault(words) == reason


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("Ann Lee", True),
        ("ANN LEE", True),
        ("Ludwig van der Aa", True),
        ("Ann (Kit) Lee", True),
        ("Анна Лесная", True),
        ("ليلى حسن", True),
        ("李小安", True),
        ("卡尔·马克", True),
        ("김가나", True),
        ("海湾研究院", False),
        ("Ann", False),
        ("ann lee", False),
        ("Kite Institute", False),
        ("The Tide", False),
        ("Ports of the", False),
        ("Climate Change", False),
        ("the Numbers", False),
    ],
)
def test_a_persons_name_is_known_by_its_shape(words: str, person: bool) -> None:
    assert is_person(words) is person


@pytest.mark.parametrize(
    ("pieces", "names"),
    [
        (["By", "Ann Lee", "Fellow", "Edited by", "Bo Ek"], [("Ann Lee", "Fellow")]),
        (["Written by:", "Ann Lee", "&", "Reviewed by:", "Bo Ek"], [("Ann Lee", None)]),
        (["Photo:", "Bo Ek", "Text:", "Ann Lee"], [("Ann Lee", None)]),
        (["Data analysis by", "Bo Ek"], []),
        (["Ann Lee", "2 May 2020", "5 min read", "Share"], [("Ann Lee", None)]),
        (["2 May 2020", "by Ann Lee"], [("Ann Lee", None)]),
        (["Ann Lee", "Ports"], [("Ann Lee", None)]),
        (["Ports", "Tides"], []),
        (["surfer"], [("surfer", None)]),
        (["View all posts by Ann Lee"], [("Ann Lee", None)]),
        (["责任编辑：", "王大波", "作者：", "李小安"], [("李小安", None)]),
        (["Senior Fellow"], []),
    ],
)
def test_credits(pieces: list[str], names: list[tuple[str, str | None]]) -> None:
    assert [(author.name, author.affiliation) for author in credited(pieces)] == names


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (article({"@type": "Person", "name": "Ann Lee"}), ["Ann Lee"]),
        (article(["Ann Lee", {"name": "Bo Ek"}]), ["Ann Lee", "Bo Ek"]),
        (article({"name": ["Ann Lee", "Bo Ek"]}), ["Ann Lee", "Bo Ek"]),
        (article("By Ann Lee and Bo Ek"), ["Ann Lee", "Bo Ek"]),
        (article({"name": "Ann Lee, Political Reporter"}), ["Ann Lee"]),
        (article({"name": "Ann &amp; Bo"}), ["Ann", "Bo"]),
        (article({"@type": "Organization", "name": "Bo and Ek"}), ["Bo and Ek"]),
        (article({"@type": "Organization", "name": "Owl"}, publisher={"name": "Owl"}), []),
        (ld([{"@type": "WebPage"}, {"@type": "Article"}, {"@type": "BlogPosting", "author": "Ann Lee"}]), ["Ann Lee"]),
        (ld({"@graph": [{"@type": "Article", "author": {"@id": "#p"}}, {"@id": "#p", "name": "Ann Lee"}]}), ["Ann Lee"]),
        ('<script type="application/ld+json">{broken</script>', []),
        (article({"name": ""}), []),
        (article([None, 7, {"name": {"@value": "Ann Lee"}}]), ["Ann Lee"]),
        ('<meta name="author" content="Ann Lee, Bo Ek">', ["Ann Lee", "Bo Ek"]),
        ('<meta name="author" content="Smith, John">', ["Smith, John"]),
        ('<meta name="citation_author" content="Smith, John"><meta name="citation_author" content="Lee, Ann">',
         ["John Smith", "Ann Lee"]),
        ('<meta name="author" content="Posted by admin">', []),
        ('<meta name="author" content="Anonymous">', []),
        ('<meta name="author" content="null">', []),
        ('<meta name="author" content="https://x.example/ann">', []),
        ('<meta name="author" content="Kite"><meta property="og:site_name" content="Kite">', []),
        ('<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">', ["Ann Lee"]),
        ('<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="Ann Lee">', []),
        ("", []),
    ],
)  # fmt: skip
def test_metadata(head: str, names: list[str]) -> None:
    assert authors(TEXT, head) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("<p class='byline'>By <a href='/x'>Ann Lee</a> and <a href='/y'>Bo Ek</a></p>", ["Ann Lee", "Bo Ek"]),
        ("<ul><li class='author'>Ann Lee</li><li class='author'>Bo Ek</li></ul>", ["Ann Lee", "Bo Ek"]),
        ("<span class='author vcard'><a class='url fn n' rel='author' href='/u'>surfer</a></span>", ["surfer"]),
        ("<div itemprop='author'><span itemprop='name'>Ann Lee</span> Fellow</div>", ["Ann Lee"]),
        ("<div itemprop='author'><meta itemprop='name' content='Ann Lee'><b>Fellow</b></div>", ["Ann Lee"]),
        ("<i itemprop='author'><meta itemprop='name' content='Bo Ek'></i>" * 2, []),
        ("<div itemscope itemtype='https://schema.org/Review'><b itemprop='author'>Bo Ek</b></div>", []),
        ("<div class='post-author'><b>Ann Lee</b><i>Marketing Director</i></div>", ["Ann Lee"]),
        ("<div class='author'>Written by</div><div class='author'>Ann Lee</div>", ["Ann Lee"]),
        ("<div>Reviewed by <span class='author'>Bo Ek</span></div>", []),
        ("<div class='submitted'>2 May 2020 by <span class='username'>surfer</span></div>", ["surfer"]),
        ("<article><aside class='meta'><p class='authors'>Ann Lee</p></aside></article>", ["Ann Lee"]),
        ("<aside><p class='author'>Bo Ek</p></aside>", []),
        ("<div class='sidebar'><p class='author'>Bo Ek</p></div>", []),
        ("<article><nav><p class='author'>Bo Ek</p></nav></article>", []),
        ("<div class='comment'><p class='author'>Bo Ek</p></div>", []),
        ("<div class='related-card'><p class='byline'>By Bo Ek</p></div>", []),
        ("<p class='author'>Read more</p>", []),
        ("<p class='author'>The tide was high again that night</p>", []),
        ("<p>x <a href='/authors/ann-lee'>Ann Lee</a></p>", ["Ann Lee"]),
        ("<nav><a href='/authors/bo-ek'>Bo Ek</a></nav>", []),
        (f"<p>{'Once she met ' * 20}<a href='/people/bo-ek'>Bo Ek</a></p>", []),
        ("<article><address><a href='/x'>Ann Lee</a></address></article>", ["Ann Lee"]),
        ("<p>By Ann Lee</p>", ["Ann Lee"]),
        ("<p><span>By</span><span>Ann Lee</span></p>", ["Ann Lee"]),
        ("<p>2 May 2020 by Ann Lee, who paints</p>", ["Ann Lee"]),
        ("<p>Ann Lee | Senior Writer | 2 May 2020</p>", ["Ann Lee"]),
        ("<p>2 May 2020 | Climate Change</p>", []),
        ("<p>By Friday</p>", []),
        ("<p>作者：李小安</p>", ["李小安"]),
        (f"{TEXT}{'<p>A line.</p>' * 30}<p>by Bo Ek</p>", []),  # a book's author, say
        (f"{TEXT}{'<p>A line.</p>' * 30}<p>Autorin: Ann Lee</p>", ["Ann Lee"]),
        ("<div class='byline'>Ann Lee</div><div class='byline'>Ann</div>", ["Ann Lee"]),
        ("<p>By the Numbers</p>", []),
        ("<p>By Climate Change</p>", []),
        ("<p>By the Kite House</p>", ["the Kite House"]),
        ("<p>Opinion by Ann Lee</p>", ["Ann Lee"]),
        ("<p>2 May 2020 · 3 min read · By Ann Lee</p>", ["Ann Lee"]),
        ("<p>2 May 2020 · 3 min read · By Our Readers' Panel Itself</p>", []),
        ("<p><small>Author:</small>Ann Lee</p>", ["Ann Lee"]),
        ("<p><span>时间:2012-03-05</span><span><small>来源:</small>未知</span> <span><small>作者:</small>李小安</span></p>", ["李小安"]),
        ("<p>김철수 기자 kim@kite.example</p>", ["김철수"]),
        ("<p>김철수 기자</p>", ["김철수"]),
        ("<p>Wir danken kim@kite.example</p>", []),
        ("<p class='byline'>Climate Change, Energy Policy</p>", []),
        ("<div><small>Updated:</small>2019-12-13<small>Source:</small>Owl<small>Author:</small>Ann Lee<small>Views:</small></div>", ["Ann Lee"]),
        ("<div>2019-12-13<small>Author:</small>admin<small>Views:</small>12</div>", []),
        ("<p>By Ann Lee of the Kite Institute</p>", ["Ann Lee"]),
        ("<p>By All Means</p>", []),
        ("<p>글=김철수 기자</p>", ["김철수"]),
    ],
)  # fmt: skip
def test_bylines(body: str, names: list[str]) -> None:
    assert authors(HEADING + body + TEXT) == names


@pytest.mark.parametrize(
    "body",
    [
        "<figure><img><figcaption>By Bo Ek / Kite Photos</figcaption></figure>",
        "<div class='wp-caption'><span class='author'>Bo Ek</span></div>",
        "<blockquote><p>Knowledge is power.</p><footer class='author'>Bo Ek</footer></blockquote>",
        "<div class='pull-quote'><b class='author'>Bo Ek</b></div>",
        f"{TEXT}<h3>Comments</h3><p>Posted by Bo Ek on 5 May 2021</p>",
        f"{TEXT}<h2>Related</h2><ul><li><a href='/x'>Another</a> <span class='author'>Bo Ek</span></li></ul>",
        f"{TEXT}<h2>Our experts</h2><div><a href='/experts/bo-ek'>Bo Ek</a></div>",
        f"{TEXT}<div><h2>3 responses</h2></div><div><div><a href='/people/bo-ek'>Bo Ek</a></div></div>",
        f"{TEXT}<h2>相关专家</h2><p class='author'>李小安</p>",
        f"{TEXT * 3}<p>The Tide Tables</p><p>By Bo Ek</p>",
    ],
)
def test_who_stands_among_other_things_wrote_them(body: str) -> None:
    assert authors(HEADING + body) == []
    assert authors(f"{HEADING}<p class='byline'>Ann Lee</p>{body}") == ["Ann Lee"]


@pytest.mark.parametrize(
    "body",
    [
        f"{TEXT}<h3>About the author</h3><p class='author'>Ann Lee</p>",
        f"{TEXT}<h3>More from the author</h3><p class='author'>Ann Lee</p>",
        f"{TEXT}<h3>What the tide brings to the harbour</h3><p class='author'>Ann Lee</p>",
        "<div class='caption'><h1>Ports</h1><ul class='author'><li>Ann Lee</li></ul></div>",
    ],
)
def test_what_only_looks_like_a_part_of_others(body: str) -> None:
    assert authors(body) == ["Ann Lee"]


@pytest.mark.parametrize(
    ("said", "alone"),
    [
        ("Kite Watch", ["Kite Watch"]),  # shaped like a person's, as the names of blogs are: taken last
        ("The Kite Watch", []),
        ("kite", []),  # the host's name
        ("Kite Communications", []),
        ("Kite Watch Team", ["Kite Watch Team"]),
        ("Owl Agency", ["Owl Agency"]),
    ],
)
def test_bodies_and_the_sites_name_give_way_to_a_byline_of_persons(said: str, alone: list[str]) -> None:
    meta = f"<meta name='author' content='{said}'>{NAMED_KITE}"
    assert authors(f"{HEADING}<p class='byline'>Bo Ek</p>{TEXT}", meta) == ["Bo Ek"]
    assert authors(HEADING + TEXT, meta) == alone


def test_a_body_does_not_give_way_to_a_mere_link() -> None:
    link = "<p>x <a href='/authors/bo-ek'>Bo Ek</a></p>"
    assert authors(HEADING + link + TEXT, article({"@type": "Organization", "name": "Owl Agency"})) == ["Owl Agency"]
    assert authors(HEADING + link + TEXT) == ["Bo Ek"]


@pytest.mark.parametrize("kind", ["ImageObject", "VideoObject", "Book", "Review", "WebSite", "Product"])
def test_the_author_of_another_thing_is_not_the_pages(kind: str) -> None:
    other = ld({"@type": kind, "name": "x", "author": {"@type": "Person", "name": "Bo Ek"}})
    assert authors(TEXT, other) == []
    assert authors(f"{HEADING}<p>By Ann Lee</p>{TEXT}", other) == ["Ann Lee"]
    assert authors(TEXT, ld({"@type": "WebPage", "author": "Bo Ek"})) == ["Bo Ek"]


@pytest.mark.parametrize(
    ("site", "author", "names"),
    [
        ("Ann Lee", {"@type": "Person", "name": "Ann Lee"}, ["Ann Lee"]),
        ("Ann Lee", {"@type": "Organization", "name": "Ann Lee"}, []),
        ("Kite Institute", {"@type": "Person", "name": "Kite Institute"}, []),
        ("Owl", {"name": "Owl"}, []),
    ],
)
def test_a_person_may_have_the_name_of_the_own_site(site: str, author: Any, names: list[str]) -> None:
    assert authors(TEXT, article(author) + f"<meta property='og:site_name' content='{site}'>") == names


def test_an_account_counts_only_where_the_page_shows_it() -> None:
    head = article({"@type": "Person", "name": "jdoe7"})
    reading = read_authors(parsed(TEXT, head))
    assert (reading.value, [refusal.reason for refusal in reading.refusals]) == (
        None,
        ["an account's name that the page does not show"],
    )
    assert authors(f"<p>Posted: jdoe7</p>{TEXT}", head) == ["jdoe7"]


def test_affiliation_role_and_raw_words_are_kept() -> None:
    head = article({"name": "Dr. Ann Lee, PhD", "affiliation": {"name": "Kite Institute"}})
    [author] = read_authors(parsed(TEXT, head)).value or ()
    assert (author.name, author.affiliation, author.raw) == ("Ann Lee", "Kite Institute", "Dr. Ann Lee, PhD")


def test_what_was_not_believed_explains_the_null() -> None:
    reading = read_authors(parsed(TEXT, "<meta name='author' content='admin'><meta name='byl' content='By @annlee'>"))
    assert reading.value is None
    assert [(refusal.field, refusal.reason, refusal.raw) for refusal in reading.refusals] == [
        ("authors", "nobody's name", "admin"),
        ("authors", "an address or a handle", "@annlee"),
    ]


def test_every_value_has_its_evidence() -> None:
    [evidence] = read_authors(parsed(f"{HEADING}<p>By Ann Lee and Bo Ek</p>{TEXT}")).evidence
    assert (evidence.field, evidence.method, evidence.where, evidence.raw) == (
        "authors",
        "byline",
        "By",
        "Ann Lee; Bo Ek",
    )
    assert 0.5 <= evidence.confidence <= 1


def test_a_sources_selector_comes_first() -> None:
    hints = Hints(selectors=(("authors", "p.w"),))
    read = read_authors(parsed("<p class='w'>By Ann Lee</p>", article("Bo Ek"), hints))
    assert [author.name for author in read.value or ()] == ["Ann Lee"]
    assert read.evidence[0].method == "selector"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By <a>Ann Lee</a> and Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("By <a>Ann Lee</a>, <a>Bo Ek</a> &amp; Cy Moe", ["Ann Lee", "Bo Ek", "Cy Moe"]),
        ("Von <a>Ann Lee</a> und Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("By <a>Ann Lee</a> and Dr. Bo Ek, Senior Fellow", ["Ann Lee", "Bo Ek"]),
        (
            "<span>By Ann Lee</span><span>Published: 14 March 2024</span><span>Updated: 2 April 2024</span>",
            ["Ann Lee"],
        ),
        ("<span>来源：本站</span><span>作者：李明</span><span>发布时间：2024-03-05</span>", ["李明"]),
        ("<span>作者：李明 王小红</span> <span>更新时间：2024-03-08</span>", ["李明", "王小红"]),
    ],
)
def test_a_byline_of_several_elements(byline: str, names: list[str]) -> None:
    for body in (f"<p class=byline>{byline}</p>", f"<p>{byline}</p>"):
        assert authors(f"{HEADING}{body}{TEXT}") == names, body


@pytest.mark.parametrize(
    "body",
    [
        "<dl><dt>Author</dt><dd>Ann Lee</dd><dt>Pages</dt><dd>12</dd></dl>",
        "<table><tr><th>Authors</th><td>Ann Lee</td></tr></table>",
    ],
)
def test_a_label_in_a_cell_of_its_own_names_who_stands_in_the_next(body: str) -> None:
    assert authors(f"{HEADING}{body}{TEXT}") == ["Ann Lee"]


@given(st.text(max_size=60) | st.text("Ann Lee,|;&.()By李小 :/-", max_size=60))
def test_any_words_give_names_or_none(words: str) -> None:
    for author in names_in(words):
        assert author.name
        assert author.name == author.name.strip()
        fault(author.name)
        is_person(author.name)


NAMES = st.sampled_from(["Ann Lee", "Bo van der Ek", "Cy O’Moe", "Анна Лесная", "李小安", "Ana-María Luz"])


@given(
    st.lists(NAMES, min_size=1, max_size=6, unique=True), st.sampled_from(["; ", " | ", ", ", "、", " and ", " & "])
)
def test_written_names_are_read(names: list[str], mark: str) -> None:
    if mark == "、" or not {"李小安"} & set(names):  # a single word among others may be a place
        assert [author.name for author in names_in(mark.join(names))] == names


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "words",
    [
        "x", "Ann Lee, ", "Ann Lee and ", "by ", "By By ", "( ", "((", "[ (", "Dr. ", "Ph. D. ", "i i ", "m s ", ". ", "a.b.",
        "| ", " - ", "李", "李小安 ", "和", "1", "@", "{", "&amp;", "Share ", "is a ", "\u0645 ", "A", "A ", ",", "， ", "© ",
    ],
)  # fmt: skip
def test_hostile_words_take_no_time(words: str) -> None:
    long = words * (SIZE // len(words))
    with bounded():
        for part in (long, long[:3_999], long[:150], long[:80]):
            names_in(part)
            credited([part])
            fault(part[:500])
            authors(f"{HEADING}<p class='author'>{part}</p><p>By {part}</p>", article({"name": part}))


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<b rel=author>" * 5_000, ""),
        ("<b class=author>Ann " * 5_000, ""),
        ("<p class=byline> </p>" * 8_000, ""),
        ("<h1>T</h1><p>By x</p>" * 4_000, ""),
        ("<i itemprop=name></i>" * 8_000, ""),
        ("<p></p>" * 20_000 + "<b class=author>Ann Lee</b>" * 4_000, ""),
        ("<div>" * 3_000 + "<figure><b class=author>Ann Lee</b>" * 3_000, ""),
        ("<a href=/author/x>Ann Lee</a>" * 4_000, ""),
        ("", "<meta name=author content='Ann Lee'>" * 3_000),
        ("", ld({"@type": "Article", "author": [{"@id": "#p"}] * 10_000})),
        ("", ld([{"@type": "Article", "author": ["x y z"] * 50}] * 400)),
        ("", f'<script type="application/ld+json">{{"@type":"Article","author":{"[" * 900}{"]" * 900}}}</script>'),
        ("", f'<script type="application/ld+json">{{"@type":"Article","author":{"[" * 50_000}</script>'),
        (
            "",
            f'<script type="application/ld+json">{{"@type":"Article","author":{{"name":{"[" * 900}{"]" * 900}}}}}</script>',
        ),
    ],
)
def test_hostile_pages_take_no_time(body: str, head: str) -> None:
    read = parsed(body, head)
    with bounded():
        read_authors(read)


def test_a_label_amid_a_line_is_read_without_a_heading() -> None:
    line = "<div><small>Updated:</small>2019-12-13<small>Author:</small>Ann Lee<small>Views:</small>12</div>"
    assert authors(f"<h2>Ports</h2>{line}{TEXT}") == ["Ann Lee"]
