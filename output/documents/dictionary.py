"""What does each column hold, as a person reads it? The tables of `schema.py` in Markdown.

Run as a script it prints them; `make tables` puts them into docs/dataset.md.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from output.examples import example
from output.schema import INSTANT, SOURCES, TABLES

if TYPE_CHECKING:
    from output.schema import Column, Table

_HEAD = "| column | type | unit | meaning | null means | example |\n|---|---|---|---|---|---|\n"
_NAMES = {INSTANT: "instant", pa.date32(): "day"}


def dictionary() -> str:
    """All tables, each under a heading of its own, from ``###`` on."""
    return "\n".join(_table(table) for table in TABLES.values())


def type_name(kind: pa.DataType) -> str:
    """A type as a reader names it: what is in a list stands in brackets."""
    if pa.types.is_list(kind):
        inner = kind.value_type
        parts = ", ".join(field.name for field in inner) if pa.types.is_struct(inner) else inner
        return f"list of ({parts})" if pa.types.is_struct(inner) else f"list of {parts}"
    return _NAMES.get(kind, str(kind))


def as_json(value: Any) -> str:
    """An example as JSON, times and days as ISO 8601 text."""
    return json.dumps(value, ensure_ascii=False, default=lambda moment: moment.isoformat())


def _table(table: Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    within = "" if table is SOURCES else " (within a source)"
    rows = "".join(_row(table, column) for column in table.columns)
    return f"### {table.name}\n{table.description} Key: {key}{within}.\n\n{_HEAD}{rows}"


def _row(table: Table, column: Column) -> str:
    shown = example(table, column)
    text = f"`{shown if isinstance(shown, str) else as_json(shown).strip(chr(34))}`"
    cells = (f"`{column.name}`", type_name(column.type), column.measure, column.description, column.null_means, text)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"


if __name__ == "__main__":
    print(dictionary(), end="")  # noqa: T201  (what the script is for)
