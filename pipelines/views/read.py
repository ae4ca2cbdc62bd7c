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
from pipelines.views.numbers import SCALE, NoCount
from pipelines.views.owner import own
from pipelines.views.places import block_of
from pipelines.views.speech import Speech

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
    speech = Speech(document)
    if chosen := document.selected("views"):
        return _weighed(speech, [Evidence("views", "selector", chosen[0], _number(chosen[1]), 1.0)])
    if machine := list(declared_counts(document)):
        return _weighed(speech, machine)
    for found in (in_lines(document), in_names(document)):
        said = (one for one in found if speech.is_label(one.evidence.where))
        if believed := own(document, islice(_fresh(said, stale), MOST_WEIGHED)):
            return _weighed(speech, [one.evidence for one in believed])
    return Reading()


def _fresh(found: Iterable[Candidate], stale: _Element | None) -> Iterable[Candidate]:
    """Those that do not stand where a number is known to be old."""
    old = None if stale is None else block_of(stale)
    return (one for one in found if old is None or block_of(one.element) is not old)


def _weighed(speech: Speech, found: list[Evidence]) -> Reading[Views]:
    counts: dict[int, Evidence] = {}
    refused = []
    for evidence in found:
        try:
            counts.setdefault(speech.count(evidence), evidence)
        except NoCount as error:
            refused.append(Refusal("views", str(error), evidence.raw))
    if len(counts) == 1:
        [(count, evidence)] = counts.items()
        return Reading(Views(count, evidence.raw or "", evidence.method), (evidence,), tuple(refused))
    several = [Refusal("views", "several counters", evidence.raw) for evidence in counts.values()]
    return Reading(refusals=(*refused, *several))


def _number(text: str) -> str:
    """The number in the words that a selector picks, all of it, so that a range is refused."""
    found = _NUMBER.search(text)
    return found.group().strip() if found else text


_NUMBER = re.compile(rf"-?\d(?:.*\d)?\+?(?:\s?{SCALE})?")
