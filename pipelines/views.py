"""How often was the article viewed? The count that its own page shows for it, or null.

Downloads, likes, comments, totals of the site and lists of the most read look alike; a wrong number is worse than
none, so two counts that differ are both refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from output.records import Evidence, Refusal, Views
from pipelines.document import types
from pipelines.numbers import NUMBER, NoCount, read_count
from pipelines.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

# What pages write before the number, and after it; lower case.
BEFORE = (
    *(
        "views",
        "page views",
        "post views",
        "number of visits",
        "article views",
        "total views",
        "view count",
        "views count",
        "reads",
        "hits",
        "visits",
    ),
    *(
        "clicks",
        "viewed",
        "read",
        "number of views",
        "times viewed",
        "浏览次数",
        "浏览量",
        "浏览",
        "阅读次数",
        "阅读量",
        "阅读",
    ),
    *(
        "点击次数",
        "点击数",
        "点击量",
        "点击",
        "访问量",
        "访问次数",
        "瀏覽次數",
        "瀏覽人次",
        "點閱次數",
        "點閱",
        "人氣",
        "閲覧数",
        "アクセス数",
    ),
    *("조회수", "조회", "просмотров", "просмотры", "количество просмотров", "переглядів", "перегляди", "aufrufe"),
    *("zugriffe", "gelesen", "vues", "nombre de vues", "lectures", "consultations", "visitas", "vistas", "lecturas"),
    *("visualizações", "acessos", "leituras", "visualizzazioni", "letture", "weergaven", "gelezen", "wyświetlenia"),
    *("odsłony", "wyświetleń", "zobrazení", "přečteno", "visningar", "görüntülenme", "okunma", "görüntüleme"),
    *(
        "المشاهدات",
        "عدد المشاهدات",
        "مشاهدات",
        "القراءات",
        "بازدید",
        "تعداد بازدید",
        "צפיות",
        "पाठक",
        "dilihat",
        "dibaca",
    ),
    *("lượt xem", "lượt đọc", "จำนวนผู้ชม", "ผู้เข้าชม", "προβολές", "αναγνώσεις"),
)
AFTER = (
    *(
        "views",
        "reads",
        "hits",
        "visits",
        "page views",
        "post views",
        "number of visits",
        "view",
        "次浏览",
        "次阅读",
        "次点击",
        "人浏览",
    ),
    *(
        "人阅读",
        "просмотров",
        "просмотра",
        "просмотр",
        "переглядів",
        "aufrufe",
        "vues",
        "lectures",
        "visitas",
        "vistas",
    ),
    *("visualizações", "visualizzazioni", "letture", "weergaven", "wyświetleń", "odsłon", "zobrazení", "visningar"),
    *("görüntülenme", "okunma", "مشاهدة", "بازدید", "צפיות", "kali dilihat", "kali dibaca", "lượt xem", "προβολές"),
)
# Before and after it, where neither says enough alone: "Read 1,234 times", "Dibaca 12.768 kali".
AROUND = dict.fromkeys(("read", "viewed", "visited"), "times") | dict.fromkeys(("dibaca", "dilihat"), "kali")
AROUND |= dict.fromkeys(("阅读", "浏览", "瀏覽"), "次") | {"조회": "회"}
# Words beside a number that make it another count; in the same entry of a line.
OTHER = re.compile(
    r"today|this week|this month|per (?:day|month)|unique|online|download|site|total visitors|since|rank|min|"
    r"minutes?|今日|本月|今天|本站|总访问|總瀏覽|下载|在线",
    re.IGNORECASE,
)
LONGEST_LINE = 160  # characters; a sentence that has a label's word in it is no label
DIGIT = re.compile(r"\d")
VIEW_ACTIONS = re.compile(r"(?:View|Read|Watch|Consume)Action$")
# schema.org's older way of one counter: content="UserPageVisits:1458".
USER_VISITS = re.compile(r"User(?:PageVisits|Views|Reads)\s*:\s*(?P<number>.+)")
MOST_ALIKE = 2  # lines with a counter; more of them are a list of articles


def read_views(document: Document) -> Reading[Views]:
    """The article's view count."""
    if chosen := document.selected("views"):
        return _read([Evidence("views", "selector", chosen[0], _number(chosen[1]), 1.0)])
    machine = list(_interactions(document))
    return _read(machine or list(_labelled(document)))


def labels() -> re.Pattern[str]:
    """What stands before a view count, at the end of a text: for counters that a script fills."""
    return _LABEL_AT_END


def _read(found: list[Evidence]) -> Reading[Views]:
    counts: dict[int, Evidence] = {}
    refused = []
    for evidence in found:
        try:
            counts.setdefault(read_count(evidence.raw or ""), evidence)
        except NoCount as error:
            refused.append(Refusal("views", str(error), evidence.raw))
    if len(counts) == 1 and len(found) <= MOST_ALIKE + len(refused):
        [(count, evidence)] = counts.items()
        return Reading(Views(count, evidence.raw or "", evidence.method), (evidence,), tuple(refused))
    several = [Refusal("views", "several counters", evidence.raw) for evidence in counts.values()]
    return Reading(refusals=(*refused, *several))


def _interactions(document: Document) -> Iterator[Evidence]:
    for where, content in document.declared("interactioncount"):
        if visits := USER_VISITS.match(content):
            yield Evidence("views", "microdata", where, visits["number"], 0.95)
    said = document.article.get("interactionStatistic")
    for counter in said if isinstance(said, list) else [said]:
        if isinstance(counter, dict) and VIEW_ACTIONS.search(_action(counter.get("interactionType"))):
            raw = counter.get("userInteractionCount")
            if isinstance(raw, int | str) and not isinstance(raw, bool):
                yield Evidence("views", "json-ld", "interactionStatistic", str(raw), 0.95)


def _action(said: Any) -> str:
    if isinstance(said, dict):
        return next(iter(types(said)), "") or str(said.get("@id", ""))
    return str(said or "")


def _labelled(document: Document) -> Iterator[Evidence]:
    for line in document.lines:
        if len(line.text) <= LONGEST_LINE and DIGIT.search(line.text) and not line.aside and line.element.tag != "a":
            for pattern in (_BEFORE, _AFTER, _AROUND):
                for found in pattern.finditer(line.text):
                    if not OTHER.search(line.text):
                        yield Evidence("views", "label", found["label"].strip(), found["number"].strip(), 0.85)


def _number(text: str) -> str:
    found = re.search(r"\d(?:.*\d)?\s?\w?", text)
    return found.group().strip() if found else text


def _words(labels: tuple[str, ...]) -> str:
    return "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))


# Signs, ranges and decimals are taken in, so that they are refused in the open rather than cut.
_NUMBER = rf"(?P<number>[-+~]?{NUMBER}(?:[.,]\d+)*(?:[-–~]\d+|\+)?)"
_BEFORE = re.compile(
    rf"(?:^|(?<=[\s|·•,;(\[/]))(?P<label>{_words(BEFORE)})\s*(?:[:：]\s*|[（(\[]\s*){_NUMBER}(?![\w%])(?!\s*(?:of|/)\s*\d)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    # A comma or a slash without a blank behind it stands inside a number or a date.
    rf"(?:^|(?<=[|·•;(\[])|(?<=[,/]\s))\s*{_NUMBER}\s?(?P<label>{_words(AFTER)})(?![\w])",
    re.IGNORECASE,
)
_AROUND = re.compile(
    rf"(?:^|(?<=[\s|·•,;(\[/]))(?P<label>{_words(tuple(AROUND))})\s*{_NUMBER}\s*(?:{_words(tuple(AROUND.values()))})(?!\w)",
    re.IGNORECASE,
)
_LABEL_AT_END = re.compile(rf"(?:^|(?<=[\s|·•,;(\[/]))(?:{_words(BEFORE)})\s*[:：（(]?\s*$", re.IGNORECASE)
