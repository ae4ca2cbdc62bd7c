"""When was the article published, and when updated? Two questions, each answered by what says so itself.

Every place that may hold a date gives a candidate with a confidence (`date_places.py`). The best that can be read
wins, if its confidence reaches the threshold; below it nothing is taken, and the candidate stays in the refusals.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from output.records import Moment, Refusal
from pipelines.date_places import candidates
from pipelines.moment import Reader, Unreadable
from pipelines.reading import Reading

if TYPE_CHECKING:
    from pipelines.date_places import Field
    from pipelines.document import Document

THRESHOLD = 0.5  # docs/extraction.md shows what another one would gain and invent
MOST_TRIED = 12  # candidates; a page of dates is a list, no article


def read_date(document: Document, field: Field, language: str | None, title: str | None = None) -> Reading[Moment]:
    """One of the two dates, from the most trustworthy place that has one that can be read.

    Args:
        document: The page.
        field: Which of the two.
        language: The page's language, for the names of months and the order of numbers. Null when unknown.
        title: The article's title, around which an unlabelled date is the article's. Null when unknown.
    """
    reader = Reader.of(document.page, language)
    refused: list[Refusal] = []
    for evidence in islice(candidates(document, field, title), MOST_TRIED):
        if evidence.confidence < THRESHOLD:
            refused.append(Refusal(field, "too little evidence", evidence.raw))
            continue
        try:
            moment = reader.read(evidence.raw or "")
        except Unreadable as error:
            refused.append(Refusal(field, str(error), evidence.raw))
        else:
            return Reading(replace(moment, raw=evidence.raw or ""), (evidence,), tuple(refused))
    return Reading(refusals=tuple(refused))
