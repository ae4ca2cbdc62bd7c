"""Which lines of a page are its article? The block model decides; where it is in doubt, trafilatura is asked as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipelines.body.features import features_of
from pipelines.body.model import shipped
from pipelines.body.opinion import opinion_columns, trafilatura_lines
from pipelines.body.places import places_of
from pipelines.body.tidy import tidied

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipelines.document import Document

    Numbers = NDArray[np.float64]

LIKELY = 0.45  # of a chosen line: F1 is best a little below half (docs/extraction.md)
UNLIKELY = 0.05  # where no sentence is as likely, there is no body
# Doubt above which trafilatura is asked: a quarter of the pages (docs/extraction.md has the curve).
IN_DOUBT = 0.08
LOST = 0.7  # doubt above which trafilatura decides alone: reports of thousands of paragraphs, no labelled page
FEW = 20.0  # words; a page with fewer is always in some doubt
UNTRAINED = 0.8  # confidence in trafilatura alone


class Decision(NamedTuple):
    """The lines of a page that are its article.

    Attributes:
        lines: Their numbers.
        method: Who decided.
        confidence: How sure that is, 0 to 1.
    """

    lines: frozenset[int]
    method: str
    confidence: float


def decide(document: Document) -> Decision:
    """The lines of a page that are its article; none when nothing looks like one."""
    alone, advised = shipped("alone"), shipped("advised")
    if alone is None or advised is None or not document.lines:
        return Decision(trafilatura_lines(document), "trafilatura", UNTRAINED)
    places = places_of(document)
    columns = features_of(document, places)
    words = columns["words"]
    likely, method = (seen := alone.probabilities(columns)), "block model"
    if doubt(likely, words) > IN_DOUBT:
        said = trafilatura_lines(document)
        likely, method = advised.probabilities(columns | opinion_columns(said, columns)), "block model, trafilatura"
        if said and doubt(likely, words) > LOST:
            return Decision(said, "trafilatura", UNTRAINED)
    lines = tidied(likely >= LIKELY, columns, places)
    if not lines.any():  # a page unlike those it was trained on: very short, or a line of a hundred thousand letters
        likely = seen
        lines = tidied(_nearest(likely, columns["good"] + columns["ends"]), columns, places)
    return Decision(frozenset(np.flatnonzero(lines).tolist()), method, round(1.0 - doubt(likely, words), 2))


def _nearest(likely: Numbers, said: Numbers) -> NDArray[np.bool_]:
    """The prose, or the sentences, that come nearest to being likely; none where none do."""
    prose = np.where(said > 0, likely, 0.0)
    best = float(prose.max(initial=0.0))
    return (prose >= best / 2) & (best >= UNLIKELY)


def doubt(likely: Numbers, words: Numbers) -> float:
    """The share of the body's words that are as likely as not to be no part of it, 0 to 1.

    Args:
        likely: For each line how likely it is the article's.
        words: How many words it has.
    """
    return float((words * likely * (1.0 - likely)).sum() / max(float((words * likely).sum()), FEW))
