"""How often was the article viewed? The count that its own page shows for it, or null.

Downloads, likes, comments, totals of the site and lists of the most read look alike; a wrong number is worse than
none, so of counts that differ only one that stands with the title is believed.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from output.records import Evidence, Refusal, Views
from pipelines.reading import Reading
from pipelines.views.lines import in_lines
from pipelines.views.machines import declared_counts
from pipelines.views.names import in_names
from pipelines.views.numbers import NoCount, read_count
from pipelines.views.owner import own
from pipelines.views.places import block_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.views.places import Candidate

MOST_WEIGHED = 60


def read_views(document: Document, stale: _Element | None = None) -> Reading[Views]:
    """The article's view count.

    Args:
        document: The page.
        stale: An element whose number is known to be old. Null when there is none.
    """
    if chosen := document.selected("views"):
        return _weighed([Evidence("views", "selector", chosen[0], _number(chosen[1]), 1.0)])
    if machine := list(declared_counts(document)):
        return _weighed(machine)
    return _of(document, in_lines(document), stale) or _of(document, in_names(document), stale) or Reading()


def _of(document: Document, found: Iterable[Candidate], stale: _Element | None) -> Reading[Views] | None:
    """What these say, as far as they may speak of the article; null when none may."""
    old = None if stale is None else block_of(stale)
    fresh = (one for one in islice(found, MOST_WEIGHED) if old is None or block_of(one.element) is not old)
    believed = own(document, fresh)
    return _weighed([one.evidence for one in believed]) if believed else None


def _weighed(found: list[Evidence]) -> Reading[Views]:
    counts: dict[int, Evidence] = {}
    refused = []
    for evidence in found:
        try:
            counts.setdefault(read_count(evidence.raw or ""), evidence)
        except NoCount as error:
            refused.append(Refusal("views", str(error), evidence.raw))
    if len(counts) == 1:
        [(count, evidence)] = counts.items()
        return Reading(Views(count, evidence.raw or "", evidence.method), (evidence,), tuple(refused))
    several = [Refusal("views", "several counters", evidence.raw) for evidence in counts.values()]
    return Reading(refusals=(*refused, *several))


def _number(text: str) -> str:
    found = re.search(r"\d(?:.*\d)?\s?\w?", text)
    return found.group().strip() if found else text
