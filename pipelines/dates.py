"""When was the article published, and when updated? Two questions, each answered by what says so itself.

An unlabelled date is a hint and never becomes a publication date, nor does a published date become an update.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from output.records import Evidence, Moment, Refusal
from pipelines.document import texts
from pipelines.moment import Reader, Unreadable, find_date
from pipelines.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

Field = Literal["published", "updated"]
META = {
    "published": (
        *("article:published_time", "datepublished", "citation_publication_date", "citation_date"),
        *("dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "parsely-pub-date", "pubdate"),
        *("publication_date", "publishdate", "sailthru.date", "article.published"),
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
SURE, STATED, LABELLED, NEAR = 0.95, 0.9, 0.85, 0.6


def read_date(document: Document, field: Field, language: str | None) -> Reading[Moment]:
    """One of the two dates, from the most trustworthy place that has one that can be read.

    Args:
        document: The page.
        field: Which of the two.
        language: The page's language, for the names of months. Null when unknown.
    """
    reader = Reader.of(document.page, language)
    refused: list[Refusal] = []
    for evidence in _candidates(document, field):
        try:
            moment = reader.read(evidence.raw or "")
        except Unreadable as error:
            refused.append(Refusal(field, str(error), evidence.raw))
        else:
            return Reading(replace(moment, raw=evidence.raw or ""), (evidence,), tuple(refused))
    return Reading(refusals=tuple(refused))


def _candidates(document: Document, field: Field) -> Iterator[Evidence]:
    if chosen := document.selected(field):
        yield Evidence(field, "selector", chosen[0], chosen[1], 1.0)
    for text in texts(document.article.get(NODE[field])):
        yield Evidence(field, "json-ld", NODE[field], text, SURE)
    for name, content in document.declared(*META[field]):
        yield Evidence(field, "meta", name, content, SURE)
    for element in document.tree.xpath("//*[@itemprop=$name and not(self::meta)]", name=NODE[field]):
        if text := element.get("datetime") or element.get("content") or element.text_content().strip():
            yield Evidence(field, "microdata", NODE[field], text, STATED)
    yield from _labelled(document, field)
    if field == "published":
        yield from _beside_heading(document)


def _labelled(document: Document, field: Field) -> Iterator[Evidence]:
    for line in document.lines:
        if len(line.text) <= LONGEST_LINE and not line.aside:
            for label in _LABEL[field].finditer(line.text):
                if found := find_date(line.text[label.end() : label.end() + 60], start=True):
                    yield Evidence(field, "label", label.group().strip(), found, LABELLED)


def _beside_heading(document: Document) -> Iterator[Evidence]:
    """The only `time` element within the article's own header, if there is exactly one there."""
    for heading in document.tree.iter("h1"):
        for around in list(heading.iterancestors())[:3]:
            times = {one.get("datetime") or one.text_content().strip() for one in around.iter("time")}
            if len(times) == 1 and (raw := times.pop()):
                yield Evidence("published", "time element", "beside the heading", raw, NEAR)
                return
            if times:
                return


def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    # A label stands at the line's beginning or after another entry, not inside a word.
    return re.compile(rf"(?:^|(?<=[\s|·•,;(\[/]))(?:{words})\s*[:：]?\s*", re.IGNORECASE)


_LABEL = {field: _pattern(labels) for field, labels in LABELS.items()}
