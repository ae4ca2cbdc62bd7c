"""Counts of views in thirty languages, and what looks like one and is not; the texts are those of the field notes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from output.records import Article
from pipelines.normalize import normalize
from pipelines.page import Page

TRAPS: list[tuple[str, int | None]] = [
    ("<p>Dibaca 12.768 kali</p>", 12768),
    ("<div lang=de><span>Post Views:</span> <span>1.432</span></div>", 1432),
    (
        "<ul><li><a href='/a'>One</a> - 32.977 views</li><li><a href='/b'>Two</a> - 15.653 views</li><li><a href='/c'>Three</a> - 9.120 views</li></ul>",
        None,
    ),
    ("<p>149436 views, 89023 views, 54224 views</p>", None),
    ("<div><p>6976 lecturas</p><p>142233 lecturas</p></div>", None),
    ("<h3>Most</h3><p>48801 Read</p><p>13696 Viewed</p>", None),
    ("<footer>171.948 hits</footer>", None),
    ("<p>140.125 Besucher (seit 09/2011)</p>", None),
    ("<p>30 Views</p><footer>61.783.588 Views</footer>", 30),
    ("<p>(Visited 215 times, 55 visits today)</p>", 215),
    ("<p>3,894 total views, 1 views today</p>", 3894),
    ("<p>1 Besucher online</p>", None),
    ("<p>über 200.000 Leser pro Monat</p>", None),
    ("<p>Temps de lecture : 4 min</p>", None),
    ("<p>Meist gelesen 7 Tage</p>", None),
    ("<p>2 Klicks für mehr Datenschutz</p>", None),
    ("<p>wrote 360 bytes read 66 bytes</p>", None),
    ("<p>Saraki , read 16 letters that</p>", None),
    ("<h2>Iyer hits 50</h2>", None),
    ("<p>瀏覽7｜回應0｜推薦0</p>", 7),
    ("<p>сегодня в 17:04, просмотров: 173</p>", 173),
    ("<p>Views:1458 Updated:2019-12-13</p>", 1458),
    ("<p>13696 Viewed</p>", 13696),
    ("<p>1,314 views</p>", 1314),
    ("<p>read 7 times</p>", 7),
    ("<p>浏览次数：10</p>", 10),
    ("<p>阅读（90800）</p>", 90800),
    ("<p>3358 人已阅读</p>", 3358),
    ("<p>热度：82</p>", 82),
    ("<p>查看： 12 次</p>", 12),
    ("<p>阅读 302次</p>", 302),
    ("<p>Aufrufe: 1120</p>", 1120),
    ("<p>295 Ansichten</p>", 295),
    ("<p>6976 lecturas</p>", 6976),
    ("<p>Número de visitas: 31</p>", 31),
    ("<p>Nombre de vues : 1 204</p>", 1204),
    ("<p>просмотров: 173</p>", 173),
    ("<p>Количество просмотров: 41</p>", 41),
    ("<p>переглядів: 9</p>", 9),
    ("<p>Lượt xem: 55,789</p>", 55789),
    ("<p>17,306 lượt xem</p>", 17306),
    ("<p>조회 1,458 회</p>", 1458),
    ("<p>จำนวนผู้เข้าชม : 88</p>", 88),
    ("<p>تعداد بازدید: 1032135</p>", 1032135),
    ("<p>تعداد بازدید: ۱۴۵۸</p>", 1458),
    ("<p>عدد المشاهدات: ٢٥</p>", 25),
    ("<p>Okunma Sayısı: 64</p>", 64),
    ("<p>閲覧数：1,204</p>", 1204),
    ("<p>पढ़ा गया: १२३</p>", 123),
    ("<p>Wyświetleń: 45</p>", 45),
    ("<p>Počet zobrazení: 45</p>", 45),
    ("<p>Visningar: 45</p>", 45),
    ("<p>Προβολές: 45</p>", 45),
    ("<p>צפיות: 45</p>", 45),
    ("<p>Visualizzazioni: 45</p>", 45),
    ("<p>Visualizações: 45</p>", 45),
    ("<p>Weergaven: 45</p>", 45),
    ("<p>দেখা হয়েছে: ৪৫</p>", 45),
    ("<p>Visitas: 1.2 mil</p>", 1200),
    ("<p>просмотров: 3 тыс.</p>", 3000),
    ("<p>Aufrufe: 1,2 Mio.</p>", 1200000),
    ("<p>Downloads: 45</p>", None),
    ("<p>45 likes</p>", None),
    ("<p>45 comments</p>", None),
    ("<p>Rank: 45</p>", None),
]
TEXT = "<p>" + "The committee met again in the autumn and agreed on very little. " * 8 + "</p>"


@pytest.mark.parametrize(("body", "count"), TRAPS)
def test_only_the_article_s_own_count_is_read(body: str, count: int | None) -> None:
    html = f"<html><meta charset=utf-8><body><h1>T</h1>{body}{TEXT}</body></html>"
    article = normalize(Page("kite", "https://kite.example/9.html", html.encode(), datetime(2025, 6, 1, tzinfo=UTC)))
    assert isinstance(article, Article)
    assert (article.views and article.views.count) == count


HOSTILE = [
    "1" * 100_000,
    "1," * 50_000,
    "1 " * 50_000,
    "Views: " * 14_000,
    "Views: 1 | " * 9_000,
    "Updated: 1/" * 9_000,
    "By A " * 20_000,
    "A, " * 33_000,
    "© " * 50_000,
    "© 2019-" * 14_000,
    "CC BY-" * 16_000,
    "2019-" * 20_000,
    "May 1 " * 16_000,
    "a" * 100_000,
    " " * 100_000 + "x",
    "(" * 100_000,
    "&#1;" * 25_000,
    "万" * 100_000,
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: words[:8].strip())
@pytest.mark.parametrize(
    "place",
    ["<p>{}</p>", "<title>{}</title>", "<meta name=author content='{}'>", "<p class='author date'>{}<br></p>"],
)
def test_no_words_take_long(words: str, place: str) -> None:
    """A pattern that backtracks would take hours for these."""
    html = f"<html><body>{place.format(words)}{TEXT}</body></html>"
    assert normalize(Page("kite", "https://kite.example/9.html", html.encode(), datetime(2025, 6, 1, tzinfo=UTC)))
