"""How do blocks read without markup? A blank line between them; items, rows and notes on lines of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.rendering.blocks import (
    Caption,
    Code,
    Heading,
    Item,
    Listing,
    Note,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
    Term,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipelines.rendering.blocks import Block, Inline
LINE = "\n"


def text(blocks: Sequence[Block]) -> str:
    """Blocks as plain text."""
    return _joined(blocks, "\n\n")


def _joined(blocks: Sequence[Block], between: str) -> str:
    return between.join(filter(None, (WRITERS[type(block)](block) for block in blocks)))


def _lines(words: Inline) -> str:
    return "\n".join(filter(None, words.text))


def _table(table: Table) -> str:
    caption = [_lines(table.caption)] if table.caption else []
    rows = ("\t".join(" ".join(filter(None, cell.text)) for cell in row).rstrip() for row in table.shown)
    return "\n".join((*caption, *rows))


def _note(note: Note) -> str:
    return f"[{note.shown}] {_joined(note.blocks, LINE)}"


def _said(block: Paragraph | Heading | Caption | Term) -> str:
    return _lines(block.words)


WRITERS: dict[type, Callable[[Any], str]] = {
    Paragraph: _said,
    Heading: _said,
    Caption: _said,
    Term: _said,
    Code: lambda code: code.text,
    Rule: lambda _: "",
    Quote: lambda quote: text(quote.blocks),
    Table: _table,
    Picture: lambda picture: _lines(picture.caption) if picture.caption else "",
    Note: _note,
    Item: lambda item: _joined(item.blocks, LINE),
    Listing: lambda listing: _joined(listing.items, LINE),
}
