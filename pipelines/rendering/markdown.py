"""How do blocks read as Markdown? As CommonMark with the tables, footnotes and deletions of GitHub."""

from __future__ import annotations

import re
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
from pipelines.rendering.escape import beginning, celled, heading
from pipelines.rendering.inline import picture

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipelines.rendering.blocks import Block, Inline

HARD_BREAK = "\\\n"
FENCE = re.compile(r"^\s*(`{3,})", re.MULTILINE)
MARKERS = ("-", "+"), (".", ")")  # two lists that follow each other are told apart by these


def markdown(blocks: Sequence[Block]) -> str:
    """Blocks as Markdown, a blank line between them."""
    written: list[str] = []
    other = 0
    for place, block in enumerate(blocks):
        follows = place and isinstance(block, Listing) and _alike(block, blocks[place - 1])
        other = 1 - other if follows else 0
        written.append(_listing(block, other) if isinstance(block, Listing) else WRITERS[type(block)](block))
    return "\n\n".join(written)


def _alike(listing: Listing, before: Block) -> bool:
    return isinstance(before, Listing) and (before.items[0].number is None) == (listing.items[0].number is None)


def _heading(block: Heading) -> str:
    return f"{'#' * block.level} {heading(' '.join(block.words.markdown))}"


def _note(block: Note) -> str:
    return _indented(markdown(block.blocks), f"[^{block.label}]: ", "    ")


def _said(block: Paragraph | Caption | Term) -> str:
    return _paragraph(block.words)


def _paragraph(words: Inline) -> str:
    return HARD_BREAK.join(map(beginning, words.markdown))


def _code(block: Code) -> str:
    longest = max((len(run) for run in FENCE.findall(block.text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{block.language}\n{block.text}\n{fence}"


def _picture(block: Picture) -> str:
    shown = picture(block.image, titled=block.caption is None).markdown or ""
    return f"{shown}{HARD_BREAK}{_paragraph(block.caption)}" if block.caption else shown


def _listing(listing: Listing, other: int) -> str:
    loose = any(_is_loose(item) for item in listing.items)
    return ("\n\n" if loose else "\n").join(_item(item, other, loose=loose) for item in listing.items)


def _is_loose(item: Item) -> bool:
    """Whether an entry is more than a few words with lists below them, or a term with its one definition."""
    flow = [block for block in item.blocks[_together(item) :] if not isinstance(block, Listing)]
    paragraphs = all(isinstance(block, Paragraph) for block in flow)
    # A list that begins with another number than 1 takes a blank line before it: else it would be words.
    later = any(isinstance(block, Listing) and block.items[0].number not in {None, 1} for block in item.blocks)
    return later or not paragraphs or len(flow) > (not _together(item))


def _item(item: Item, other: int, *, loose: bool) -> str:
    bullets, ends = MARKERS
    marker = f"{bullets[other]} " if item.number is None else f"{item.number}{ends[other]} "
    count = _together(item)
    terms, blocks = item.blocks[:count], item.blocks[count:]
    first = [HARD_BREAK.join(map(WRITERS[Term], terms))] if terms else []
    written = [*first, *([markdown(blocks)] if blocks and loose else [markdown([block]) for block in blocks])]
    return _indented(("\n\n" if loose else "\n").join(written), marker, " " * len(marker))


def _together(item: Item) -> int:
    """How many of an entry's blocks are one paragraph: its terms, and the one that explains them first."""
    terms = next((place for place, block in enumerate(item.blocks) if not isinstance(block, Term)), len(item.blocks))
    explained = terms and terms < len(item.blocks) and isinstance(item.blocks[terms], Paragraph)
    return terms + bool(explained)


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    behind = (f"{rest}{line}" if line else rest.rstrip() for line in lines[1:])
    return "\n".join((f"{first}{lines[0]}", *behind))


def _table(table: Table) -> str:
    rows = table.rows if table.header else [[], *table.rows]
    width = len(table.rows[0])
    written = [_row(row, width) for row in rows]
    written.insert(1, f"|{' --- |' * width}")
    caption = [_paragraph(table.caption), ""] if table.caption else []
    return "\n".join((*caption, *written))


def _row(cells: list[Inline], width: int) -> str:
    said = [celled("<br>".join(cell.markdown)) for cell in cells] or [""] * width
    return f"| {' | '.join(said)} |"


WRITERS: dict[type, Callable[[Any], str]] = {
    Paragraph: _said,
    Caption: _said,
    Term: _said,
    Heading: _heading,
    Code: _code,
    Rule: lambda _: "---",
    Quote: lambda quote: _indented(markdown(quote.blocks), "> ", "> "),
    Table: _table,
    Picture: _picture,
    Note: _note,
}
