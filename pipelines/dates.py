"""When was the article published, and when updated? Two questions, each answered by what says so itself.

Every place that may hold a date gives a candidate with a confidence (`date_places.py`). The best that can be read
wins, if its confidence reaches the threshold; below it nothing is taken, and the candidate stays in the refusals.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from output.records import Moment, Refusal
from pipelines.clock import FARTHEST
from pipelines.date_order import order_of_host, order_on
from pipelines.date_places import ADDRESS, NODE, candidates
from pipelines.moment import AmbiguousOrder, Reader, Unreadable
from pipelines.reading import Reading

if TYPE_CHECKING:
    from output.records import Evidence
    from pipelines.document import Document

THRESHOLD = 0.5  # docs/extraction.md shows what another one would gain and invent
MOST_TRIED = 16  # candidates; a page of dates is a list, no article


LOCAL = frozenset(("label", "date element", "microdata", "beside the heading", "address"))  # what readers see
WEST = timedelta(hours=12)  # the zone farthest behind UTC
QUARTER = 900  # seconds: zones lie whole quarters of an hour from UTC


def read_dates(document: Document, language: str | None, title: str | None) -> dict[str, Reading[Moment]]:
    """Both dates by field, each from the most trustworthy place that has one that can be read.

    Args:
        document: The page.
        language: The page's language, for the names of months and the order of numbers. Null when unknown.
        title: The article's title, around which an unlabelled date is the article's. Null when unknown.
    """
    reader = Reader.of(document.page, language)
    found = candidates(document, title)
    return {field: _best(field, found.get(field, [])[:MOST_TRIED], reader, document) for field in NODE}


def _best(field: str, tried: list[Evidence], reader: Reader, document: Document) -> Reading[Moment]:
    refused: list[Refusal] = []
    for number, evidence in enumerate(tried):
        if evidence.confidence < THRESHOLD:
            refused.append(Refusal(field, "too little evidence", evidence.raw))
            continue
        try:
            moment = _read(reader, evidence.raw or "", document)
        except Unreadable as error:
            refused.append(Refusal(field, str(error), evidence.raw))
        else:
            moment, shown = _in_own_zone(moment, reader, tried[number + 1 :])
            return Reading(moment, (evidence, *shown), tuple(refused))
    return Reading(refusals=tuple(refused))


def _read(reader: Reader, raw: str, document: Document) -> Moment:
    """What words mean on this page: its own dates settle an order."""
    try:
        return reader.read(raw)
    except AmbiguousOrder:
        return replace(reader, order=order_on(document) or order_of_host(document.page.url)).read(raw)


def _in_own_zone(moment: Moment, reader: Reader, others: list[Evidence]) -> tuple[Moment, tuple[Evidence, ...]]:
    """A moment that is given in UTC, on the day that the page shows its readers, where that is the day beside it."""
    if moment.at is None or moment.day is None or not moment.edtf.endswith("+00:00"):
        return moment, ()
    trusted = [one for one in others if one.method in LOCAL and one.confidence >= ADDRESS]
    shown = [(one, local) for one in trusted if (local := _shown(reader, one)) and local.day]
    somewhere = {(moment.at - WEST).date(), (moment.at + FARTHEST).date()} - {moment.day}
    if shown and shown[0][1].day in somewhere and all(local.day != moment.day for _, local in shown):
        evidence, local = shown[0]
        return replace(moment, day=local.day, edtf=_local_edtf(moment.at, local)), (evidence,)
    return moment, ()


def _shown(reader: Reader, evidence: Evidence) -> Moment | None:
    try:
        return reader.read(evidence.raw or "")
    except Unreadable:
        return None


def _local_edtf(at: datetime, local: Moment) -> str:
    """The instant with the offset that the shown time has from it; the shown day alone where there is no time."""
    if "T" not in local.edtf:
        return local.edtf
    shown = datetime.fromisoformat(local.edtf).replace(tzinfo=UTC)
    offset = timedelta(seconds=round((shown - at).total_seconds() / QUARTER) * QUARTER)
    return at.astimezone(timezone(offset)).isoformat() if abs(offset) <= FARTHEST else local.edtf
