"""How much prose of its own has a page? Sentences outside links, cards, asides and legal notices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.patterns import any_of
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.lines import Line

LONG = 60  # letters of a line that is no menu, label or caption
SHORT = 25  # letters of a sentence
DENSE = 2.5  # what a character says in Chinese, Japanese or Korean, in letters
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
ENDS = re.compile(r"[.!?。！？…։۔।؟｡]['\"\u00bb\u201d\u2019」』)）\]]*$")
LEVELS = 4  # elements between a line's first words and a link around them
# Notices that stand on any page; an article's sentence may have such a word, so only short lines are asked.
NOTICE = re.compile(
    any_of(
        listed("""
        © | (c) 20 | all rights reserved | copyright | cookie | javascript | java script | your browser | icp备 | icp備 | 公网安备
        版权所有 | 版權所有 | 技术支持 | 联系电话 | 无断转载 | 無断転載 | 저작권 | alle rechte vorbehalten | tous droits réservés
        todos los derechos reservados | todos os direitos reservados | tutti i diritti riservati | все права защищены
        جميع الحقوق محفوظة | newsletter | privacy policy | datenschutz | подпишитесь
        """)
    )
)
LONGEST_NOTICE = 300  # characters


def prose_lines(document: Document) -> Iterator[tuple[int, Line]]:
    """The lines that are sentences, with their numbers."""
    for number, line in enumerate(document.lines):
        text, element, aside = line[:3]
        if aside or (len(text) < SHORT and (len(text) < SHORT / DENSE or text.isascii())):
            continue  # most lines of a page are a menu's
        if _is_prose(text) and link_around(element) is None:
            yield number, line


def letters_in(text: str) -> float:
    """How long a text is, in letters of an alphabet."""
    return len(text) if text.isascii() else len(text) + (DENSE - 1) * len(_DENSE.findall(text))


def link_around(element: _Element) -> _Element | None:
    """The link that a line begins in, null when it begins outside one."""
    at: _Element | None = element
    for _ in range(LEVELS):
        if at is None or at.tag in {"a", "button"}:
            return at
        at = at.getparent()
    return None


def _is_prose(text: str) -> bool:
    if len(text) < LONG:
        length = letters_in(text)
        if length < LONG and (length < SHORT or not ENDS.search(text)):
            return False
    return len(text) > LONGEST_NOTICE or not NOTICE.search(text.lower())
