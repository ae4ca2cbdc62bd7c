"""On which day does the page itself show an instant that it gives machines in UTC?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from pipelines.dates.proof import ADDRESS
from pipelines.dates.zones import FARTHEST

if TYPE_CHECKING:
    from output.records import Evidence, Moment
    from pipelines.dates.moment import Reader

LOCAL = frozenset(("label", "date element", "microdata", "beside the heading", "address"))  # what readers see
WEST = timedelta(hours=12)  # the zone farthest behind UTC
QUARTER = 900  # seconds: zones lie whole quarters of an hour from UTC


def in_own_zone(moment: Moment, reader: Reader, others: list[Evidence]) -> tuple[Moment, tuple[Evidence, ...]]:
    """A moment that is given in UTC, on the day that the page shows its readers, where that is the day beside it."""
    if moment.at is None or moment.day is None or not moment.edtf.endswith("+00:00"):
        return moment, ()
    trusted = [one for one in others if one.method in LOCAL and one.confidence >= ADDRESS]
    read = [(one, local) for one in trusted if (local := reader.readable(one.raw or "")) and local.day]
    shown = [(one, local) for one, local in read if local.at in {None, moment.at}]
    somewhere = {(moment.at - WEST).date(), (moment.at + FARTHEST).date()} - {moment.day}
    if shown and shown[0][1].day in somewhere and all(local.day != moment.day for _, local in read):
        evidence, local = shown[0]
        return replace(moment, day=local.day, edtf=_local_edtf(moment.at, local)), (evidence,)
    return moment, ()


def beside(moment: Moment, own: Moment) -> Moment:
    """A moment that is given in UTC, on its day in the zone of another one of the page, which readers are shown.

    Its clock may be an hour off where the zone changed between the two; its instant is the same.
    """
    if moment.at is None or own.at is None or not moment.edtf.endswith("+00:00"):
        return moment
    zone = datetime.fromisoformat(own.edtf).tzinfo if "T" in own.edtf else None
    local = moment.at.astimezone(zone) if zone else moment.at
    return replace(moment, day=local.date(), edtf=local.isoformat()) if zone else moment


def _local_edtf(at: datetime, local: Moment) -> str:
    """The instant with the offset that the shown time has from it; the shown day alone where there is no time."""
    if "T" not in local.edtf:
        return local.edtf
    shown = datetime.fromisoformat(local.edtf).replace(tzinfo=UTC)
    offset = timedelta(seconds=round((shown - at).total_seconds() / QUARTER) * QUARTER)
    return at.astimezone(timezone(offset)).isoformat() if abs(offset) <= FARTHEST else local.edtf
