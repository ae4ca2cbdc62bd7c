"""How are articles shown that were read for a look? Each with its fields, how they were read, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.logs.lines import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from crawler.probe.values import Reading

MOST_SHOWN = 60  # characters of a value
LONG = 300  # characters; of a longer one it is worth saying how long it is


def show(readings: Sequence[Reading]) -> None:
    """Print a table for each article, and one line for what none of them has."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for reading in readings:
        console.print(Text(one_line(reading.url), style="bold"), soft_wrap=True)
        console.print(Text(f"  no article: {reading.reason}") if reading.reason else _table(reading))
    read = [reading for reading in readings if not reading.reason]
    missing = [name for name in (read[0].missing if read else ()) if all(name in one.missing for one in read)]
    if missing:
        console.print(Text(f"In none of them: {', '.join(missing)}"))


def as_dict(reading: Reading) -> dict[str, Any]:
    """A reading as JSON."""
    rights = {"reserved": reading.reserved, "withheld": reading.withheld or None}
    fields = {
        name: {"value": value.said, "method": value.method, "confidence": value.confidence}
        for name, value in reading.values.items()
    }
    return {"url": reading.url, "reason": reading.reason, "fields": fields, "missing": reading.missing, **rights}


def of_rights(readings: Sequence[Reading]) -> str | None:
    """How many articles reserve their text, and what becomes of it, in words; null where none does."""
    withheld = [one.withheld for one in readings if one.withheld]
    if not withheld:
        return None
    signals = ", ".join(dict.fromkeys(withheld))
    return (
        f"{len(withheld)} of {len(readings)} articles reserve their rights ({signals}): their text, summary and"
        " pictures are not stored, and their pages not saved; [rights] respect says otherwise (docs/rights.md)"
    )


def short(value: Any) -> str:
    """A value in a few words; of a text how long it is as well."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    said = one_line(" ".join(text.split()))
    if len(said) <= MOST_SHOWN:
        return said
    return f"{said[:MOST_SHOWN].rstrip()}…" + (f" ({len(said)} characters)" if len(said) > LONG else "")


def _table(reading: Reading) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    for name in ("  field", "value", "method"):
        table.add_column(name, overflow="fold")
    table.add_column("confidence", justify="right")
    for name, value in reading.values.items():
        sure = "" if value.confidence is None else f"{value.confidence:.2f}"
        table.add_row(*map(Text, (f"  {name}", short(value.said), value.method or "", sure)))
    if reading.reserved:
        table.add_row(*map(Text, ("  reserved", ", ".join(reading.reserved), "", "")))
    if reading.missing:
        table.add_row(*map(Text, ("  missing", ", ".join(reading.missing), "", "")))
    return table
