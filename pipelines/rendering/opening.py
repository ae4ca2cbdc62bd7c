"""What does an element become? A list, a table, a heading: by its tag and where it stands; or a mark on its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.rendering.blocks import Picture
from pipelines.rendering.frames import Frame
from pipelines.rendering.pictures import is_caption
from pipelines.rendering.spans import CODE, DELETED, EMPHASIS, STRONG, SUB, SUP
from pipelines.rendering.tables import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipelines.rendering.blocks import Block
    from pipelines.rendering.writer import Writer

MARKS = {
    "b": STRONG,
    "strong": STRONG,
    "i": EMPHASIS,
    "em": EMPHASIS,
    "del": DELETED,
    "s": DELETED,
    "strike": DELETED,
    "sub": SUB,
    "sup": SUP,
    "code": CODE,
    "kbd": CODE,
    "samp": CODE,
    "tt": CODE,
}
KINDS = {
    "blockquote": "quote",
    "dl": "definitions",
    "figure": "figure",
    "figcaption": "caption",
}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
CELLS = frozenset(("td", "th"))
# What is only a part of something else, by what must be around it.
PARTS = {
    "li": ("item", "list"),
    "dt": ("term", "definitions"),
    "tr": ("row", "table"),
    "td": ("cell", "row"),
    "th": ("cell", "row"),
    "caption": ("caption", "table"),
}
LISTS = frozenset(("ul", "ol", "menu", "dir"))
NO_TABLE = frozenset(("presentation", "none"))
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
SLANTED = re.compile(r"font-style\s*:\s*(?:italic|oblique)")
LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)")
WHOLE = re.compile(r"\s*(-?\d{1,9})\s*")


def marks_of(element: _Element, marks: int) -> int:
    """The marks of an element's words.

    Args:
        element: The element.
        marks: Those of the words around it.
    """
    marks |= MARKS.get(element.tag, 0)
    if style := element.get("style"):
        if LIGHT.search(style):  # editors wrap whole pages in a `b` that is none
            marks &= ~STRONG
        marks |= (STRONG if BOLD.search(style) else 0) | (EMPHASIS if SLANTED.search(style) else 0)
    return marks


def frame_of(element: _Element, writer: Writer) -> Frame | None:
    """The frame that a block element opens; null when it only begins a line."""
    tag = element.tag
    if tag in HEADINGS:
        return Frame("heading", element, number=HEADINGS[tag])
    if tag in LISTS:
        return _list(element)
    if tag in PARTS:
        kind, around = PARTS[tag]
        return _part(element, kind, writer) if writer.kind == around else None
    if tag == "table":
        return Frame("table", element, said=(element.get("role") or "") in NO_TABLE)
    return Frame(KINDS[tag], element) if tag in KINDS else _captioned(element, writer)


def cell_of(element: _Element, blocks: list[Block]) -> Cell:
    """A cell without a chosen text."""
    return Cell(blocks, *_span(element), names=element.tag == "th")


def next_number(element: _Element, writer: Writer) -> int | None:
    """The number of the next entry of the open list; null in one without order."""
    frame = writer.frames[-1]
    if frame.kind != "list" or frame.number is None:
        return None
    number = _whole(element, "value", frame.number)
    frame.number = number + frame.step
    return max(number, 0)  # Markdown knows no numbers below


def _part(element: _Element, kind: str, writer: Writer) -> Frame:
    match kind:
        case "item":
            return Frame("item", element, number=next_number(element, writer))
        case "row":
            around = element.getparent()
            return Frame("row", element, said=around is not None and around.tag == "thead")
        case "cell":
            return Frame("cell", element, span=_span(element), said=element.tag == "th")
    return Frame(kind, element)


def _list(element: _Element) -> Frame:
    if element.tag != "ol":
        return Frame("list", element)
    if element.get("reversed") is None:
        return Frame("list", element, number=_whole(element, "start", 1))
    last = sum(1 for _ in element.iterchildren("li"))
    return Frame("list", element, number=_whole(element, "start", last), step=-1)


def _captioned(element: _Element, writer: Writer) -> Frame | None:
    """The frame of what is marked as a caption, or as a picture with its caption."""
    if not element.get("class") or not is_caption(element):
        return None
    if next(element.iter("img"), None) is not None:
        return Frame("figure", element)
    frame = writer.frames[-1]
    beside = frame.kind == "figure" or (frame.parts and isinstance(frame.parts[-1], Picture))
    return Frame("caption", element) if beside else None


def _span(cell: _Element) -> tuple[int, int]:
    """How many columns and rows a cell takes."""
    return max(_whole(cell, "colspan", 1), 1), max(_whole(cell, "rowspan", 1), 1)


def _whole(element: _Element, name: str, otherwise: int) -> int:
    said = WHOLE.fullmatch(element.get(name) or "")
    return int(said[1]) if said else otherwise
