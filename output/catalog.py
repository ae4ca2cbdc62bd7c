"""What is known over all sources? Files derived from each source's newest publish; they can always be made again."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from output.atomic import write_json
from output.lock import FileLock
from output.parquet import write_groups
from output.schema import SOURCES

if TYPE_CHECKING:
    from output.layout import Layout

DATASET = ".dataset"  # the lock's name; no source's id begins with a dot


def refresh(layout: Layout) -> None:
    """Make `latest.json` and the `sources` table anew from every ``latest/X.json``.

    Raises:
        OSError: The disk is full or refuses us; both files are then as they were.
    """
    with FileLock(layout.lock(DATASET)):
        cards = [json.loads(path.read_text("utf-8")) for path in sorted(layout.latest("*").parent.glob("*.json"))]
        rows = [_row(card) for card in cards]
        table = pa.Table.from_pylist(rows, schema=SOURCES.schema)
        write_groups(layout.sources, layout.unfinished, SOURCES, [table])
        sequences = {card["source"]: card["sequence"] for card in cards}
        write_json(layout.latest_of_all, layout.unfinished, {"sources": sequences})


def _row(card: dict[str, Any]) -> dict[str, Any]:
    success = card["last_success"]
    return {**card, "last_success": success and datetime.fromisoformat(success)}
