"""Does a page say that there is no such page, while its status said that there is?"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from pipelines.refuse.missing_words import MISSING
from pipelines.refuse.no_result_words import NO_RESULTS
from pipelines.refuse.prose import letters_in
from pipelines.refuse.reasons import Reason, Refused
from pipelines.refuse.said import EDGES
from pipelines.text import listed

if TYPE_CHECKING:
    from pipelines.refuse.said import Said

SHORTEST = 12  # letters of such a line; shorter ones may be a table's cells
# "Error 404", "404 – Not Found", "HTTP Status 404", and sighs around them.
NUMBER = re.compile(
    r"(?<!\w)(?:http |status |error |erreur |fehler |errore |erro |błąd |chyba |hiba |fout |fel |feil |fejl |hata |lỗi |ошибка |помилка |"
    r"خطأ |خطای |错误 ?|錯誤 ?|エラー ?|오류 ?|code )*(?:404|410)(?:\.0)?(?: error| erreur| fehler| page|エラー|错误|錯誤|页面|頁面| 오류)?(?!\w)"
)
SIGH = re.compile(
    rf"^(?:{'|'.join(listed('oops | ooops | whoops | sorry | uh-oh | uh oh | hoppla | ups | oups | ¡ups | vaya | ops | ой | упс | 抱歉 | 对不起 | 很抱歉 | 哎呀 | error | fehler | erreur | エラー'))})(?!\w)"
)


def missing(said: Said) -> Refused | None:
    """Where the page says so: in its title or a heading, or in a line of its own."""
    lines = (words for words in said.lines if letters_in(words) >= SHORTEST and words not in NO_RESULTS)
    words = next(filter(says_missing, chain(said.headlines, lines)), None)
    return Refused(Reason.NOT_FOUND, words) if words else None


def says_missing(words: str) -> bool:
    """Whether folded words say nothing but that a page isn't there."""
    if words in MISSING or words in NO_RESULTS:
        return True
    bare = NUMBER.sub(" ", words).strip(EDGES)
    left = SIGH.sub("", bare).strip(EDGES)
    return left in MISSING or left in NO_RESULTS if left else bare != words
