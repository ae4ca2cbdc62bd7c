"""What becomes of an element's blocks when it ends? One block of its kind, or the blocks alone where it says nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from pipelines.rendering.blocks import Caption, Heading, Item, Listing, Note, Paragraph, Picture, Quote, Term
from pipelines.rendering.tables import Cell, Row, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from pipelines.rendering.blocks import Block, Inline
    from pipelines.rendering.tables import Part

JOINED = frozenset(("heading", "caption", "term"))  # one block, whatever stands in it


@dataclass(slots=True)
class Frame:
    """An element that is open, and what it holds so far.

    Attributes:
        kind: What it becomes, a key of `ENDS`.
        element: Null for the whole body.
        number: The number of an item or of a list's next one, null without order; the level of a heading.
        step: What the next number of a list differs by.
        note: A note's label in Markdown, and as the page shows it.
        span: How many columns and rows a cell takes.
        said: Whether a cell or row names others, or a table only lays out the page.
        parts: What it holds.
    """

    kind: str
    element: _Element | None
    number: int | None = None
    step: int = 1
    note: tuple[str, str] = ("", "")
    span: tuple[int, int] = (1, 1)
    said: bool = False
    parts: list[Part] = field(default_factory=list)


def ended(frame: Frame) -> list[Part]:
    """What a frame leaves in the one around it."""
    return ENDS[frame.kind](frame) if frame.parts or frame.kind in {"row", "cell"} else []


def captioned(parts: Iterable[Part]) -> list[Part]:
    """The parts, each caption with the picture beside it."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Caption) and isinstance(last, Picture) and last.caption is None:
            joined[-1] = Picture(last.image, part.words)
        elif isinstance(part, Picture) and part.caption is None and isinstance(last, Caption):
            joined[-1] = Picture(part.image, last.words)
        else:
            joined.append(part)
    return joined


def blocks_of(parts: Iterable[Part]) -> list[Block]:
    """The blocks in parts, those of rows and cells without their table included."""
    blocks: list[Block] = []
    for part in parts:
        if isinstance(part, Row):
            blocks += blocks_of(part.cells)
        elif isinstance(part, Cell):
            blocks += part.blocks
        else:
            blocks.append(part)
    return blocks


def _quote(frame: Frame) -> list[Part]:
    return [Quote(blocks_of(frame.parts))]


def _item(frame: Frame) -> list[Part]:
    first, *rest = blocks_of(frame.parts)
    return [
        Note(first.label, first.shown, [*first.blocks, *rest])
        if isinstance(first, Note)
        else Item(frame.number, [first, *rest])
    ]


def _listing(frame: Frame) -> list[Part]:
    """A list of its entries; what stands between them belongs to the one before, and notes stand alone."""
    found: list[Block] = []
    for block in blocks_of(frame.parts):
        last = found[-1] if found else None
        if isinstance(block, Note):
            found.append(block)
        elif isinstance(block, Item) and isinstance(last, Listing):
            last.items.append(block)
        elif isinstance(block, Item):
            found.append(Listing([block]))
        elif isinstance(last, Listing):
            last.items[-1].blocks.append(block)
        else:
            found.append(Listing([Item(frame.number, [block])]))
    return list(found)


def _definitions(frame: Frame) -> list[Part]:
    """A list of terms, each with what explains it."""
    items: list[Item] = []
    explained = True
    for block in blocks_of(frame.parts):
        if not items or (isinstance(block, Term) and explained):
            items.append(Item(None, [block]))
        else:
            items[-1].blocks.append(block)
        explained = not isinstance(block, Term)
    return [Listing(items)]


def _note(frame: Frame) -> list[Part]:
    return [Note(*frame.note, blocks_of(frame.parts))]


def _figure(frame: Frame) -> list[Part]:
    return captioned(frame.parts)


def _joined(frame: Frame) -> list[Part]:
    """Its words as one block of its kind, pictures behind it."""
    said = [part for part in frame.parts if isinstance(part, Paragraph)]
    others = [part for part in frame.parts if not isinstance(part, Paragraph)]
    return [*(_as_kind(frame, part.words) for part in said), *others]


def _as_kind(frame: Frame, words: Inline) -> Block:
    if frame.kind == "heading":
        return Heading(frame.number or 1, words)
    return Caption(words) if frame.kind == "caption" else Term(words)


def _table(frame: Frame) -> list[Part]:
    return list(table(frame.parts, laid_out=frame.said))


def _row(frame: Frame) -> list[Part]:
    cells = [
        part if isinstance(part, Cell) else Cell([part], 1, 1, names=False)
        for part in cast("list[Block | Cell]", frame.parts)
    ]
    return [Row(cells, frame.said)]


def _cell(frame: Frame) -> list[Part]:
    return [Cell(blocks_of(frame.parts), *frame.span, frame.said)]


ENDS: dict[str, Callable[[Frame], list[Part]]] = {
    "quote": _quote,
    "item": _item,
    "list": _listing,
    "definitions": _definitions,
    "note": _note,
    "figure": _figure,
    "heading": _joined,
    "caption": _joined,
    "term": _joined,
    "table": _table,
    "row": _row,
    "cell": _cell,
}
