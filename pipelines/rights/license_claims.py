"""Do words that name a licence speak of the page's own content, or of somebody else's work?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.asides import WHOLE
from pipelines.captions import is_captioned
from pipelines.lines import INLINE, words_of
from pipelines.rights.licenses import MENTION
from pipelines.text import listed

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipelines.document import Document

# How Creative Commons' own license chooser, and those who don't use it, name what they license.
OWN = listed("""
    this work | this article | this page | this site | this website | this web site | this post | this blog
    this publication | this paper | this report | this content | this text | this material | this document
    this item | this journal | this book | this brief | this policy brief | this commentary | this essay | this wiki
    all content | content on | content of | content is | contents of | contents are | our content | our work
    our articles | our texts | our publications | all articles | all texts | all posts | text is available
    open access article | open-access article | article distributed | available under the terms | all material on
    text of this | article licensed | article is licensed | articles are | except where | unless otherwise | where otherwise noted
    unless stated otherwise | if not stated otherwise | site content | website content | user contributions
    dieses werk | dieser artikel | dieser beitrag | dieser text | dieses weblog | dieses blog | dieser blog
    diese website | dieser website | diese webseite | dieser webseite | diese seite | dieser seite | diese arbeit
    dieses dokument | diese publikation | diese veröffentlichung | dieser inhalt | diese inhalte | alle inhalte
    inhalte dieser | inhalt steht | inhalte stehen | inhalte auf | inhalte sind | alle artikel | alle texte | unsere texte
    unsere inhalte | texte sind | texte auf dieser | texte stehen | sofern nicht | soweit nicht | wenn nicht anders | die von uns | beitrag steht
    dieses werkes | dieser arbeit | dieses beitrags | dieses artikels | dieses textes | die texte | contenu sous
    artikel steht | text steht | text ist | text unter
    cette œuvre | cette oeuvre | cet article | ce texte | ce site | ce contenu | ce document | cette page
    sauf mention contraire | sauf indication contraire | les contenus | nos contenus | le contenu
    esta obra | este artículo | este texto | este sitio | este contenido | este documento | esta página
    los contenidos | el contenido | salvo que se indique | salvo indicación | excepto donde | el texto está
    este artigo | este trabalho | este conteúdo | este site | esta página | o conteúdo | exceto onde | salvo indicação
    quest'opera | questo articolo | questo sito | questo testo | questo contenuto | i contenuti | salvo dove | eccetto dove
    dit werk | deze site | deze website | dit artikel | deze pagina | tenzij anders
    ten utwór | to dzieło | ten artykuł | ta strona | o ile nie | treść strony
    это произведение | эта статья | данная статья | материалы сайта | все материалы | если не указано иное | содержание доступно
    цей твір | вміст доступний | tento článok | toto dílo | tento článek | detta verk | dette verket | dette værk
    本作品 | 本文 | 本站 | 本网站 | 本網站 | 本页 | 本頁 | 本著作 | 本刊 | 本论文 | 除非另有 | 除另有 | 除特别 | 除特別
    この作品 | この記事 | このサイト | 当サイト | 本サイト | 特に記載 | 이 저작물 | 본 저작물 | 이 글 | 본 글
    """)
# What is licensed apart from the text: pictures, and the tools that a site is made with.
OTHERS = listed("""
    photo | photos | photograph | photographs | image | images | picture | pictures | icon | icons | font | fonts
    theme | template | logo | map data | map tiles | base map | source code | software | library | plugin | soundtrack
    dataset | data set | data from | comments | wikimedia | wikipedia | flickr | own work | unsplash | pixabay
    openstreetmap | foto | fotos | bild | bilder | bildnachweis | titelbild | abbildung | grafik | quelle | kommentare
    photographie | crédit | imagen | imágenes | imagem | immagine | fotografía | fotografia | fotografie | zdjęcie
    фото | изображение | 图片 | 图源 | 摄影 | 照片 | 画像 | 写真 | 사진
    """)
LABELS = listed("""
    license | licence | licensed | licensing | lizenz | lizenziert | licencia | licença | licenza | licentie | licencja
    лицензия | ліцензія | 许可协议 | 许可 | 授权 | 授權 | 版权声明 | 版權聲明 | ライセンス | 라이선스
    some rights reserved | einige rechte vorbehalten | algunos derechos reservados | certains droits réservés
    alcuni diritti riservati | alguns direitos reservados | published under | available under | released under | veröffentlicht unter | rights | copyright | © | (c) | (cc)
    """)


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(
        rf"\b{re.escape(one)}\b" if one.isascii() and one.replace(" ", "").isalpha() else re.escape(one)
        for one in words
    )


CLAIM = re.compile(_any_of(OWN), re.IGNORECASE)
FOREIGN = re.compile(_any_of(OTHERS), re.IGNORECASE)
LABEL = re.compile(rf"\W{{0,3}}(?:{_any_of(LABELS)})", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s|(?<=\d\.\d\.)\s|(?<=[。！？|•♦])")
FULL_STOP = re.compile(r"[.;。！？|•·♦]")
# Names of boxes that speak for the whole site.
BOX = re.compile(
    r"(?:^|[-_\s])(?:licen[sc]es?|lizenz|copyright|copyleft|cc|legal|foot\w*|\w*footer\w*|colophon|fuss\w*|seitenfuss|credits|sidebar|widget\w*|textwidget)(?:$|[-_\s])",
    re.IGNORECASE,
)
LONGEST = 600  # characters of a block before a link that has no words
MOST_SUBJECT = 3  # words of a sentence in which it says what it speaks of
MOST_AROUND = 4  # elements around a link whose names are looked at
# Things that have a licence of their own.
THINGS = re.compile(
    r"ImageObject|VideoObject|AudioObject|MediaObject|Photograph|Dataset|Software|Comment$", re.IGNORECASE
)


# A sentence that takes the licence back, sets it in the past, speaks of it, or names that of something it draws on.
DENIED = re.compile(
    r"\b(?:not|no longer|never)\s+(?:\w+\s+)?(?:licen[sc]ed|available|published|released|covered|distributed|under)\b"
    r"|\bnicht\s+(?:mehr\s+)?(?:unter|lizenziert|verfügbar)|\b(?:until|formerly|previously)\s"
    r"|\b(?:whether|asks?|argues?|discuss(?:es)?|explains?|describes?|examines?|explores?|considers?|compares?|analy[sz]es?"
    r"|uses|builds on|draws on|contains|includes|incorporates|cites)\b"
    r"|\b(?:ob|untersucht|diskutiert|erklärt|beschreibt|vergleicht|enthält|contient|contiene|contém)\b|是否|かどうか",
    re.IGNORECASE,
)
QUESTION = re.compile(r"[^.!。！;|•]{0,200}[?？]")


def claims(before: str, behind: str = "", *, boxed: bool) -> bool:
    """Whether the words around a licence's name license the page's own content.

    Args:
        before: What stands before the name, and the name.
        behind: What stands behind it.
        boxed: Whether they stand in a footer, or a box that is named for rights.
    """
    sentence = SENTENCE.split(before)[-1]
    if DENIED.search(sentence) or QUESTION.match(behind):
        return False
    sentence = f"{sentence} {_words_behind(behind)}"
    if CLAIM.search(sentence):
        return True
    return not FOREIGN.search(sentence) and (boxed or bool(LABEL.match(sentence)))


def is_foreign(words: str) -> bool:
    """Whether the sentence that a marked link ends begins with something else than the page's text."""
    return bool(FOREIGN.search(" ".join(SENTENCE.split(words)[-1].split()[:MOST_SUBJECT]))) and not CLAIM.search(
        words
    )


def is_boxed(element: _Element) -> bool:
    """Whether a name of the nearest elements around says that they speak of rights or of the whole site."""
    around = [element, *element.iterancestors()][: MOST_AROUND + 1]
    return any(
        BOX.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in around if one.tag not in WHOLE
    )


def is_of_a_thing(document: Document, element: _Element) -> bool:
    """Whether an element stands in a picture's caption, a quotation, a comment, a card or another thing's data."""
    around = (element, *element.iterancestors())
    return (
        is_captioned(element)
        or document.is_of_others(element)
        or any(THINGS.search(one.get("itemtype") or "") for one in around)
    )


def _words_behind(text: str) -> str:
    """The few words with which a text goes on behind a licence's name: "CC BY 4.0 icons"."""
    return " ".join(FULL_STOP.split(text[:LONGEST])[0].split()[:MOST_SUBJECT])


def words_around(element: _Element) -> tuple[str, str]:
    """The words of an element's block up to its own, or up to the licence named there when it has none; the rest."""
    block = next((one for one in element.iterancestors() if one.tag not in INLINE), None)
    own = words_of(element)
    words = "" if block is None else words_of(block)
    if own:
        end = words.find(own) + len(own)
    else:
        named = MENTION.search(words)
        end = named.end() if named else min(len(words), LONGEST)
    return words[:end], words[end:] if own else ""
