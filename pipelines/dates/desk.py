"""Which of a page's candidates for a date is the first that can be read, and what settles its order?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from output.records import Evidence, Moment, Refusal
from pipelines.dates.moment import Reader
from pipelines.dates.numeric import AmbiguousOrder, Unreadable
from pipelines.dates.order import BESIDE_LINK, settled_order
from pipelines.dates.proof import FIRST
from pipelines.dates.shown_day import in_own_zone
from pipelines.dates.shown_time import with_its_time
from pipelines.reading import Reading

if TYPE_CHECKING:
    from datetime import date

    from pipelines.document import Document

HANDED_OVER = frozenset(("feed", "sitemap", "api"))
MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:\d\d)?$")
THRESHOLD = 0.5  # docs/extraction.md shows what another one would gain and invent


class Desk:
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
                moment, timed = with_its_time(moment, evidence, self._reader, tried[number + 1 :])
                return Reading(moment, (evidence, *order, *shown, *timed), tuple(refused))
        return Reading(refusals=tuple(refused))

    def confirmed(self, published: Reading[Moment]) -> Reading[Moment]:
        """The publication, with the date beside the link as further evidence where it names the same day."""
        raw, value = self._document.page.hints.date_raw, published.value
        if raw and value and value.day and value.day == self._listed_day():
            told = dict.fromkeys((*published.evidence, self._listed("published")))
            return replace(published, evidence=tuple(told))
        return published

    def _read(self, evidence: Evidence) -> tuple[Moment, tuple[Evidence, ...]]:
        """What words mean on this page, and what settled their order if something had to."""
        try:
            return _as_known(self._reader.read(evidence.raw or ""), evidence), ()
        except AmbiguousOrder:
            listed = self._listed_day()
            known = (listed.year, listed.month, listed.day) if listed else None
            order = settled_order(self._document, self._language, known)
            if order is None:
                raise
            moment = replace(self._reader, order=order.raw).read(evidence.raw or "")
            told = (replace(order, field=evidence.field),)
            return moment, (*told, self._listed(evidence.field)) if order.where == BESIDE_LINK else told

    def _listed(self, field: str) -> Evidence:
        return Evidence(field, "listing", "beside the link", self._document.page.hints.date_raw, FIRST)

    def _listed_day(self) -> date | None:
        """The day beside the link that led here; null where it says none, or could mean two."""
        shown = self._reader.readable(self._document.page.hints.date_raw or "")
        return shown.day if shown else None


def _as_known(moment: Moment, evidence: Evidence) -> Moment:
    """A date as far as its place can be taken at its word: many feeds and sitemaps write a day as its midnight."""
    if evidence.method in HANDED_OVER and moment.day and MIDNIGHT.search(moment.edtf):
        return replace(moment, at=None, edtf=moment.day.isoformat())
    return moment
