"""How do pages word a trail? The label before it, the step, the first page and the page itself."""

from __future__ import annotations

import re

from pipelines.text import folded, listed

CRUMB_LABEL = re.compile(
    r"^(?:(?:current location|current position|your position|your location|location|position|path)\s*[:：]"
    r"|(?:you are here|you're here|sie sind hier|sie befinden sich hier|vous êtes ici|estás aquí|está aquí|usted está aquí"
    r"|você está aqui|vi trovi qui|ti trovi qui|u bent hier|jesteś tutaj|вы здесь|ви тут|du är här|du er her|当前位置|您的位置"
    r"|您当前的位置|您现在的位置|您所在的位置|你的位置|所在位置|現在位置|現在地|目前位置|현재 위치)\s*(?:是)?\s*[:：]?(?!\w))",
    re.IGNORECASE,
)
ANYTHING = re.compile(r"^(?:location|position|path)\b", re.IGNORECASE)  # of an event, a job, a file as well
STEP = re.compile(r"\s*(?:[»›→＞▸⟩]|>{1,2}|&gt;)\s*|\s+/\s+")
STEP_SIGN = re.compile(r"[»›→＞▸⟩>/]|&gt;")  # in every step: the cheapest question first
# Addresses of people, whose names stand in the trails of some sites.
PERSON = re.compile(
    r"/(?:authors?|autor(?:es|en|a|as)?|auteurs?|autori|writers?|contributors?|columnists?|experts?|persons?|staff|users?)/[^/]",
    re.IGNORECASE,
)
HOME = frozenset(
    listed("""
    home | homepage | home page | main page | main | front page | index | 首页 | 主页 | 首頁 | 主頁 | 网站首页 | 本站首页
    ホーム | トップ | トップページ | home > | 홈 | 메인 | главная | главная страница | головна | startseite | start | accueil
    inicio | início | página inicial | página principal | portada | home page | pagina iniziale | hjem | hem | forside | etusivu
    strona główna | domů | úvod | domov | kezdőlap | acasă | начало | почетна | naslovnica | početna | ana sayfa | anasayfa
    αρχική | בית | דף הבית | الرئيسية | الصفحة الرئيسية | خانه | صفحه اصلی | होम | मुख्य पृष्ठ | หน้าแรก | beranda | trang chủ
    """)
)
# What a trail says of the page itself.
PAGE = frozenset(
    listed("正文 | 内容 | 详情 | 文章 | 文章内容 | 详细内容 | 正文内容 | 本文 | detail | details | article")
)


def is_home(words: str) -> bool:
    """Whether a crumb leads to the site's first page."""
    return folded(words).strip(" >»›") in HOME
