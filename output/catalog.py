"""What is known over all sources? Files derived from each source's newest publish; they can always be made again."""

from __future__ import annotations

import json
import logging
import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from output.atomic import write_json
from output.documents.write import write_documents
from output.layout import DATASET
from output.parquet import write_groups
from output.schema import DATASET_NAME, SCHEMA_VERSION, SOURCES
from output.shared.sharing import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.layout import Layout

LOG = logging.getLogger(__name__)


def refresh(layout: Layout, producer: str) -> None:
    """Make `latest.json`, the `sources` table and the dataset's documents anew from every ``latest/X.json``.

    Raises:
        OSError: The disk is full or refuses us; each file is then as it was, or new.
    """
    with whole(layout):
        shutil.rmtree(layout.unfinished(DATASET), ignore_errors=True)  # of a run that was killed
        merge_sources(layout, producer)


def merge_sources(layout: Layout, producer: str) -> None:
    """The same, for the one who holds the dataset's lock."""
    cards = list(_cards(layout))
    table = pa.Table.from_pylist([_row(card) for card in cards], schema=SOURCES.schema)
    write_groups(layout.sources, layout.unfinished(DATASET), SOURCES, [table], {"producer": producer})
    sequences = {card["source"]: card["sequence"] for card in cards}
    latest = {"dataset": DATASET_NAME, "schema_version": SCHEMA_VERSION, "sources": sequences}
    write_json(layout.latest_of_all, layout.unfinished(DATASET), latest)
    write_documents(layout, cards)


def _cards(layout: Layout) -> Iterator[dict[str, Any]]:
    for path in layout.cards():
        try:
            yield json.loads(path.read_text("utf-8"))
        except ValueError as error:
            LOG.error("%s is damaged, and left out until its source's next publish writes it anew: %s", path, error)  # noqa: TRY400  (the text says all)


def _row(card: dict[str, Any]) -> dict[str, Any]:
    success = card["last_success"]
    return {**card, "last_success": success and datetime.fromisoformat(success)}
