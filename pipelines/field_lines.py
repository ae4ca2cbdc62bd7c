"""Which lines of a body only repeat fields that are read already? Bylines, dates, counters, notices.

Such lines leak into one body in six (the field notes); a reader of the text has their values in columns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.byline_labels import AUTHOR, WROTE
from pipelines.dates.labels import FIELDS, label_before
from pipelines.dates.moment import Reader
from pipelines.dates.names import is_weekday
from pipelines.dates.words import find_dates
from pipelines.text import folded, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document
    from pipelines.fields import Fields

LONGEST = 160  # characters; a sentence that has a field's words in it is text
TOP = 6  # lines in which a name alone is a byline; further down it may be a speaker's
VALUES = frozenset(("views", "copyright_holder", "rights_raw"))
# A line that is a label with its value, whatever became of the value, a trail, or a notice.
LABELLED = re.compile(
    r"(?:views?|page views|reads|hits|updated|last updated|published|posted|current location|you are here|address|"
    r"copyright|©|浏览次数|浏览|阅读|点击|发布时间|更新时间|当前位置|您的位置|地址|版权所有|조회수|閲覧数)\s*(?:on\b)?\s*[:：©].{0,120}$",
    re.IGNORECASE,
)
LABELS = frozenset(
    (
        *FIELDS,
        *WROTE,
        *AUTHOR,
        *listed("on | am | at | le | el | em | il | op | den | um | times | 次 | and | und | et"),
    )
)
# "Source: Harbour Desk" beside a value of the article's is a field as well, whoever reads it.
ENTRY = re.compile(r"\s*[|·•]\s*|\s{2,}")
LABELLED_ENTRY = re.compile(r"\s?(?=\b[^\W\d_]{2,12}\s?[:：])")  # entries that nothing parts but the next one's label
OTHER_FIELD = re.compile(r"[^\W\d_]{2,12}(?: [^\W\d_]{1,12})?\s?[:：]\s?\S*(?: \S+){0,3}")
APART = re.compile(r"[|·•/,;:：，、()（）\[\]【】–—-]+|\s{2,}")
WORD = re.compile(r"\w")


def is_field_line(line: str, number: int, words: FieldWords) -> bool:
    """Whether a line says nothing but fields.

    Args:
        line: One line of the body, white space squeezed.
        number: How many lines stand before it.
        words: What was read from the page.
    """
    if len(line) > LONGEST:
        return False
    if LABELLED.match(line):
        return True
    left, dated = words.without_dates(line)
    left, valued = _without(left, words.values)
    left, named = _without(left, words.names)
    if not (dated or valued or (named and number < TOP)):
        return False
    shown = dated or valued

    def says_fields(entry: str) -> bool:
        return words.are_labels(entry) or (shown and OTHER_FIELD.fullmatch(entry) is not None)

    return all(
        says_fields(entry) or all(map(says_fields, LABELLED_ENTRY.split(entry))) for entry in ENTRY.split(left)
    )


class FieldWords:
    """The words that a page's fields were read from.

    Args:
        document: The page.
        fields: What was read from it.
    """

    def __init__(self, document: Document, fields: Fields) -> None:
        shown = [evidence for evidence in fields.evidence if evidence.field in VALUES]
        self.values = _longest_first(evidence.raw or "" for evidence in shown)
        self.names = _longest_first(
            name for author in fields.authors for name in (author.name, author.raw, author.affiliation or "")
        )
        self.labels = {folded(evidence.where or "") for evidence in shown if evidence.method == "label"}
        self._days = {moment.day for moment in (fields.published, fields.updated) if moment and moment.day}
        self._reader = Reader.of(document.page, fields.language)

    def are_labels(self, entry: str) -> bool:
        """Whether what is left of an entry is labels alone."""
        pieces = (piece.strip(" .").casefold() for piece in APART.split(entry))
        return all(
            piece in LABELS or piece in self.labels or is_weekday(piece) or not WORD.search(piece) for piece in pieces
        )

    def without_dates(self, line: str) -> tuple[str, bool]:
        """The line without the article's own dates and those behind a date's label, and whether it has any.

        Another day is text.
        """
        left = line
        for start, words in find_dates(line):
            moment = self._reader.readable(words)
            if (moment and moment.day and moment.day in self._days) or label_before(line[:start]):
                left = left.replace(words, "  ", 1)
        return left, left != line


def _longest_first(words: Iterator[str]) -> list[str]:
    return sorted({word for word in words if word}, key=len, reverse=True)


def _without(line: str, words: list[str]) -> tuple[str, bool]:
    """The line without these words, two blanks in their place, and whether it had any."""
    left = line
    for word in words:
        left = left.replace(word, "  ")
    return left, left != line
