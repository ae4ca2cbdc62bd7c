"""At what time of the day that readers are shown, by the element that says it to machines?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from output.records import Evidence, Moment
    from pipelines.dates.moment import Reader

SHOWN = frozenset(("label", "byline", "beside the heading", "address"))


def with_its_time(
    moment: Moment, evidence: Evidence, reader: Reader, others: list[Evidence]
) -> tuple[Moment, tuple[Evidence, ...]]:
    """A shown day with the time of the page's own date element, where that names an instant of this very day."""
    if evidence.method not in SHOWN or moment.day is None or "T" in moment.edtf:
        return moment, ()
    marked = [(one, reader.readable(one.raw or "")) for one in others if one.method == "date element"]
    timed = [(one, read) for one, read in marked if read and read.at and read.day == moment.day]
    if len({read.at for _, read in timed}) != 1:
        return moment, ()
    one, read = timed[0]
    return replace(moment, at=read.at, edtf=read.edtf), (one,)
