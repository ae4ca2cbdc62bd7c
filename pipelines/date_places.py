"""Where on a page may its dates stand, and how much does each place prove?"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from output.records import Evidence
from pipelines.document import texts
from pipelines.lines import Line, is_aside, words_of
from pipelines.moment import find_date
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

Field = Literal["published", "updated"]
META = {
    "published": (
        *("article:published_time", "datepublished", "citation_publication_date", "citation_date"),
        *("dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "parsely-pub-date", "pubdate"),
        *("publication_date", "publish_date", "publishdate", "sailthru.date", "article.published", "displaydate"),
        *("og:published_time", "og:article:published_time", "article_date_original", "originalpublicationdate"),
        *("bt:pubdate", "cxenseparse:recs:publishtime", "rnews:datepublished", "datecreated", "ptime"),
        *("dc.date", "dcterms.date", "dcterms.available", "date", "created", "releasedate"),
    ),
    "updated": (
        *("article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "dc.date.modified"),
        *("last-modified", "article.updated", "lastmod"),
    ),
}
NODE = {"published": "datePublished", "updated": "dateModified"}
# What pages write before a date; lower case.
LABELS = {
    "published": (
        *("date", "datum", "fecha", "data", "日期", "时间", "時間", "veröffentlichung", "pressemitteilung vom"),
        *("published", "published on", "published date", "publication date", "date published", "publish date"),
        *("posted", "posted on", "release date", "released", "first published", "issued", "date of publication"),
        *(
            "发布时间",
            "发布日期",
            "发表时间",
            "发布于",
            "發布日期",
            "發佈日期",
            "公開日",
            "掲載日",
            "投稿日",
            "등록일",
            "게시일",
            "작성일",
        ),
        *("опубликовано", "дата публикации", "опубліковано", "veröffentlicht", "veröffentlicht am", "erschienen am"),
        *("publié le", "publié", "mis en ligne le", "publicado", "publicado el", "publicado em", "pubblicato il"),
        *("pubblicato", "gepubliceerd", "gepubliceerd op", "opublikowano", "data publikacji", "publikováno"),
        *(
            "publicerad",
            "yayınlanma tarihi",
            "yayın tarihi",
            "تاريخ النشر",
            "تاریخ انتشار",
            "פורסם",
            "dipublikasikan",
        ),
        *("ngày đăng", "เผยแพร่", "δημοσιεύθηκε"),
    ),
    "updated": (
        *("updated", "updated on", "last updated", "last updated on", "last update", "last modified", "modified"),
        *(
            "last reviewed",
            "date modified",
            "revised",
            "更新时间",
            "更新日期",
            "最后更新",
            "更新於",
            "更新日",
            "最終更新日",
        ),
        *(
            "수정일",
            "최종수정",
            "обновлено",
            "дата обновления",
            "оновлено",
            "aktualisiert",
            "aktualisiert am",
            "zuletzt aktualisiert",
        ),
        *("stand", "mis à jour le", "mise à jour", "mis à jour", "modifié le", "actualizado", "actualizado el"),
        *("atualizado em", "atualizado", "aggiornato il", "aggiornato", "ultimo aggiornamento", "bijgewerkt"),
        *("laatst bijgewerkt", "zaktualizowano", "aktualizacja", "aktualizováno", "uppdaterad", "güncellenme tarihi"),
        *("güncelleme", "آخر تحديث", "آخرین به‌روزرسانی", "עודכן", "diperbarui", "cập nhật", "อัปเดต", "ενημερώθηκε"),
    ),
}
LONGEST_LINE = 200  # characters; a sentence that has a label's word in it is no label
LONGEST_DATED = 90  # characters of a line near the heading that is a date and little else
MOST_TITLE = 60  # characters of the title that a line must begin with
BEFORE, AFTER = 4, 8  # lines around the heading in which an unlabelled date is the article's
# How much a place proves, from what was found on labelled pages: see docs/extraction.md.
SURE, STATED, LABELLED, MARKED, NEAR, ADDRESS, ALONE, FIRST = 0.95, 0.9, 0.85, 0.75, 0.65, 0.6, 0.55, 0.5
CLASSES = re.compile(
    r"(?:^|[-_\s])(?:date|published|posted|pubdate|publish(?:ed)?-?date|entry-date|post-date|datetime|timestamp|dateline|"
    r"publication(?:time|date)?|byline-date|time)(?:$|[-_\s])",
    re.IGNORECASE,
)
DIGIT = re.compile(r"\d")
UPDATED_CLASSES = re.compile(r"updat|modif|chang", re.IGNORECASE)
# /2012/12/08/, /2012-12-08-, /20121208/ in an address
IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d{2})([-/_]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


def candidates(document: Document, field: Field, title: str | None) -> Iterator[Evidence]:
    """Each place that may hold this date, with its words and how much it proves, the most trustworthy first.

    Args:
        document: The page.
        field: Which date.
        title: The article's title, around which a date without a label is the article's. Null when unknown.
    """
    if chosen := document.selected(field):
        yield Evidence(field, "selector", chosen[0], chosen[1], 1.0)
    for text in texts(document.article.get(NODE[field])):
        yield Evidence(field, "json-ld", NODE[field], text, SURE)
    for name, content in document.declared(*META[field]):
        yield Evidence(field, "meta", name, content, STATED)
    yield from _microdata(document, field)
    yield from _labelled(document, field)
    marked = _marked(document, field)
    if len(marked) == 1:
        yield from marked
    if field == "published":
        yield from _beside_heading(document, title)
        yield from _in_address(document)
    for node in document.nodes:
        for text in texts(node.get(NODE[field])):
            yield Evidence(field, "json-ld", f"{NODE[field]} of the page", text, ALONE)
    # Several that differ may be a list of other articles: the first proves much less.
    yield from (replace(one, confidence=FIRST) for one in marked[:1] if len(marked) > 1)


def _microdata(document: Document, field: Field) -> Iterator[Evidence]:
    for element in document.marks.get(NODE[field].lower(), ()):
        if element.tag != "meta" and (text := _said(element)):
            yield Evidence(field, "microdata", NODE[field], text, STATED)


def _said(element: _Element) -> str:
    """What an element says of its date: its attribute for machines, else its words."""
    written = element.get("datetime") or element.get("content") or find_date(element.get("title") or "", start=True)
    return written or words_of(element)[:LONGEST_DATED]


def _labelled(document: Document, field: Field) -> Iterator[Evidence]:
    """Dates behind a label, in the same line or alone in the next one."""
    for line, after in pairwise((*document.lines, Line("", document.tree, aside=True))):
        if len(line.text) <= LONGEST_LINE and not line.aside and DIGIT.search(line.text + after.text[:LONGEST_DATED]):
            for label in _LABEL[field].finditer(line.text):
                rest = line.text[label.end() :]
                if found := find_date(rest[:60] or after.text[:LONGEST_DATED], start=True):
                    yield Evidence(field, "label", squeeze(label.group()), found, LABELLED)


def _marked(document: Document, field: Field) -> list[Evidence]:
    """Elements whose tag or class says that they are a date, outside navigation and the like; each date once."""
    found: dict[str, Evidence] = {}
    times = (
        ("", element) for element in document.tree.iter("time") if not (element.get("class") or element.get("id"))
    )
    for named, element in (*document.named, *times):
        is_time = element.tag == "time"
        if (is_time or CLASSES.search(named)) and bool(UPDATED_CLASSES.search(named)) == (field == "updated"):
            words = _said(element)
            text = words if is_time and element.get("datetime") else find_date(words)
            if text and not is_aside(element):
                found.setdefault(
                    text, Evidence(field, "date element", named.strip() or str(element.tag), text, MARKED)
                )
    return list(found.values())


def _beside_heading(document: Document, title: str | None) -> Iterator[Evidence]:
    """Lines around the title that are a date and little else."""
    for number, line in enumerate(document.lines):
        if title and line.text.startswith(title[:MOST_TITLE]) and not line.aside:
            after = document.lines[number + 1 : number + 1 + AFTER]
            before = document.lines[max(0, number - BEFORE) : number][::-1]
            for near in (*after, *before):
                found = find_date(near.text) if len(near.text) <= LONGEST_DATED else None
                if found and not _LABEL["updated"].search(near.text):
                    yield Evidence("published", "beside the heading", str(near.element.tag), found, NEAR)
                    break


def _in_address(document: Document) -> Iterator[Evidence]:
    parts = urlsplit(document.page.url)
    if found := IN_ADDRESS.search(parts.path):
        yield Evidence("published", "address", found.group(), "-".join(found.group(1, 3, 4)), ADDRESS)


def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    # A label stands at the line's beginning or after another entry, not inside a word.
    return re.compile(rf"(?:^|(?<=[\s|·•,;(\[/]))(?:{words})\s*[:：]?\s*", re.IGNORECASE)


_LABEL = {field: _pattern(labels) for field, labels in LABELS.items()}
