"""Is a table one of data, and what stands in each of its places? Spans resolved; what only lays out a page is flow."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeGuard

from pipelines.rendering.blocks import EMPTY, Caption, Code, Inline, Item, Listing, Paragraph, Picture, Table
from pipelines.rendering.inline import picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.rendering.blocks import Block

LEAST = 2  # rows, and columns, with something in them: less is a frame around the text
WIDEST = 100  # places that a cell may span
MOST_PLACES = 20_000  # in one table; a larger one has its spans left out
LONGEST_REPEATED = 200  # characters of a value that is written more than once
# Characters of a cell without a header above it: what is longer is an article, laid out by a table.
LONGEST_VALUE = 1_500
LONGEST_OF_SEVERAL = 400


class Cell(NamedTuple):
    """A cell as the page has it; `names` tells whether it names a row or column."""

    blocks: list[Block]
    across: int
    down: int
    names: bool


class Row(NamedTuple):
    """A row as the page has it; `leads` tells whether it stands in the table's head."""

    cells: list[Cell]
    leads: bool


Part: TypeAlias = "Block | Row | Cell"
Place = tuple[Inline, bool]  # what stands there, and whether its cell begins there


def table(parts: Sequence[Part], *, laid_out: bool) -> list[Block]:
    """A table as a block, or its contents when it only lays them out.

    Args:
        parts: Its rows, and its caption; what else stands in it goes before.
        laid_out: Whether the page says that it is none of data.
    """
    rows = [part for part in parts if isinstance(part, Row)]
    others = [part for part in parts if not isinstance(part, Row | Cell)]
    captions = [part for part in others if isinstance(part, Caption)]
    if laid_out or not _is_data(rows, named=bool(captions)):
        return [*others, *(block for row in rows for cell in row.cells for block in cell.blocks)]
    before = [part for part in others if part not in captions[:1]]
    full = [row for row in rows if any(cell.blocks for cell in row.cells)]
    grid = [row for row in _grid(rows) if any(said != EMPTY for said, _ in row)]
    shown = [[said if begins else EMPTY for said, begins in row] for row in grid]
    said = [_repeated(row) for row in grid]
    return [*before, Table(captions[0].words if captions else None, _has_header(full), said, shown)]


def _is_data(rows: list[Row], *, named: bool) -> bool:
    full = [row for row in rows if any(cell.blocks for cell in row.cells)]
    cells = [cell for row in full for cell in row.cells]
    widest = max((sum(1 for cell in row.cells if cell.blocks) for row in full), default=0)
    if min(len(full), widest) < LEAST:
        return False
    if not all(_is_value(block) for cell in cells for block in cell.blocks):
        return False
    named = named or any(cell.names for cell in cells) or any(row.leads for row in full)
    return named or not any(_is_prose(cell) for cell in cells)


def _is_value(block: Block) -> TypeGuard[Paragraph | Picture | Code | Listing | Item]:
    if isinstance(block, Listing | Item):
        inside = block.items if isinstance(block, Listing) else block.blocks
        return all(_is_value(one) for one in inside)
    return isinstance(block, Paragraph | Picture) or (isinstance(block, Code) and "\n" not in block.text)


def _is_prose(cell: Cell) -> bool:
    length = sum(len(line) for said in _values(cell.blocks) for line in said.text)
    return length > (LONGEST_OF_SEVERAL if len(cell.blocks) > 1 else LONGEST_VALUE)


def _values(blocks: Sequence[Block]) -> Iterator[Inline]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block.words
            case Listing():
                yield from _values(block.items)
            case Item():
                yield from _values(block.blocks)
            case Code():
                yield Inline((block.text,), (f"`{block.text}`",))
            case Picture():
                yield Inline(("",), (picture(block.image).markdown or "",))
                if block.caption:
                    yield block.caption


def _said(cell: Cell) -> Inline:
    said = list(_values(cell.blocks))
    if not said:
        return EMPTY
    return Inline(
        tuple(line for one in said for line in one.text), tuple(line for one in said for line in one.markdown)
    )


def _has_header(rows: list[Row]) -> bool:
    """Whether the first row names the columns: as the table's head, by its cells, or by being the only strong one."""
    first, *rest = rows
    said = [cell for cell in first.cells if cell.blocks]
    if first.leads or all(cell.names for cell in said):
        return bool(said)
    return _is_strong(said) and not any(_is_strong([cell for cell in row.cells if cell.blocks]) for row in rest)


def _is_strong(cells: list[Cell]) -> bool:
    return bool(cells) and all(said.strong for cell in cells for said in _values(cell.blocks))


def _grid(rows: list[Row]) -> list[list[Place]]:
    """What stands in each place, as many in each row, without the columns in which no cell begins."""
    spans = len(rows) * min(WIDEST, max(sum(cell.across for cell in row.cells) for row in rows)) <= MOST_PLACES
    above: dict[int, tuple[int, Inline]] = {}  # column: rows that a cell from above still takes, and what it says
    grid: list[dict[int, Place]] = []
    for row in rows:
        places: dict[int, Place] = {column: (said, False) for column, (_, said) in above.items()}
        above = {column: (left - 1, said) for column, (left, said) in above.items() if left > 1}
        column = 0
        for cell in row.cells:
            said, across, down = _said(cell), min(cell.across, WIDEST) if spans else 1, cell.down if spans else 1
            while column in places:
                column += 1
            for one in range(column, column + across):
                places[one] = (said, one == column)
                if down > 1:
                    above[one] = (down - 1, said)
            column += across
        grid.append(places)
    columns = sorted({column for places in grid for column, (_, begins) in places.items() if begins})
    return [[places.get(column, (EMPTY, False)) for column in columns] for places in grid]


def _repeated(row: list[Place]) -> list[Inline]:
    """A row with its values in all places they span; one that spans all of it, as a heading does, stands once."""
    spanning = len({id(said) for said, _ in row}) == 1
    return [said if begins or (not spanning and _is_short(said)) else EMPTY for said, begins in row]


def _is_short(said: Inline) -> bool:
    return sum(map(len, said.markdown)) <= LONGEST_REPEATED
