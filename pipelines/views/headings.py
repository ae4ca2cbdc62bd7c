"""Does a count stand under a heading of something else? A list of what is read most, the site's figures, an author."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.lines import words_of
from pipelines.patterns import any_of
from pipelines.text import folded, listed

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from lxml.etree import _Element

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
LONGEST = 60  # characters; what is longer is a title of its own
MOST_SIBLINGS = 20
DEPTH = 6
# As speakers head such places; "Statistics" alone may head the article's own.
ELSEWHERE = listed("""
    most read | most viewed | most popular | most visited | popular | trending | top stories | top posts | top articles
    blog stats | site stats | site statistics | visitor counter | hit counter | about the author | about the authors
    meistgelesen | meist gelesen | am meisten gelesen | beliebte | beliebteste | besucherzähler | über den autor
    über die autorin | les plus lus | les plus lues | les plus vus | populaires | compteur de visites | à propos de l'auteur
    más leído | más leídos | más leídas | más visto | más vistos | contador de visitas | sobre el autor | sobre la autora
    mais lidas | mais lidos | mais vistos | contador de visitas | sobre o autor | sobre a autora | più letti | più lette
    più visti | contatore visite | sull'autore | meest gelezen | populair | over de auteur | najczęściej czytane
    najpopularniejsze | licznik odwiedzin | o autorze | nejčtenější | počítadlo | o autorovi | mest lästa | mest läst
    om författaren | en çok okunan | en çok okunanlar | ziyaretçi sayacı | yazar hakkında | самое читаемое | популярное
    самые читаемые | статистика сайта | об авторе | найпопулярніше | популярні | про автора | terpopuler | tentang penulis
    đọc nhiều | xem nhiều | về tác giả | δημοφιλή | σχετικά με τον συγγραφέα | الأكثر قراءة | الأكثر مشاهدة | عن الكاتب
    پربازدید | پربازدیدترین | پربیننده | درباره نویسنده | הנקראות ביותר | הנקראים ביותר | על המחבר
""")
# Of scripts without word spaces, or whose words change at their end.
WITHIN = listed("""
    热门 | 熱門 | 排行 | 访问统计 | 作者简介 | 作者簡介 | 关于作者 | 關於作者 | ランキング | 人気記事 | 著者について | 著者紹介
    많이 본 | 인기 | 저자 소개 | ยอดนิยม | สถิติผู้เข้าชม | लोकप्रिय | सबसे ज्यादा | সর্বাধিক | জনপ্রিয়
""")
_ELSEWHERE = re.compile(rf"(?<![^\W_])(?:{any_of(map(folded, ELSEWHERE))})(?![^\W_])|{any_of(map(folded, WITHIN))}")


def is_headed_elsewhere(element: _Element, holding: Container[_Element]) -> bool:
    """Whether the heading over an element says so.

    Args:
        element: Where the count stands.
        holding: The elements that hold the page's title.
    """
    heading = next(_over(element, holding), "")
    return len(heading) <= LONGEST and bool(_ELSEWHERE.search(folded(heading)))


def _over(element: _Element, holding: Container[_Element]) -> Iterator[str]:
    """The headings before an element, the nearest first, as far out as the title's own place."""
    for one in islice((element, *element.iterancestors()), DEPTH):
        if one in holding:
            return
        for before in islice(one.itersiblings(preceding=True), MOST_SIBLINGS):
            inside = before if before.tag in HEADINGS else next(before.iterchildren(*HEADINGS), None)
            if inside is not None and words_of(inside) == words_of(before):
                yield words_of(inside)
