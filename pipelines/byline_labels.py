"""How does a page begin a byline? "By", "Author:", "作者：", in the languages that pages come in."""

from __future__ import annotations

import re

from pipelines.patterns import any_of
from pipelines.text import listed

# What a page writes before its authors' names.
WROTE = listed("""
    by | written by | posted by | published by | words by | text by | story by | article by | report by | blog by
    opinion by | analysis by | commentary by | comment by | essay by | column by | review by | guest post by | research by
    submitted by | contributed by | created by | authored by | this post was written by | this article was written by
    von | verfasst von | geschrieben von | ein beitrag von | ein gastbeitrag von | beitrag von | text von | ein artikel von
    artikel von | ein text von | ein bericht von | bericht von | ein kommentar von | kommentar von | analyse von | essay von
    un article de | une analyse de | una analisi di | un artículo de
    veröffentlicht von | eingestellt von | par | écrit par | rédigé par | publié par | por | escrito por | publicado por
    texto de | di | scritto da | a cura di | pubblicato da | door | geschreven door | av | skriven av | skrevet av | af
    skrevet af | του | από | بقلم | كتب | كتبه | به قلم | מאת | oleh | โดย | napisał | napisała | napsal | napsala | írta
    scris de
    """)
# What a page writes before them with a colon, or in an element of its own.
AUTHOR = listed("""
    author | authors | author(s) | the author | about the author | about author | about the authors | writer | writers
    text | texte | texto | testo | autor | autorin | autoren | autor*in | autor:in | auteur | auteurs | auteure | autrice
    autora | autores | autore | autori | författare | forfatter | kirjoittaja | yazar | yazan | автор | авторы | текст
    автори | συγγραφέας | الكاتب | تأليف | نویسنده | लेखक | লেখক | penulis | tác giả | ผู้เขียน | 作者 | 撰文 | 撰稿 | 采写 | 文
    redaktion | 著者 | 筆者 | 執筆 | 글 | 저자 | 작성자 | 지은이 | autorzy | szerző
    """)
COLON = r"\s*[:：/／|・=]\s*|\s*$"
_NAME_FOLLOWS = r"\s+(?=[^\W\d_a-zß-ÿ]\S{0,40}\s[^\W\d_a-zß-ÿ])"
_HANGUL_FOLLOWS = r"\s(?=[\uac00-\ud7af]{2,4}(?:\s|$))"
BY = re.compile(
    rf"(?i:{any_of(WROTE)})(?:{COLON}|\s+)|(?i:{any_of(AUTHOR)})(?:{COLON}|{_NAME_FOLLOWS}|{_HANGUL_FOLLOWS})"
)
