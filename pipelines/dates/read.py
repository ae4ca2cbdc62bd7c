"""When was the article published, and when updated? Two questions, each answered by what says so itself.

Every place that may hold a date gives a candidate with a confidence (`places.py`). The best that can be read
wins, if its confidence reaches the threshold; below it nothing is taken, and the candidate stays in the refusals.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from output.records import Evidence, Refusal
from pipelines.dates.desk import Desk
from pipelines.dates.places import NODE, candidates
from pipelines.dates.proof import FIRST
from pipelines.dates.shown_day import beside
from pipelines.reading import Reading

if TYPE_CHECKING:
    from output.records import Moment
    from pipelines.document import Document

MOST_TRIED = 16  # candidates; a page of dates is a list, no article


def read_dates(document: Document, language: str | None, title: str | None) -> dict[str, Reading[Moment]]:
    """Both dates by field, each from the most trustworthy place that has one that can be read.

    Args:
        document: The page.
        language: The page's language, for the names of months and the order of numbers. Null when unknown.
        title: The article's title, around which an unlabelled date is the article's. Null when unknown.
    """
    desk = Desk(document, language)
    found = candidates(document, title) or _listed(document)
    both = {field: desk.best(field, found.get(field, [])[:MOST_TRIED]) for field in NODE}
    published, updated = desk.confirmed(both["published"]), both["updated"]
    if published.value and updated.value:
        updated = replace(updated, value=beside(updated.value, published.value))
    return {"published": published, "updated": _not_before(published, updated)}


def _listed(document: Document) -> dict[str, list[Evidence]]:
    """The date beside the link that led here: taken only where the page itself has none."""
    raw = document.page.hints.date_raw
    return {"published": [Evidence("published", "listing", "beside the link", raw, FIRST)]} if raw else {}


def _not_before(published: Reading[Moment], updated: Reading[Moment]) -> Reading[Moment]:
    """The update, unless it lies before the publication: one of the two is wrong then, and it proves less."""
    first, last = published.value, updated.value
    if first and last and _is_before(last, first):
        return Reading(refusals=(*updated.refusals, Refusal("updated", "before the publication", last.raw)))
    return updated


def _is_before(one: Moment, other: Moment) -> bool:
    """Whether it is the earlier of the two, by their instants where both have one: their days may be in two zones."""
    if one.at and other.at:
        return one.at < other.at
    return bool(one.day and other.day and one.day < other.day)
