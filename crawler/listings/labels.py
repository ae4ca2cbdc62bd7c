"""Does a place of a page hold links that are the site's, or lead to events, people and topics? By its name and label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.listings.anchors import HEADINGS, ancestors
from pipelines.text import folded, listed, squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ASIDE_TAGS = {"nav", "footer", "aside"}
SECTIONS = {"main", "article", "section"}
# "news-events" is a page's own matter.
MATTER = re.compile(
    r"(?:^|[-_\s])(?:news|articles?|posts?|publications?|blog|press|main|content)(?:$|[-_\s])", re.IGNORECASE
)
ASIDE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navi|navbar|navigation|menu|submenu|dropdown|breadcrumbs?|crumbs?|pager|pagination|paging|"
    r"footer|sidebar|aside|tags?|tagcloud|cloud|share|social|lang|languages?|login|cookies?|related|popular|"
    r"mostread|trending|ranking|hot|toolbar|topbar|partners?|archives?-list|calendar|comments?|events?|"
    r"veranstaltung(?:en)?|termine|evenements?|eventos|products?|shop)(?:$|[-_\s])",
    re.IGNORECASE,
)
# What a page leads with, though it may stand beside its list.
LEADS = re.compile(
    r"(?:^|[-_\s])(?:featured?|lead|hero|highlights?|spotlight|sticky|pinned)(?:$|[-_\s])", re.IGNORECASE
)
LONGEST_LABEL = 60  # characters
LABEL_LEVELS = 4  # how far above a list its label may stand
WHOLE = {"body", "html", "main"}

EVENTS = frozenset(
    listed("""
    event | events | calendar | conferences | seminars | webinars | veranstaltung | veranstaltungen | termine | événements | évènements
    eventos | eventi | evenementen | wydarzenia | мероприятия | события | події | etkinlikler | فعاليات
    """)
)
# What stands above a list that is none of articles, folded; also with "upcoming", "our", "all" and the like around it.
OTHER_LISTS = listed("""
kalender | agenda | evenemang | arrangementer | akce | заходи | الفعاليات | رویدادها | acara | sự kiện | कार्यक्रम | กิจกรรม
活动 | 活動 | 学术活动 | 活动预告 | 会议 | 会议预告 | 讲座 | 讲座预告 | イベント | 行事 | 행사
tags | tag cloud | topics | keywords | themes | categories | schlagwörter | themen | kategorien | thèmes | catégories | mots-clés
temas | etiquetas | categorías | categorias | temi | categorie | темы | рубрики | теги | категории | 标签 | 主题 | 分类 | タグ | カテゴリー | 태그 | الوسوم
authors | experts | people | team | staff | fellows | autoren | experten | personen | auteurs | équipe | autores | expertos | autori
авторы | эксперты | 作者 | 专家 | 专家学者 | 著者 | 저자 | الخبراء
archive | archives | by month | by year | archiv | archivo | archivio | архив | 归档 | 按月归档 | アーカイブ
related | related posts | related articles | related publications | related content | you may also like | recommended | most read
most popular | most viewed | popular | trending | meistgelesen | verwandte artikel | les plus lus | articles liés | más leídos
artículos relacionados | più letti | mais lidas | популярное | самое читаемое | 阅读排行 | 点击排行 | 热门文章 | 热点 | 相关文章 | 相关阅读
人気記事 | ランキング | 関連記事 | 인기글 | الأكثر قراءة
comments | recent comments | latest comments | kommentare | commentaires | comentarios | комментарии | 最新评论
services | our services | what we do | our work | case studies | cases | clients | partners | products | shop | bookshop | jobs | vacancies
leistungen | produkte | partner | kunden | produits | servicios | productos | услуги | 产品 | 产品中心 | 案例 | 成功案例 | 合作伙伴 | 友情链接
links | quick links | useful links | follow us | contact | languages
""")
AROUND = frozenset(
    listed("""
    upcoming | past | next | latest | recent | our | all | more | the | see | browse | view | by | and | kommende | nächste | unsere | alle
    prochains | nos | próximos | nuestros | prossimi | ближайшие | наши
    """)
)
_EVENTS = frozenset(folded(word) for word in EVENTS)
_OTHER = frozenset(folded(words) for words in OTHER_LISTS)


def is_aside(element: HtmlElement) -> bool:
    """Whether an element is called, by its tag or names, what holds links of the site rather than of its page."""
    if element.tag in WHOLE:
        return False
    if element.tag == "header":  # the site's own; a section's may hold what it leads with
        return all(parent.tag not in SECTIONS for parent in ancestors(element))
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    if element.tag == "aside" and LEADS.search(named):
        return False
    return element.tag in ASIDE_TAGS or (ASIDE_NAMES.search(named) is not None and not MATTER.search(named))


def label_of(row: HtmlElement) -> HtmlElement | None:
    """The element that names a list: a heading or a few words just before its first row, or before the list."""
    for element in (row, *ancestors(row, LABEL_LEVELS)):
        if element.tag in WHOLE:
            return None
        before = next((one for one in element.itersiblings(preceding=True) if isinstance(one.tag, str)), None)
        if before is not None:
            return before if _is_label(before) else None
    return None


def names_other_list(label: HtmlElement) -> bool:
    """Whether a label says that its list is none of articles; the page's own heading says nothing of the kind."""
    if label.tag == "h1":
        return False
    said = folded(squeeze(label.text_content())).strip(" :：")
    kept = " ".join(word for word in said.split() if word not in AROUND)
    events = not _EVENTS.isdisjoint(re.findall(r"\w+", said)) and not MATTER.search(said)
    return said in _OTHER or kept in _OTHER or events


def _is_label(element: HtmlElement) -> bool:
    text = squeeze(element.text_content())
    return bool(text) and len(text) <= LONGEST_LABEL and (element.tag in HEADINGS or len(element.findall(".//a")) < 2)  # noqa: PLR2004
