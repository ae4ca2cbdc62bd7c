"""Which lines of a page does trafilatura take for the article? And what that tells of the lines around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from lxml import etree

from pipelines.body.windows import around, bounded_distance, shifted
from pipelines.text import ascii_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from pipelines.document import Document

    Numbers = NDArray[np.float64]

WORDS = re.compile(r"\w+")
WINDOWS = (2, 6)  # lines on each side
# trafilatura fills every column and row of a span with a cell, up to 1,000 in each: a table of 4 KB took it 4 s.
SPAN = re.compile(r' (?:col|row)span="[^"]*"', re.IGNORECASE)


def trafilatura_lines(document: Document) -> frozenset[int]:
    """The numbers of the lines whose words stand in trafilatura's text, by `Document.lines`."""
    said = f" {_words(_extracted(document))} "
    spoken = ((number, _words(line.text)) for number, line in enumerate(document.lines))
    return frozenset(number for number, words in spoken if words and f" {words} " in said)


def opinion_columns(said: frozenset[int], columns: Mapping[str, Numbers]) -> dict[str, Numbers]:
    """For each line what the model knows of trafilatura's opinion, by name.

    Args:
        said: The lines that trafilatura takes for the article.
        columns: The lines' other features.
    """
    length, good = columns["length"], columns["good"]
    count = len(length)
    at = np.arange(count, dtype=np.float64)
    numbers = sorted(said)
    yes = np.zeros(count)
    yes[numbers] = 1.0
    told = max(float((yes * length).sum()), 1.0)
    sums = around(np.array((yes * length, length)), *((size, size) for size in WINDOWS))
    near = {
        f"opinion_{size}": said_near / np.maximum(all_near, 1.0)
        for size, (said_near, all_near) in zip(WINDOWS, sums, strict=True)
    }
    return near | {
        "opinion": yes,
        "opinion_before": shifted(yes, 1),
        "opinion_after": shifted(yes, -1),
        "opinion_of_good": np.full(count, float((yes * good).sum()) / max(float(good.sum()), 1.0)),
        "opinion_of_all": np.full(count, told / max(float(length.sum()), 1.0)),
        "opinion_length": np.full(count, told),
        "after_opinion_begins": np.clip(at - (numbers[0] if numbers else 0), -50, 50),
        "before_opinion_ends": np.clip((numbers[-1] if numbers else count) - at, -50, 50),
        "since_opinion": bounded_distance(yes > 0, backwards=True),
        "till_opinion": bounded_distance(yes > 0, backwards=False),
    }


def _extracted(document: Document) -> str:
    """The text in recall mode, the cheapest that does not stop early: it skips the readability fallback."""
    from trafilatura import bare_extraction

    # The tree written out again: trafilatura takes no page that does not say `html` in its first words.
    html = etree.tostring(document.tree, method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    lowered = html.lower()
    if "colspan=" in lowered or "rowspan=" in lowered:
        html = SPAN.sub("", html)
    read = bare_extraction(html, favor_recall=True, include_comments=False, with_metadata=False)
    return getattr(read, "text", None) or ""


def _words(text: str) -> str:
    return " ".join(words if (words := ascii_words(text)) is not None else WORDS.findall(text))
