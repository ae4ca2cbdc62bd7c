"""Which lines of a page tell its dates? Those with a label, and the byline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from output.records import Evidence
from pipelines.byline_labels import BY
from pipelines.dates.label_words import UPDATED
from pipelines.dates.labels import end_of_label, label_before
from pipelines.dates.proof import BYLINE, LABELLED, UNLIKELY
from pipelines.dates.relative import find_relative
from pipelines.dates.words import find_date, find_dates
from pipelines.lines import words_of
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


class Dated(NamedTuple):
    """A line with its dates.

    Attributes:
        text: Its words.
        above: Those of the line before it, where it is short enough to be a label.
        dates: Where each date begins, and its words.
    """

    text: str
    above: str
    dates: tuple[tuple[int, str], ...]


def lines_with_dates(document: Document) -> Iterator[Evidence]:
    """The dates behind labels and in bylines, each with how much it proves."""
    dated = tuple(_dated(document))
    yield from _labelled(dated)
    yield from _in_byline(document, dated)


def is_update(text: str, words: str) -> bool:
    """Whether the label before these words says that they are the update's."""
    before = text[: text.index(words)]
    labelled = label_before(before)
    return labelled[0] == "updated" if labelled else before.rstrip(" :：").lower().endswith(UPDATED)


def _dated(document: Document) -> Iterator[Dated]:
    above = ""
    for line in document.lines:
        text = "" if line.aside else line.text
        if text and len(text) <= LONGEST_LINE and (dates := tuple(_dates(text))):
            yield Dated(text, above, dates)
        above = text if len(text) <= LONGEST_LABEL else ""


def _labelled(lines: tuple[Dated, ...]) -> Iterator[Evidence]:
    """Dates behind a label; where a label names many days they are those of a list, and the first proves little."""
    found = list(_behind_labels(lines))
    for field in ("published", "updated"):
        own = [evidence for evidence in found if evidence.field == field]
        many = len({evidence.raw for evidence in own}) > MOST_LABELLED
        yield from (replace(evidence, confidence=UNLIKELY) if many else evidence for evidence in own)


def _behind_labels(lines: tuple[Dated, ...]) -> Iterator[Evidence]:
    """Dates behind a label, in the same line or alone in the line above."""
    for line in lines:
        for start, words in line.dates:
            labelled = label_before(line.text[:start] if start else line.above)
            if labelled:
                yield Evidence(labelled[0], "label", labelled[1], words, LABELLED)


def _dates(text: str) -> Iterator[tuple[int, str]]:
    yield from find_dates(text)
    if len(text) <= LONGEST_RELATIVE and (behind := end_of_label(text)) and (passed := find_relative(text[behind:])):
        yield behind, passed


def _in_byline(document: Document, lines: tuple[Dated, ...]) -> Iterator[Evidence]:
    """The dates in bylines up to the first that is no update."""
    for where, words, found in _bylines(document, lines):
        field = "updated" if is_update(words, found) else "published"
        yield Evidence(field, "byline", where, found, BYLINE)
        if field == "published":
            return


def _bylines(document: Document, lines: tuple[Dated, ...]) -> Iterator[tuple[str, str, str]]:
    """Each element that is marked as a byline and each line that begins as one: its name, its words and its date."""
    for named, element in document.marks.named_by(BYLINES):
        words = words_of(element)
        found = find_date(words) if len(words) <= LONGEST_LINE else None
        if found and not document.is_aside(element) and not document.is_of_others(element):
            yield named.strip(), words, found
    for line in lines:
        if len(line.text) <= LONGEST_BYLINE and (by := BY.match(line.text)) and (found := find_date(line.text)):
            yield by.group().strip(), line.text, found
