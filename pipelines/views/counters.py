"""Is the view count filled in by a script? Then its address is named, and its answer read when it is handed in."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from output.records import Evidence, Refusal, Views
from pipelines.reading import Reading
from pipelines.views.counter_scripts import METHOD, Counter, counters
from pipelines.views.numbers import NoCount, read_count
from pipelines.views.owner import own
from pipelines.views.places import Candidate
from pipelines.views.read import read_views

if TYPE_CHECKING:
    from pipelines.document import Document
    from pipelines.page import Needs

MOST_COUNTERS = 20


def read_counter(document: Document) -> Needs | Reading[Views]:
    """The count that a script fills in: what must be asked for it, or what it answered; empty without such a script."""
    found = _own(document)
    if len({counter.needs.url for counter in found}) > 1:
        return _refused("several counters", found[0].needs.url)
    for counter in found:
        answer = document.page.answer(counter.needs.url)
        if answer is None:
            return counter.needs
        filled = _refused(answer.refused or "no answer", counter.needs.url)
        if answer.text is not None:
            filled = _answered(counter, answer.text)
        return filled if filled.value else _shown_elsewhere(document, counter, filled)
    return Reading()


def _own(document: Document) -> list[Counter]:
    """The counters of the article itself, not of others that the page lists."""
    places = {counter.place: counter for counter in islice(counters(document), MOST_COUNTERS)}
    claims = (Candidate(place, Evidence("views", METHOD, None, one.needs.url, 0.9)) for place, one in places.items())
    return [places[claim.element] for claim in own(document, claims)] if places else []


def _shown_elsewhere(document: Document, counter: Counter, failed: Reading[Views]) -> Reading[Views]:
    """The count that the page shows beside the one that a script fills in: what stands in the script's place is stale."""
    shown = read_views(document, stale=counter.place)
    return Reading(shown.value, shown.evidence, (*failed.refusals, *shown.refusals))


def _answered(counter: Counter, text: str) -> Reading[Views]:
    found = counter.answer.search(text)
    raw = next((group for group in found.groups() if group), "") if found else ""
    if not raw:
        return _refused("the counter's answer has no count", text[:200])
    try:
        count = read_count(raw.strip())
    except NoCount as error:
        return _refused(str(error), raw)
    raw = raw.strip()
    return Reading(Views(count, raw, METHOD), (Evidence("views", METHOD, counter.needs.url, raw, 0.9),))


def _refused(reason: str, raw: str) -> Reading[Views]:
    return Reading(refusals=(Refusal("views", reason, raw),))
