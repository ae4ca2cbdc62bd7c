"""Which lines of a page tell its dates? Those with a label, and the byline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from output.records import Evidence
from pipelines.asides import is_of_others
from pipelines.authors.words import BY
from pipelines.dates.labels import end_of_label, label_before
from pipelines.dates.proof import BYLINE, LABELLED, UNLIKELY
from pipelines.dates.relative import find_relative
from pipelines.dates.words import find_date, find_dates
from pipelines.lines import is_aside, words_of
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

LONGEST_LINE = 200  # characters; a sentence that has a label's word in it is no label
MOST_LABELLED = 3  # different days: the article's, and a slip or two
LONGEST_LABEL = 40  # characters of a label in a line of its own
LONGEST_DATED = 90  # characters of a line that is a date and little else
LONGEST_RELATIVE = 60
BYLINES = frozenset(
    listed("""
    byline | by-line | author | meta | metas | metadata | postmetadata | entrymeta | postmeta | article-info | post-info
    entry-info | news-info | articleinfo | postinfo | newsinfo | submitted | credits
    """)
)
LONGEST_BYLINE = 120  # characters: the author of a line is the date's too


def lines_with_dates(document: Document) -> Iterator[Evidence]:
    """The dates behind labels and in bylines, each with how much it proves."""
    yield from _labelled(document)
    yield from _in_byline(document)


def is_update(text: str, words: str) -> bool:
    """Whether the label before these words says that they are the update's."""
    labelled = label_before(text[: text.index(words)])
    return labelled is not None and labelled[0] == "updated"


def _labelled(document: Document) -> Iterator[Evidence]:
    """Dates behind a label; where a label names many days they are those of a list, and the first proves little."""
    found = list(_behind_labels(document))
    for field in ("published", "updated"):
        own = [evidence for evidence in found if evidence.field == field]
        many = len({evidence.raw for evidence in own}) > MOST_LABELLED
        yield from (replace(evidence, confidence=UNLIKELY) if many else evidence for evidence in own)


def _behind_labels(document: Document) -> Iterator[Evidence]:
    """Dates behind a label, in the same line or alone in the line above."""
    above = ""
    for line in document.lines:
        if len(line.text) <= LONGEST_LINE and not line.aside:
            for start, words in _dates(line.text):
                labelled = label_before(line.text[:start] if start else above)
                if labelled:
                    yield Evidence(labelled[0], "label", labelled[1], words, LABELLED)
        above = line.text if len(line.text) <= LONGEST_LABEL and not line.aside else ""


def _dates(text: str) -> Iterator[tuple[int, str]]:
    yield from find_dates(text)
    if len(text) <= LONGEST_RELATIVE and (behind := end_of_label(text)) and (passed := find_relative(text[behind:])):
        yield behind, passed


def _in_byline(document: Document) -> Iterator[Evidence]:
    """The date in the first element that is marked as a byline, or in the first line that begins as one."""
    for named, element in document.marks.named_by(BYLINES):
        words = words_of(element)
        found = find_date(words) if len(words) <= LONGEST_LINE else None
        if found and not is_update(words, found) and not is_aside(element) and not is_of_others(element):
            yield Evidence("published", "byline", named.strip(), found, BYLINE)
            return
    for line in document.lines:
        found = find_date(line.text) if len(line.text) <= LONGEST_BYLINE and not line.aside else None
        if found and (by := BY.match(line.text)):
            yield Evidence("published", "byline", by.group().strip(), found, BYLINE)
            return
