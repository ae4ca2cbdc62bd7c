"""Does an element stand in a part of the page that names others: below "Related", "Our experts", "Comments"?"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.captions import is_captioned
from pipelines.lines import words_of
from pipelines.marks import HEADINGS
from pipelines.text import folded, listed

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipelines.document import Document

LEVELS = 6  # above an element at which its heading may stand
MOST_SIBLINGS = 30
MOST_WORDS = 5  # of a heading that names a list of others
MOST_LETTERS = 40
OWN = re.compile(
    r"auth?or|auteur|autr|verfasse|writer|작성|저자|작가|作者|著者|筆者|автор|كاتب|نویسنده|written|byline"
)
# What stands above people and articles that others wrote, or who did not write this one.
OTHERS = re.compile(
    r"(?:\d+ )?(?:{})(?!\w)|(?:{})".format(
        "|".join(
            listed("""
            related | similar | read next | read more | read also | up next | more | recommended | recent | latest | popular
            most read | trending | featured | you may | you might | further reading | see also | next | previous | comments
            comment | responses | response | replies | leave a | discussion | our experts | experts | expert | speakers
            speaker | panel | panelists | panellists | participants | moderator | moderators | media contact | contact
            contacts | press contact | media inquiries | media enquiries | our team | team | staff | people | our people | sponsors
            reviewers | testimonials | in this issue | verwandte | mehr | weitere | ähnliche | das könnte | auch interessant | lesen sie
            kommentare | kommentar | ansprechpartner | ansprechpartnerin | kontakt | pressekontakt | experten | referenten | redner
            à lire | lire aussi | sur le même | articles | commentaires | contact presse | contacts presse | intervenants
            relacionados | más | te puede | comentarios | artículos | expertos | ponentes | contacto | leggi anche | articoli
            correlati | commenti | relatori | contatti | leia | artigos | comentários | contato | lees ook | meer | reacties
            читайте | похожие | комментарии | эксперты | контакты | ещё | по теме | مقالات | تعليقات | التعليقات
            """)
        ),
        "|".join(
            listed(
                "相关 | 相關 | 推荐 | 推薦 | 热门 | 最新 | 评论 | 評論 | 更多 | 延伸 | 关联 | 専門家 | 联系 | 関連 | コメント | 関連 | おすすめ | 人気 | 관련 | 댓글 | 추천"
            )
        ),
    )
)


def is_of_other_things(document: Document, element: _Element) -> bool:
    """Whether an element stands in a caption, a quotation or a comment, or in a part of the page that names others."""
    return is_captioned(element) or document.is_of_others(element) or _is_among_others(element)


def _is_among_others(element: _Element) -> bool:
    """Whether the heading that an element stands below names people or articles beside this one."""
    heading = _heading_above(element)
    said = "" if heading is None else folded(words_of(heading))
    if heading is None or heading.tag == "h1" or len(said) > MOST_LETTERS or len(said.split()) > MOST_WORDS:
        return False
    return bool(OTHERS.match(said)) and not OWN.search(said)


def _heading_above(element: _Element) -> _Element | None:
    """The nearest heading before an element, beside it or beside an element around it."""
    for one in islice((element, *element.iterancestors()), LEVELS):
        for before in islice(one.itersiblings(preceding=True), MOST_SIBLINGS):
            if before.tag in HEADINGS:
                return before
            if len(before) == 1 and before[0].tag in HEADINGS:
                return before[0]
    return None
