"""What is the article's body? trafilatura's opinion in recall mode, without the lines that are fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pipelines.field_lines import FieldWords, is_field_line
from pipelines.lines import words_of
from pipelines.text import folded, squeeze

if TYPE_CHECKING:
    from pipelines.document import Document
    from pipelines.fields import Fields

TITLE_LINES = 4  # among so many first lines the title is dropped (measured: +.004 to +.005 F1)
PROSE = 60  # characters; shorter lines are menus, labels and captions
# Below this share of the page's prose, recall mode has stopped early (measured: fundus +.006, sites5 +.008, wcxb +.003 F1).
LEAST_SHARE = 0.4


def read_body(document: Document, fields: Fields) -> str | None:
    """The body as text, a blank line between its paragraphs; null when the page has none.

    Args:
        document: The page.
        fields: What is read already, and no part of the body.
    """
    if chosen := _selected(document):
        lines = chosen
    else:
        lines = [squeeze(line) for line in _extracted(document).split("\n")]
    words = FieldWords(document, fields)
    kept = [
        line
        for number, line in enumerate(filter(None, lines))
        if not _is_title(line, number, fields.title) and not is_field_line(line, number, words)
    ]
    return "\n\n".join(kept) if _says_something(kept, document) else None


def _extracted(document: Document) -> str:
    """The text as trafilatura has it in recall mode; where that is a fragment of the prose, the longer of both modes."""
    # The tree written out again: trafilatura takes no page that does not say `html` in its first words.
    html = etree.tostring(document.tree, method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    text = _asked(html, recall=True)
    prose = sum(len(line.text) for line in document.lines if len(line.text) >= PROSE and not line.aside)
    return text if len(text) >= LEAST_SHARE * prose else max(text, _asked(html, recall=False), key=len)


def _asked(html: str, *, recall: bool) -> str:
    from trafilatura import bare_extraction

    read = bare_extraction(html, favor_recall=recall, include_comments=False, with_metadata=False)
    return getattr(read, "text", None) or ""


def _says_something(lines: list[str], document: Document) -> bool:
    """Whether any line is more than the words of a link or of a heading: a menu is no body."""
    framing = {folded(words_of(element)) for element in document.marks.tagged("a", "h1", "h2", "h3")}
    return any(folded(line) not in framing for line in lines)


def _selected(document: Document) -> list[str]:
    """The lines inside what the source's own selector picks."""
    css = dict(document.page.hints.selectors).get("body")
    if not css:
        return []
    chosen = set(document.elements(css))
    inside = (line for line in document.lines if chosen & {line.element, *line.element.iterancestors()})
    return [line.text for line in inside]


def _is_title(line: str, number: int, title: str | None) -> bool:
    return title is not None and number < TITLE_LINES and folded(line) == folded(title)
