"""What looks like an article's view count and is none, and what looks like none and is one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.document import document
from pipelines.page import Page
from pipelines.views.read import read_views
from tests.cost import bounded

URL = "https://kite.example/9.html"
LONG = "<p>The committee met again in the autumn, and the harbour was on its list of things to mend once more.</p>"
NONE = [
    # Another's: an author's, a list's, the site's
    "<p>Ann Lee · 120 articles · 45,000 reads</p>",
    "<div class='author-box'><h3>Ann Lee</h3><p>120,000 views</p></div>",
    "<div><h3>About the author</h3><p>120,000 views</p></div>",
    "<div><h4>Most read</h4><p><a href='/b'>Tides</a></p><p>120 views</p></div>",
    "<div><div><h3>热门文章</h3></div><ul><li><a href='/b'>潮</a> 阅读：120</li></ul></div>",
    "<div><h3>Blog Stats</h3><ul><li>171.948 hits</li></ul></div>",
    "<p>6,976 reads / 142,233 reads ... (15)</p>",
    # A heading, and words of another language
    "<p>Views 2020</p>",
    "<p>12 lectures</p>",
    "<p>3 vistas</p>",
    "<p>5 consultations</p>",
    "<p>1.2 mil views</p>",
    "<p>3 tn views</p>",
    "<p>Reads: 3w</p>",
    "<p>Abstract views: 120 | PDF downloads: 77</p>",
    "<p>Views: <span>1</span><span>,204</span></p>",
    "<p>Hits: 1204 Print Email</p>",
    "<p>上一篇：阅读的乐趣 3</p>",
    "<p>浏览量超过1000</p>",
    "<p>阅读 5 分钟</p>",
    "<p>点击进入 2</p>",
    "<p>第1204次访问</p>",
    "<p>访问量统计：今日 12 总 12345</p>",
    "<p>热度 3</p>",
    "<p>Просмотров за сегодня: 5</p>",
    "<p>Посетителей на сайте: 5</p>",
    "<p>Besuche uns: 5 Orte</p>",
    "<p>Ansichten: 3 Experten</p>",
    "<p>Vu : 3 films</p>",
    "<p>Lectures : 5 livres pour l'été</p>",
    "<h2>5 lectures</h2>",
    "<p>Visitas guiadas: 5</p>",
    "<p>Dibaca: 5 menit</p>",
    "<p>Okunma süresi: 5 dk</p>",
    "<p>조회수 1위</p>",
    "<p>조회 기간: 5</p>",
    "<p>閲覧時間：5</p>",
    "<p>閲覧数ランキング 5</p>",
    "<p>Categories: News (12), Views (3)</p>",
    "<ul><li>News (12)</li><li>Views (3)</li><li>Reports (9)</li></ul>",
    "<ul><li><a href='/c/views'>Views</a> (3)</li></ul>",
    "<p>Tel: 123456 Visits: 9-17</p>",
    "<p>Views: 5G networks</p>",
    "<p>Views: 2020 in review</p>",
    "<p>Total: 1,204 views, today: 3</p>",
    "<p>12 views in the last hour</p>",
    "<p>Views last 30 days: 12</p>",
    "<p>Yesterday: 12 views | Today: 3 views</p>",
    "<a class=icon href='/b' title='View 3 more'>3</a>",
    "<button class=icon aria-label='View comments (71)'>71</button>",
    "<a class=icon href='/b' title='Views'>71</a>",
    "<span class=icon title='Downloads'>71</span>",
    "<span class=icon title='View'>71</span>",
    "<i class='fa-eye'></i><i class='fa-eye'></i>",
    "<div class='password'><input><i class='fa-eye-slash'></i> 8</div>",
    "<div class='ranking'><span>71 Views</span></div>",
    "<div class='meta'><a href='/b'>A long title of quite another article</a> 71 views</div>",
    "<p>5 views on Brexit</p>",
    "<p>Views: 3 experts on what comes next</p>",
    "<p>Page 3 of 12 views</p>",
    "<p>Read: 3 more articles</p>",
    "<p>120 clicks away</p>",
    "<p>Also Read: 10 ways to mend a road</p>",
    "<p>Views: 10-20</p>",
    "<p>10–20 views</p>",
    "<p>Views: -5</p>",
    "<p>Views: 12%</p>",
    "<p>Views: 12.5</p>",
    "<p>Views: 4.5/5</p>",
    "<p>Views: 1000+</p>",
    "<p>Views: ~100</p>",
    "<p>Views: 12345678901234567890123</p>",
    "<p>5 views today</p>",
    "<p>Unique views: 5</p>",
    "<p>Site views: 500</p>",
    "<p>Total site visits: 50000</p>",
    "<p>Visitors online: 5</p>",
    "<p>Rank: 5</p>",
    "<p>Rating: 5 (12 votes)</p>",
    "<p>Profile views: 5</p>",
    "<p>Views per day: 5</p>",
    "<p>5 min read</p>",
    "<p>Read: 5 m</p>",
    "<p>Reading time: 5 min</p>",
    "<p>阅读：5分钟</p>",
    "<p>约 5 分钟阅读</p>",
    "<p>Lesezeit: 5 Minuten</p>",
    "<p>Copyright © 2020 Kite. Visits: 1,234,567</p>",
    "<div id=footer>访问量：123456</div>",
    "<p>京ICP备12345678号 访问量：123456</p>",
    "<p>您是第 123456 位访问者</p>",
    "<p>本站总访问量：123456</p>",
    "<p>今日访问：12</p>",
    "<p>在线人数：12</p>",
    "<p>1,234,567 visitors since 2009</p>",
    "<p>Visits since 2009: 1234</p>",
    "<div class=related><h3><a href=/b>Other</a></h3><p>120 views</p></div>",
    "<div class='post-card'><a href=/b><img src=x.jpg><h4>Another one</h4></a><span>120 views</span></div>",
    "<div class=item><a href='/b'>A long title of quite another article</a><span class=post-views>120</span></div>",
    "<ul class=comments><li>Ann: nice<span>12 views</span></li></ul>",
    "<div class='video-player'><span>1,234 views</span></div>",
    "<div class=sidebar><p>Views: 5</p></div>",
    "<a href='/b'>1,234 views</a>",
    "<p><a href='/c?sort=views'>Views: 12</a></p>",
    "<p>View: 12 | 24 | 48</p>",
    "<p>Show 12 views</p>",
    "<table><tr><th>Downloads</th><th>Views</th></tr><tr><td>120</td><td>45</td></tr></table>",
    "<div><p>Read</p><p>1</p></div>",
    "<div class=grid-view>12</div>",
    "<div class='views-row'>12</div>",
    "<div class='post-views'>Estimated reading time: 11 minutes</div>",
    "<p>The video has 1,234 views on YouTube.</p>",
    "<p>The page had 5 hits</p>",
    "<p>She visited 7 times and wrote.</p>",
    "<p>He has read 3 times the letter</p>",
    "<p>Downloads: <span class='views'>12</span></p>",
    "<span class=comments-count title=Comments>12</span>",
    "<p>Hits 50 in a row</p>",
    "<p>Views: 5</p><p>Views: 7</p>",
    "<p>Total hits: 1234567</p>",
    "<p>Articles View Hits 1234567</p>",
    "<p>Rated 4 by 12 readers</p>",
    "<p>12 people reading now</p>",
    "<p>Views: none</p>",
    "<p>2019/12 views</p>",
    "<p>88 ครั้ง</p>",
    "<p>1.234K views</p>",
    "<p>Views: 0x1F</p>",
    "<p>Views: 12:30</p>",
    "<p>Views: 2020-05-12</p>",
    "<p>点击 下载 3</p>",
    "<p>热度：3℃</p>",
    "<p>نمایش: 12 24 48</p>",
    "<p>بازدید امروز: 12</p>",
    "<p>Сегодня просмотров: 12</p>",
    "<p>Besucher: 1234</p>",
    "<p>ผู้เข้าชมวันนี้ 12</p>",
    "<p>전체 방문: 12345</p>",
    "<p>本日の閲覧数: 5</p>",
    "<div itemscope itemtype='https://schema.org/VideoObject'><meta itemprop=interactionCount content='UserPageVisits:77'></div>",
    '<script type=\'application/ld+json\'>{"@type":"Article","interactionStatistic":{"@type":"InteractionCounter","interactionType":"https://schema.org/CommentAction","userInteractionCount":5}}</script>',
    '<script type=\'application/ld+json\'>{"@type":"VideoObject","interactionStatistic":{"@type":"InteractionCounter","interactionType":"https://schema.org/WatchAction","userInteractionCount":5}}</script>',
]
COUNTS = {
    "<p>Posted by Ann Lee on May 2, 2020 | 3 Comments | 1,204 Views</p>": 1204,
    "<p>May 2, 2020 in Energy, 1,204 views</p>": 1204,
    "<p>1,204 views · 3 min read</p>": 1204,
    "<p>1,204 Views | 0 Comments</p>": 1204,
    "<p>1,204 views, 3 likes</p>": 1204,
    "<p>Article views: 1,204; downloads: 77</p>": 1204,
    "<p>Views: <b>1,204</b></p>": 1204,
    "<p><strong>1,204</strong> views</p>": 1204,
    "<div class='hits'>Hits: 1204</div>": 1204,
    "<dd class='hits'><span class='icon-eye'></span> Hits: 1204</dd>": 1204,
    "<p>发布时间：2020-01-02 来源：某网 点击：1204</p>": 1204,
    "<p>作者：某人&nbsp;&nbsp;发布日期：2020-01-02&nbsp;&nbsp;阅读次数：1204&nbsp;&nbsp;【打印】【关闭】</p>": 1204,
    "<p>时间:2020-01-02 10:11:12\u3000点击:1204 次\u3000字号:大 中 小</p>": 1204,
    "<p>浏览次数：1204次 日期：2020-01-02</p>": 1204,
    "<p>[ 2020-01-02 ] 浏览 1204 次</p>": 1204,
    "<p>（浏览1204次）</p>": 1204,
    "<p>2020-01-02 10:30 1204人阅读</p>": 1204,
    "<p>文章来源：本站 点击数：1204</p>": 1204,
    "<p>来源：网站管理员 浏览：1204</p>": 1204,
    "<p>阅读 (1.2万)</p>": 12000,
    "<p>收藏：3 浏览：1204 评论：5</p>": 1204,
    "<p>Просмотров: 1204 | Комментариев: 3</p>": 1204,
    "<p>12 мая 2020, 10:30 | Просмотров: 1 204</p>": 1204,
    "<p>12.05.2020 10:30 1204 просмотра</p>": 1204,
    "<p>Всего просмотров: 1204, сегодня: 5</p>": 1204,
    "<p>Прочитано 1204 раза</p>": 1204,
    "<p>Zugriffe: 1204 · Kategorie: Politik</p>": 1204,
    "<p>Views: 2020</p>": 2020,
    "<p>Views: 1,204 (3 today)</p>": 1204,
    "<span class=stat title='Views'>1,234</span>": 1234,
    "<span class=stat aria-label='1,234 views'>1.2K</span>": 1234,
    "<p><i class=icon-9 title='Просмотры'></i> 71</p>": 71,
    "<span class=meta-item title='71 Article Views'><i></i></span>": 71,
    "<div><span>1 May 2025</span><span>71 Views</span></div>": 71,
    "<div class='rank-viral'><span>71 Views</span></div>": 71,
    "<div class='meta'>Source: <a href='/i'>The Institute for the Study of Small Harbours</a> Views: 71</div>": 71,
    "<dl><dt>Views</dt><dd>77</dd></dl>": 77,
    "<dl><dt>Views:</dt><dd>1,234</dd><dt>Comments:</dt><dd>5</dd></dl>": 1234,
    "<table><tr><td>Views</td><td>77</td></tr></table>": 77,
    "<table><tr><th>Aufrufe:</th><td>1.432</td></tr></table>": 1432,
    "<div><div>Views</div><div>77</div></div>": 77,
    "<div><div>77</div><div>Views</div></div>": 77,
    "<p>浏览次数</p><p>77</p>": 77,
    "<div><span>Author</span><span>Ann</span></div><div><span>Views</span> <span>77</span></div>": 77,
    "<span class='post-views-count'>1,234</span>": 1234,
    "<p><i class='fa fa-eye'></i> 1,234</p>": 1234,
    "<span class='td-post-views'><i class='td-icon-views'></i><span class='td-nr-views-5'>56</span></span>": 56,
    "<div class=meta><span class=comment>0</span> <span>61 views</span></div>": 61,
    "<div class=meta><span class=comment>3</span> <span>345 views</span></div>": 345,
    "<p>3 Comments 120 Views</p>": 120,
    "<p>3 comments, 120 views</p>": 120,
    "<p>Comments: 3 Views: 120</p>": 120,
    "<p>Downloads: 3 | Views: 120</p>": 120,
    "<p>By Ann Lee | 12 May 2020 | Views: 120</p>": 120,
    "<p>Author: Ann Lee Views: 120 Updated: 2020-01-01</p>": 120,
    "<p>Views: 120 [Print]</p>": 120,
    "<p>Views: 1 458</p>": 1458,
    "<p>Views: 1\u202f458</p>": 1458,
    "<p>Views: 1\xa0458</p>": 1458,
    "<p>Views: 1'458</p>": 1458,
    "<p>Views: 1.458</p>": 1458,
    "<p>Views: 1,234,567</p>": 1234567,
    "<p>Views: 0</p>": 0,
    "<p>Views：１，４５８</p>": 1458,
    "<article><h1>X</h1><footer class=entry-footer>Views: 77</footer></article>": 77,
    "<header><h1>X</h1><p>Views: 77</p></header><div><p>Views: 5</p><p>Views: 6</p><p>Views: 9</p></div>": 77,
    "<div class='card'><h1>X</h1><p>Views: 77</p></div>": 77,
    "<a href='#c'>77 views</a>": 77,
    "<a href='https://kite.example/9.html'>77 views</a>": 77,
    "<div itemscope itemtype='https://schema.org/Article'><div itemprop=interactionStatistic itemscope itemtype='https://schema.org/InteractionCounter'><meta itemprop=interactionType content='https://schema.org/ReadAction'><meta itemprop=userInteractionCount content='77'></div></div>": 77,
    '<script type=\'application/ld+json\'>{"@type":"Article","interactionStatistic":[{"@type":"InteractionCounter","interactionType":{"@type":"ViewAction"},"userInteractionCount":"1,458"}]}</script><p>Views: 9</p>': 1458,
    "<div class=post-views><span class=post-views-label>Post Views:</span> <span class=post-views-count>1,458</span></div>": 1458,
    "<p class=pvc_stats>3,894&nbsp;total views, 1&nbsp;views today</p>": 3894,
    "<p class='pvc_stats total_only'>17,306 lượt xem</p>": 17306,
    "<p>(Visited 215 times, 55 visits today)</p>": 215,
}


def count(body: str, language: str = "en") -> int | None:
    html = f"<html lang={language}><meta charset=utf-8><body><h1>T</h1>{body}<p>The committee met.</p></body></html>"
    parsed = document(Page("kite", URL, html.encode(), datetime(2025, 6, 1, tzinfo=UTC)))
    assert parsed is not None
    views = read_views(parsed).value
    return views and views.count


@pytest.mark.parametrize("body", NONE)
def test_what_is_no_count_of_the_article(body: str) -> None:
    assert count(body) is None


@pytest.mark.parametrize(("body", "expected"), COUNTS.items())
def test_what_is_one(body: str, expected: int) -> None:
    assert count(body) == expected


@pytest.mark.parametrize(
    ("language", "body", "expected"),
    [
        ("fr", "<p>12 lectures</p>", 12),
        ("de", "<p>12 lectures</p>", None),
        ("es", "<p>3 vistas</p>", 3),
        ("es", "<p>1.2 mil views</p>", 1200),
        ("pt-BR", "<p>Visitas: 1,2 mil</p>", 1200),
        ("en", "<p>Visitas: 1,2 mil</p>", 1200),  # the label tells
        ("cs", "<p>1,2 mil. zobrazení</p>", 1200000),
        ("sk", "<p>Views: 1,2 mil.</p>", 1200000),
        ("de", "<p>Views: 1,2 mil.</p>", None),
        ("sv", "<p>3 tn views</p>", 3000),
        ("zh", "<p>阅读：3w</p>", 30000),
        ("de", "<p>1.204 Views</p>", 1204),
    ],
)
def test_words_mean_what_they_do_in_the_page_s_language(language: str, body: str, expected: int | None) -> None:
    assert count(body, language) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<div><h1>T</h1>{LONG}</div><div><p>171.948 hits</p><p>Imprint</p></div>", None),
        (f"<div><h1>T</h1>{LONG}<p>77 hits</p></div><p>Imprint</p>", 77),
        (f"<div><h1>T</h1>{LONG}<p>77 hits</p></div><div><p>171.948 hits</p></div>", 77),
        (f"<h1>T</h1>{LONG}<p>77 hits</p>", 77),  # nothing says where the article ends
    ],
)
def test_a_counter_at_the_bottom_is_the_site_s(body: str, expected: int | None) -> None:
    html = f"<html lang=en><body>{body}</body></html>"
    parsed = document(Page("kite", URL, html.encode(), datetime(2025, 6, 1, tzinfo=UTC)))
    assert parsed is not None
    views = read_views(parsed).value
    assert (views and views.count) == expected


@pytest.mark.parametrize(
    "raw", ["10-20", "10 – 20", "-5", "12%", "12.5", "1000+", "1.234K", "12345678901234567890123"]
)
def test_a_number_that_is_no_exact_count_is_refused_in_the_open(raw: str) -> None:
    html = f"<html lang=en><body><h1>T</h1><p>Views: {raw}</p></body></html>"
    parsed = document(Page("kite", URL, html.encode(), datetime(2025, 6, 1, tzinfo=UTC)))
    assert parsed is not None
    [refusal] = read_views(parsed).refusals
    assert refusal.field == "views"
    assert refusal.reason in {"no exact count", "ambiguous", "too large"}
    assert refusal.raw == raw


MANY = 15_000
HOSTILE = [
    "1 views<br>" * MANY,
    "1 x views<br>" * MANY,
    "<i>Views</i> 1 <b>2</b> <br>" * MANY,
    "<p>Views</p><p>1</p>" * MANY,
    "<span class='post-views'>1</span>" * MANY,
    "<i class='fa-eye'></i>" * MANY,
    "<h1>T</h1>1 views<br>" * MANY,
    "<div class='card'>" * 2_000 + "<p>1 views</p><p>2 views</p>",
    "<a href='/b'></a>" * MANY + "<span>1 views</span><span>2 views</span>",
    f"<span class='{'a-' * MANY}view'>1</span>",
    "<div itemprop='interactionStatistic'>" * 2_000,
    "<script src='/plus/count.php?aid=1'></script>" * MANY,
]


@pytest.mark.no_cover
@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: body[:24])
def test_no_page_takes_long(body: str) -> None:
    with bounded():
        count(body)
