"""How often was the article viewed? The count that its own page shows for it, or null.

Downloads, likes, comments, totals of the site and lists of the most read look alike; a wrong number is worse than
none, so two counts that differ are both refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from output.records import Evidence, Refusal, Views
from pipelines.jsonld import types
from pipelines.numbers import NUMBER, NoCount, read_count
from pipelines.reading import Reading
from pipelines.view_labels import AFTER, AROUND, BEFORE, OTHER, TIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.document import Document

# What stands between the entries of a line; a comma or slash without a blank is inside a number or a date.
ENTRIES = re.compile(r"\s*[|｜·•;；]\s*|[,/]\s+|，|、")
AFTERWORD = 12  # characters behind a count that may say what it counts
LONGEST_LINE = 160  # characters; a sentence that has a label's word in it is no label
DIGIT = re.compile(r"\d")
VIEW_ACTIONS = re.compile(r"(?:View|Read|Watch|Consume)Action$")
# schema.org's older way of one counter: content="UserPageVisits:1458".
USER_VISITS = re.compile(r"User(?:PageVisits|Views|Reads)\s*:\s*(?P<number>.+)")
MOST_ALIKE = 2  # lines with a counter; more of them are a list of articles


def read_views(document: Document) -> Reading[Views]:
    """The article's view count."""
    if chosen := document.selected("views"):
        return _read([Evidence("views", "selector", chosen[0], _number(chosen[1]), 1.0)])
    machine = list(_interactions(document))
    return _read(machine or list(_labelled(document)))


def labels() -> re.Pattern[str]:
    """What stands before a view count, at the end of a text: for counters that a script fills."""
    return _LABEL_AT_END


def _read(found: list[Evidence]) -> Reading[Views]:
    counts: dict[int, Evidence] = {}
    refused = []
    for evidence in found:
        try:
            counts.setdefault(read_count(evidence.raw or ""), evidence)
        except NoCount as error:
            refused.append(Refusal("views", str(error), evidence.raw))
    if len(counts) == 1 and len(found) <= MOST_ALIKE + len(refused):
        [(count, evidence)] = counts.items()
        return Reading(Views(count, evidence.raw or "", evidence.method), (evidence,), tuple(refused))
    several = [Refusal("views", "several counters", evidence.raw) for evidence in counts.values()]
    return Reading(refusals=(*refused, *several))


def _interactions(document: Document) -> Iterator[Evidence]:
    for where, content in document.declared("interactioncount"):
        if visits := USER_VISITS.match(content):
            yield Evidence("views", "microdata", where, visits["number"], 0.95)
    said = document.article.get("interactionStatistic")
    for counter in said if isinstance(said, list) else [said]:
        if isinstance(counter, dict) and VIEW_ACTIONS.search(_action(counter.get("interactionType"))):
            raw = counter.get("userInteractionCount")
            if isinstance(raw, int | str) and not isinstance(raw, bool):
                yield Evidence("views", "json-ld", "interactionStatistic", str(raw), 0.95)


def _action(said: Any) -> str:
    if isinstance(said, dict):
        return next(iter(types(said)), "") or str(said.get("@id", ""))
    return str(said or "")


def _labelled(document: Document) -> Iterator[Evidence]:
    for line in document.lines:
        if len(line.text) <= LONGEST_LINE and DIGIT.search(line.text) and not line.aside and line.element.tag != "a":
            for entry in ENTRIES.split(line.text):
                yield from _in_entry(entry)


def _in_entry(entry: str) -> Iterator[Evidence]:
    """The count in one entry of a line such as "Author: A | Views: 77", if it has one."""
    if not DIGIT.search(entry):
        return
    for pattern in (_BEFORE, _TIGHT, *_AROUND, _AFTER):
        found = pattern.search(entry)
        if found:
            # What follows belongs to the next label, unless it says that this was another count.
            if not OTHER.search(entry[: found.end() + AFTERWORD]):
                yield Evidence("views", "label", found["label"].strip(), found["number"].strip(), 0.85)
            return


def _number(text: str) -> str:
    found = re.search(r"\d(?:.*\d)?\s?\w?", text)
    return found.group().strip() if found else text


def _words(entries: Iterable[str]) -> str:
    return "|".join(map(re.escape, entries))


START = r"(?:^|(?<=[\s(（\[/]))"
# Signs, ranges and decimals are taken in, so that they are refused in the open rather than cut.
_NUMBER = rf"(?P<number>[-+~]?{NUMBER}(?:[.,]\d+)*(?:[-–~]\d+|\+)?)"
_BEFORE = re.compile(
    rf"{START}(?P<label>{_words(BEFORE)})\s*(?:[:：]\s*|[（(\[]\s*){_NUMBER}(?![\w%])(?!\s*(?:of|/)\s*\d)",
    re.IGNORECASE,
)
_TIGHT = re.compile(rf"^\s*(?P<label>{_words(TIGHT)})\s*{_NUMBER}\s*(?:次|人次|回|회)?\s*$")
_AFTER = re.compile(rf"^[\s(（\[]*{_NUMBER}\s?(?P<label>{_words(AFTER)})[\s)）\].]*$", re.IGNORECASE)
_AROUND = tuple(
    re.compile(rf"{START}(?P<label>{_words(verbs)})\s*:?\s*{_NUMBER}\s*{times}(?!\w)", re.IGNORECASE)
    for times, verbs in AROUND.items()
)
_LABEL_AT_END = re.compile(rf"(?:^|(?<=[\s|·•,;(\[/]))(?:{_words(BEFORE)})\s*[:：（(]?\s*$", re.IGNORECASE)
