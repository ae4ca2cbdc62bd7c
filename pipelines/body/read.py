"""What is the article's body? The lines that are its own, without those that are fields and those of its site."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from output.records import Evidence
from pipelines.body.decide import Decision, decide
from pipelines.body.embedded import embedded
from pipelines.body.furniture import without_furniture
from pipelines.body.recurring import recurring
from pipelines.field_lines import FieldWords, is_field_line
from pipelines.text import folded

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipelines.body.embedded import Embedded
    from pipelines.document import Document
    from pipelines.fields import Fields

HELD = 0.9  # confidence in a body that is the article's own by its address or title
TITLE_LINES = 4  # among so many first lines the title is dropped (measured: +.004 to +.005 F1)


class Chosen(NamedTuple):
    """The lines of a page's body, by their numbers in reading order.

    Attributes:
        document: What they are lines of: the page, or the body that it holds as data.
        kept: What its readers get; none when the page has no body.
        whole: The same with the lines that are left out because they recur over the source's pages.
        evidence: Who decided, and how surely.
    """

    document: Document
    kept: list[int]
    whole: list[int]
    evidence: Evidence


def choose(document: Document, fields: Fields, held: Embedded | None = None) -> Chosen:
    """The lines of a page's body.

    Args:
        document: The page.
        fields: What is read already, and no part of the body.
        held: The body that it holds as data, where it is known to show none.
    """
    if held is None:
        shown = _shown(document, fields)
        held = embedded(document, " ".join(document.lines[number].text for number in shown.kept))
        if held is None:
            return shown
    evidence = Evidence("text", held.method, held.where, None, HELD)
    everything = range(len(held.document.lines))
    kept = _without_fields(held.document, everything, fields, FieldWords(held.document, fields))
    return Chosen(held.document, kept, kept, evidence)


def _shown(document: Document, fields: Fields) -> Chosen:
    selected = _selected(document)
    chosen, method, confidence = selected or decide(document)
    evidence = Evidence("text", method, None, None, confidence)
    whole = _without_fields(document, chosen, fields, FieldWords(document, fields))
    if selected:
        return Chosen(document, whole, whole, evidence)
    whole = without_furniture(document.lines, whole)
    sites = recurring(document, whole)
    return Chosen(document, [number for number in whole if number not in sites], whole, evidence)


def _without_fields(document: Document, chosen: Collection[int], fields: Fields, words: FieldWords) -> list[int]:
    return [
        number
        for place, number in enumerate(sorted(chosen))
        if not _is_title(line := document.lines[number].text, place, fields.title)
        and not is_field_line(line, place, words)
    ]


def _selected(document: Document) -> Decision | None:
    """The lines inside what the source's own selector picks; null when it has none or picks no text."""
    css = dict(document.page.hints.selectors).get("body")
    if not css:
        return None
    chosen = set(document.picked[css])
    inside = frozenset(
        number for number, line in enumerate(document.lines) if chosen & {line.element, *line.element.iterancestors()}
    )
    return Decision(inside, "selector", 1.0) if inside else None


def _is_title(line: str, place: int, title: str | None) -> bool:
    return title is not None and place < TITLE_LINES and folded(line) == folded(title)
