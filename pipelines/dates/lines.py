"""Which lines of a page tell its dates? Those with a label, those beside the heading, and the byline."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from output.records import Evidence
from pipelines.asides import is_of_others
from pipelines.dates.labels import end_of_label, label_before
from pipelines.dates.words import find_date, find_dates, find_relative
from pipelines.lines import is_aside, words_of
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document
    from pipelines.lines import Line

LABELLED, NEAR, BYLINE = 0.85, 0.65, 0.62
UNLIKELY = 0.4  # a month alone beside the heading is more often an archive's or an event's
LONGEST_LINE = 200  # characters; a sentence that has a label's word in it is no label
MOST_LABELLED = 3  # different days: the article's, and a slip or two
LONGEST_DATED = 90  # characters of a line that is a date and little else
LONGEST_RELATIVE = 60
MOST_LINKED = 4  # characters beside the date in a link
MOST_TITLE = 60  # characters of the title that a line must begin with
BEFORE, AFTER = 4, 8  # lines around the heading in which an unlabelled date is the article's
BYLINES = frozenset(
    listed("""
    byline | by-line | author | meta | metas | metadata | postmetadata | entrymeta | postmeta | article-info | post-info
    entry-info | news-info | articleinfo | postinfo | newsinfo | submitted | credits
    """)
)
# "Posted by Ann Lee on 5 March 2020": the author of a line is the date's too.
BY = re.compile(
    r"(?:(?:written|posted|published) by|by|(?:geschrieben |verfasst )?von|(?:publié |écrit )?par|(?:publicado )?por|"
    r"(?:scritto )?da|geplaatst door|door|автор:?|autor:?|作者[:：]?)\s",
    re.IGNORECASE,
)
LONGEST_BYLINE = 120
DIGIT = re.compile(r"\d")
# "Karlsruhe, (12.11.2021). The church …": press releases begin with a place and a date.
DATELINE = re.compile(r"^(?:[^\W\d_a-zß-ÿ][^\d.:;]{1,40}?[\s,(–—-]+)?(?=\S)")
DATELINE_END = re.compile(r"\s*\)?\s*[.:|–—-]")


def lines_with_dates(document: Document, title: str | None) -> Iterator[Evidence]:
    """The dates in a page's lines, each with how much it proves.

    Args:
        document: The page.
        title: The article's title, around which a date without a label is the article's. Null when unknown.
    """
    yield from _labelled(document)
    yield from _beside_heading(document, title)
    yield from _in_byline(document)


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
        above = line.text[:LONGEST_DATED]


def _dates(text: str) -> Iterator[tuple[int, str]]:
    yield from find_dates(text)
    if len(text) <= LONGEST_RELATIVE and (behind := end_of_label(text)) and (passed := find_relative(text[behind:])):
        yield behind, passed


def _beside_heading(document: Document, title: str | None) -> Iterator[Evidence]:
    """Lines around the title that are a date and little else, and the dateline that the text begins with."""
    for number, line in enumerate(document.lines):
        if title and line.text.startswith(title[:MOST_TITLE]) and not line.aside:
            after = document.lines[number + 1 : number + 1 + AFTER]
            before = document.lines[max(0, number - BEFORE) : number][::-1]
            for near in (*after, *before):
                found = _alone(near) or _dateline(near.text)
                if found and not _is_update(near.text, found):
                    confidence = NEAR if len(DIGIT.findall(found)) > len("2019") else UNLIKELY
                    yield Evidence("published", "beside the heading", str(near.element.tag), found, confidence)
                    break


def _is_update(text: str, words: str) -> bool:
    labelled = label_before(text[: text.index(words)])
    return labelled is not None and labelled[0] == "updated"


def _alone(line: Line) -> str | None:
    """The date in a line that says little else; a link says nothing else, for it may lead to another article."""
    found = find_date(line.text) if len(line.text) <= LONGEST_DATED and line.element.tag != "blockquote" else None
    return found if found and (line.element.tag != "a" or len(line.text) - len(found) <= MOST_LINKED) else None


def _dateline(text: str) -> str | None:
    """The date at the very beginning of a paragraph, perhaps behind a place."""
    place = DATELINE.match(text[:LONGEST_DATED])
    for begins in (0, place.end() if place else 0):
        found = find_date(text[begins : begins + LONGEST_DATED], start=True)
        if found and DATELINE_END.match(text, text.index(found, begins) + len(found)):
            return found
    return None


def _in_byline(document: Document) -> Iterator[Evidence]:
    """The date in the first element that is marked as a byline, or in the first line that begins as one."""
    for named, element in document.marks.named_by(BYLINES):
        words = words_of(element)
        found = find_date(words) if len(words) <= LONGEST_LINE else None
        if found and not _is_update(words, found) and not is_aside(element) and not is_of_others(element):
            yield Evidence("published", "byline", named.strip(), found, BYLINE)
            return
    for line in document.lines:
        by = BY.match(line.text) if len(line.text) <= LONGEST_BYLINE and not line.aside else None
        if by and (found := find_date(line.text)):
            yield Evidence("published", "byline", by.group().strip(), found, BYLINE)
            return
