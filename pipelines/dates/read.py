"""When was the article published, and when updated? Two questions, each answered by what says so itself.

Every place that may hold a date gives a candidate with a confidence (`places.py`). The best that can be read
wins, if its confidence reaches the threshold; below it nothing is taken, and the candidate stays in the refusals.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from output.records import Evidence, Moment, Refusal
from pipelines.dates.moment import Reader
from pipelines.dates.numeric import AmbiguousOrder, Unreadable
from pipelines.dates.order import settled_order
from pipelines.dates.places import NODE, candidates
from pipelines.dates.shown_day import in_own_zone
from pipelines.reading import Reading

if TYPE_CHECKING:
    from datetime import date

    from pipelines.document import Document

THRESHOLD = 0.5  # docs/extraction.md shows what another one would gain and invent
MOST_TRIED = 16  # candidates; a page of dates is a list, no article


def read_dates(document: Document, language: str | None, title: str | None) -> dict[str, Reading[Moment]]:
    """Both dates by field, each from the most trustworthy place that has one that can be read.

    Args:
        document: The page.
        language: The page's language, for the names of months and the order of numbers. Null when unknown.
        title: The article's title, around which an unlabelled date is the article's. Null when unknown.
    """
    desk = _Desk(document, language)
    found = candidates(document, title) or _listed(document)
    both = {field: desk.best(field, found.get(field, [])[:MOST_TRIED]) for field in NODE}
    return {
        "published": desk.confirmed(both["published"]),
        "updated": _not_before(both["published"], both["updated"]),
    }


def _listed(document: Document) -> dict[str, list[Evidence]]:
    """The date beside the link that led here: taken only where the page itself has none."""
    raw = document.page.hints.date_raw
    return {"published": [Evidence("published", "listing", "beside the link", raw, THRESHOLD)]} if raw else {}


def _not_before(published: Reading[Moment], updated: Reading[Moment]) -> Reading[Moment]:
    """The update, unless it lies before the publication: one of the two is wrong then, and it proves less."""
    first, last = published.value, updated.value
    if first and last and first.day and last.day and last.day < first.day:
        return Reading(refusals=(*updated.refusals, Refusal("updated", "before the publication", last.raw)))
    return updated


class _Desk:
    """Reads the dates of one page; the order of its bare numbers is settled when one needs it."""

    def __init__(self, document: Document, language: str | None) -> None:
        self._document, self._language = document, language
        self._reader = Reader.of(document.page, language)

    def best(self, field: str, tried: list[Evidence]) -> Reading[Moment]:
        """The surest candidate that can be read, with why the others before it were refused."""
        refused: list[Refusal] = []
        for number, evidence in enumerate(tried):
            if evidence.confidence < THRESHOLD:
                refused.append(Refusal(field, "too little evidence", evidence.raw))
                continue
            try:
                moment, order = self._read(evidence)
            except Unreadable as error:
                refused.append(Refusal(field, str(error), evidence.raw))
            else:
                moment, shown = in_own_zone(moment, self._reader, tried[number + 1 :])
                return Reading(moment, (evidence, *order, *shown), tuple(refused))
        return Reading(refusals=tuple(refused))

    def confirmed(self, published: Reading[Moment]) -> Reading[Moment]:
        """The publication, with the date beside the link as further evidence where it names the same day."""
        raw, value = self._document.page.hints.date_raw, published.value
        if raw and value and value.day and value.raw != raw and value.day == self._listed_day():
            listed = Evidence("published", "listing", "beside the link", raw, THRESHOLD)
            return replace(published, evidence=(*published.evidence, listed))
        return published

    def _read(self, evidence: Evidence) -> tuple[Moment, tuple[Evidence, ...]]:
        """What words mean on this page, and what settled their order if something had to."""
        try:
            return self._reader.read(evidence.raw or ""), ()
        except AmbiguousOrder:
            listed = self._listed_day()
            known = (listed.year, listed.month, listed.day) if listed else None
            order = settled_order(self._document, self._language, known)
            if order is None:
                raise
            moment = replace(self._reader, order=order.raw).read(evidence.raw or "")
            return moment, (replace(order, field=evidence.field),)

    def _listed_day(self) -> date | None:
        """The day beside the link that led here; null where it says none, or could mean two."""
        shown = self._reader.readable(self._document.page.hints.date_raw or "")
        return shown.day if shown else None
