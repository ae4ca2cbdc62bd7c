"""Counters that a script fills in, as each content-management system writes them; the pages are our own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from output.records import Article
from pipelines.normalize import normalize
from pipelines.page import Answer, Needs, Page
from tests.cost import bounded

TEXT = "<p>" + "The committee met again in the autumn and agreed on very little. " * 8 + "</p>"
ROOT = "https://kite.example"

SYSTEMS = {
    "dedecms": (
        "<div class='info'><small>Author:</small>Ann<small>Views:</small><script src='/plus/count.php?view=yes&amp;aid=7&amp;mid=1'></script></div>",
        ("GET", "/plus/count.php?view=yes&aid=7&mid=1", True),
        "document.write('512');\r\n",
        512,
    ),
    "phpcms": (
        "<h1>T<br><span>2021-01-05 评论：<a id='comment'>3</a> 点击：</span><span id='hits'></span></h1><script src='/api.php?op=count&amp;id=5&amp;modelid=1'></script>",
        ("GET", "/api.php?op=count&id=5&modelid=1", True),
        "$('#todaydowns').html('3');$('#weekdowns').html('21');$('#hits').html('640');",
        640,
    ),
    "sudy": (
        "<p><span class='v'>浏览次数：<span class='WP_VisitCount' url='/_visitcountdisplay?siteId=1&amp;type=3&amp;articleId=9'>10</span></span></p>",
        ("POST", "/_visitcountdisplay?siteId=1&type=3&articleId=9", True),
        "871",
        871,
    ),
    "vsb": (
        '<p>作者:某处    时间：2022-06-23    点击数：<script>_showDynClicks("wbnews", 12345, 678)</script></p>',
        ("GET", "/system/resource/code/news/click/dynclicks.jsp?clickid=678&owner=12345&clicktype=wbnews", False),
        "903   \n",
        903,
    ),
    "empire": (
        (
            "<p><span>阅读（<script src='/e/public/ViewClick/?classid=8&amp;id=53&amp;addclick=1'></script>）</span></p>"
            "<p>(<b><script src='/e/public/ViewClick/?classid=2&amp;id=20&amp;down=5'></script>13</b>)</p>"
        ),
        ("GET", "/e/public/ViewClick/?classid=8&id=53&addclick=1", True),
        "document.write('4100');",
        4100,
    ),
    "empire without counting": (
        "<p>浏览：<script src='/e/public/ViewClick/?classid=8&amp;id=53'></script></p>",
        ("GET", "/e/public/ViewClick/?classid=8&id=53", False),
        "document.write(77);",
        77,
    ),
    "gethits": (
        "<p>点击数：<script src='/item/GetHits.asp?Action=Count&amp;GetFlag=0&amp;m=114&amp;ID=6'></script>次</p>",
        ("GET", "/item/GetHits.asp?Action=Count&GetFlag=0&m=114&ID=6", True),
        "302",
        302,
    ),
    "submit_ajax": (
        "<p>点击数：<script src='/tools/submit_ajax.ashx?action=view_article_click&amp;channel_id=1&amp;id=6'></script></p>",
        ("GET", "/tools/submit_ajax.ashx?action=view_article_click&channel_id=1&id=6", True),
        "document.write('41');",
        41,
    ),
    "label behind": (
        "<p>已有<script src='/plus/count.php?aid=7&amp;mid=1'></script>人阅读</p>",
        ("GET", "/plus/count.php?aid=7&mid=1", True),
        "document.write('512');",
        512,
    ),
    "an empty element before": (
        '<p>浏览次数：<span id="dynclicks_wbnews_1"></span><script>_showDynClicks("wbnews", 1, 2)</script>次</p>',
        ("GET", "/system/resource/code/news/click/dynclicks.jsp?clickid=2&owner=1&clicktype=wbnews", False),
        "903",
        903,
    ),
    "another article's below": (
        (
            "<div><h1>T</h1><p>浏览：<script src='/plus/count.php?aid=7'></script></p></div>"
            "<ul><li><a href='/8.html'>Eight</a> 浏览：<script src='/plus/count.php?aid=8'></script></li></ul>"
        ),
        ("GET", "/plus/count.php?aid=7", True),
        "document.write('512');",
        512,
    ),
}


def page(body: str) -> Page:
    html = f"<html><meta charset=utf-8><body>{body}{TEXT}</body></html>"
    return Page("kite", f"{ROOT}/9.html", html.encode(), datetime(2025, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize(("body", "asked", "answer", "count"), SYSTEMS.values(), ids=SYSTEMS)
def test_each_system_s_counter(body: str, asked: tuple[str, str, bool], answer: str, count: int) -> None:
    needs = normalize(page(body))
    assert isinstance(needs, Needs), needs
    assert ("POST" if needs.post else "GET", needs.url.removeprefix(ROOT), needs.raises_count) == asked
    article = normalize(page(body).with_answer(Answer(needs.url, answer)))
    assert isinstance(article, Article)
    assert article.views is not None
    assert (article.views.count, article.views.method) == (count, "counter script")


@pytest.mark.parametrize("body", [system[0] for system in SYSTEMS.values()], ids=SYSTEMS)
@pytest.mark.parametrize("wrong", ["", "NaN", "<html>Forbidden</html>", "document.write('-1')", "-7", "9" * 30, None])
def test_a_failed_counter_costs_the_counter_alone(body: str, wrong: str | None) -> None:
    needs = normalize(page(body))
    assert isinstance(needs, Needs)
    article = normalize(
        page(body).with_answer(Answer(needs.url, wrong, None if wrong is not None else "failed: HTTP 500"))
    )
    assert isinstance(article, Article)
    assert article.views is None
    assert "views" in {refusal.field for refusal in article.refusals}


@pytest.mark.parametrize(
    "body",
    [
        "<p>Digg: <script src='/e/public/ViewClick/?classid=2&amp;id=20&amp;down=5'></script></p>",
        "<p>浏览：<script src='/e/public/ViewClick/?classid=2&amp;id=20&amp;down=1'></script></p>",
        "<p>本站访问：<span class='WP_VisitCount' url='/_visitcountdisplay?siteId=1&amp;type=1'>10</span></p>",
        "<script src='/inc/AspCms_VisitsAdd.asp?id=4'></script>",
        "<span id='hits'></span><script src='/api.php?op=count&amp;id=5&amp;modelid=1'></script>",
    ],
)
def test_what_counts_something_else_is_not_asked(body: str) -> None:
    article = normalize(page(body))
    assert isinstance(article, Article), article
    assert article.views is None


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<p>浏览：<script src='/plus/count.php?aid=7'></script></p><p>Views: 40</p>", 40),
        ("<p>浏览：<script src='/plus/count.php?aid=7'></script>40 次</p>", None),  # frozen when the page was made
        (
            "<p>浏览：<span class='WP_VisitCount' url='/_visitcountdisplay?siteId=1&amp;type=3&amp;articleId=9'>10</span></p>",
            None,
        ),
        (
            "<meta itemprop=interactionCount content='UserPageVisits:40'>Hits: <script src='/plus/count.php?aid=7'></script>",
            40,
        ),
    ],
)
def test_what_a_failed_counter_leaves(body: str, count: int | None) -> None:
    """A number that the page shows elsewhere; what stands in the script's own place is stale."""
    needs = normalize(page(body))
    assert isinstance(needs, Needs)
    article = normalize(page(body).with_answer(Answer(needs.url, None, "not asked")))
    assert isinstance(article, Article)
    assert (article.views and article.views.count) == count
    assert ("views", "not asked") in {(refusal.field, refusal.reason) for refusal in article.refusals}


@pytest.mark.parametrize(
    "body",
    [
        "<aside>浏览：<script src='/plus/count.php?aid=8'></script></aside>",
        "<div class='ranking'>浏览：<script src='/plus/count.php?aid=8'></script></div>",
        "<p>浏览：<script src='/plus/count.php?aid=7'></script></p><p>浏览：<script src='/plus/count.php?aid=8'></script></p>",
        "<p>今日浏览：<script src='/plus/count.php?aid=8'></script></p>",
        "<p>下载：<script src='/plus/count.php?aid=8'></script></p>",
        "<p>浏览：<script src='javascript:/plus/count.php?aid=8'></script></p>",
    ],
)
def test_another_article_s_counter_is_not_asked(body: str) -> None:
    article = normalize(page(body))
    assert isinstance(article, Article), article
    assert article.views is None


def test_the_plugin_that_counts_when_it_is_shown_is_read_from_the_page() -> None:
    """Post Views Counter: its number stands in the page; asking for it would be one request more for nothing."""
    body = "<div class='post-views'><span class='post-views-label'>Post Views:</span> <span class='post-views-count'>1,458</span></div>"
    article = normalize(page(body + "<script>var pvcArgsFrontend = {'mode': 'js', 'postID': 9};</script>"))
    assert isinstance(article, Article)
    assert article.views is not None
    assert article.views.count == 1458


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "body",
    [
        "<script src='/plus/count.php?aid=1'></script>" * 10_000,
        "<script src='/api.php?op=count&amp;id=5'></script><i id='hits'></i>" * 5_000,
        "<i class='wp_visitcount' url='/_visitcountdisplay?type=3&amp;articleId=9'></i>" * 10_000,
    ],
)
def test_many_scripts_take_no_time(body: str) -> None:
    with bounded():
        assert isinstance(normalize(page(body)), Article)
