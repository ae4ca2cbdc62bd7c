"""How do sites call the page that lists their articles? The words of its link, the likeliest first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.text import folded, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 40  # characters of a link in a menu
# What an institute publishes as a whole; what it writes; what it tells of itself.
RANKS: Sequence[frozenset[str]] = (
    frozenset(
        listed("""
        publications | all publications | publikationen | veröffentlichungen | toutes les publications | publicaciones | publicações
        pubblicazioni | publicaties | publikacje | publikace | publikationer | публикации | публікації | yayınlar | publikasi | ấn phẩm
        研究成果 | 学术成果 | 出版物 | 刊物 | 発行物 | 간행물 | 발간물 | منشورات | الإصدارات | انتشارات
        """)
    ),
    frozenset(
        listed("""
        articles | article | analysis | analyses | commentary | commentaries | comment | opinion | opinions | views | insights | ideas
        research | reports | papers | briefs | policy briefs | essays | blog | posts | writings | work | library | resources
        artikel | analysen | kommentare | kommentar | standpunkte | beiträge | forschung | studien | notes | travaux | recherche | études | tribunes
        artículos | análisis | opinión | investigación | informes | artigos | análises | opinião | pesquisa | articoli | analisi | commenti | ricerca
        onderzoek | analizy | artykuły | badania | analýzy | články | статьи | аналитика | исследования | мнения | статті | аналітика
        makaleler | analiz | yorum | raporlar | مقالات | تحليلات | دراسات | أبحاث | تحلیل | מאמרים | מחקרים
        文章 | 研究 | 观点 | 評論 | 评论 | 专家观点 | 论文 | 报告 | 研究报告 | 论坛 | 論文 | コラム | レポート | 研究レポート | 연구 | 보고서 | 칼럼 | 논평
        """)
    ),
    frozenset(
        listed("""
        news | latest | press | press releases | media | updates | archive | aktuelles | neuigkeiten | nachrichten | actualités | actualité | noticias
        novedades | actualidad | notícias | notizie | attualità | nieuws | aktualności | novinky | nyheter | nyheder | uutiset | новости | новини
        haberler | berita | tin tức | أخبار | اخبار | חדשות | 新闻 | 动态 | 资讯 | 最新消息 | 新聞 | ニュース | お知らせ | 뉴스 | 소식
        """)
    ),
)
WORDS = re.compile(r"\w+")
_RANKS = tuple(frozenset(map(folded, words)) for words in RANKS)


def rank(label: str) -> float | None:
    """How likely a link of these words leads to the articles, 0 the likeliest; null when nothing says that it does."""
    said = folded(label)
    if not said or len(said) > LONGEST:
        return None
    parts = WORDS.findall(said)
    for number, words in enumerate(_RANKS):
        if said in words:
            return number
        if any(part in words for part in parts) or any(one in said for one in words if not one.isascii()):
            return number + 0.5
    return None
