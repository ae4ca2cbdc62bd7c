"""Was the dataset written by another version of the schema? An older one is rewritten as a whole, a newer one refused.

Files of two schemas in one table make Polars and DuckDB fail and let pandas hide columns. So all files are written
anew aside, and take the places of the old ones in one go, under the locks of all sources. `latest.json` says when that
has begun: a run that finds it half done ends it first.
"""

from __future__ import annotations

import logging
import os
import shutil
from typing import TYPE_CHECKING, Any

from output import columns
from output.atomic import read_json, sync, write_json
from output.catalog import merge_sources
from output.errors import Unreadable
from output.layout import DATASET
from output.maintenance.locks import holding
from output.parquet import notes_of, opened, read_group, write_groups
from output.schema import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from output.layout import Layout
    from output.schema import Table

MIGRATION = ".migration"  # the folder of the files that are written anew
MOVING = "moving"  # in `latest.json`: the files written anew are taking their places
VERSION = b"schema_version"
LOG = logging.getLogger(__name__)


def bring_up_to_date(layout: Layout, producer: str) -> None:
    """Rewrite the dataset if an older version of the schema wrote it; a run calls this before it touches anything.

    Args:
        layout: Where the dataset lies.
        producer: The program and its version.

    Raises:
        Incompatible: A newer version wrote it, or it has a column that this one does not know.
        Locked: A run holds a source.
        OSError: The disk is full or refuses us; the dataset is as it was.
    """
    if _is_current(layout):
        return
    with holding(layout, layout.known()):
        if _is_current(layout):  # another run has done it while we waited
            return
        if not read_json(layout.latest_of_all).get(MOVING):
            _write_anew(layout)
        _take_places(layout)
        merge_sources(layout, producer)


def refuse_newer(layout: Layout) -> None:
    """Have nothing to do with a dataset of a newer version of the schema.

    Raises:
        Incompatible: It is one.
    """
    columns.refuse_newer(_version(layout, read_json(layout.latest_of_all)), layout.root)


def _is_current(layout: Layout) -> bool:
    said = read_json(layout.latest_of_all)
    version = _version(layout, said)
    columns.refuse_newer(version, layout.root)
    return version == SCHEMA_VERSION and not said.get(MOVING)


def _version(layout: Layout, said: dict[str, Any]) -> int:
    """The version that the dataset says it has; where it says nothing, the oldest that one of its files has."""
    if isinstance(version := said.get("schema_version"), int):
        return version
    return min((_version_of(path) for _, path in _files(layout)), default=SCHEMA_VERSION)


def _version_of(path: Path) -> int:
    try:
        with opened(path) as file:
            return int((file.schema_arrow.metadata or {})[VERSION])
    except (Unreadable, KeyError, ValueError):  # damaged, or none of ours
        return SCHEMA_VERSION


def _files(layout: Layout) -> Iterator[tuple[Table, Path]]:
    for table in TABLES.values():
        for path in layout.files(table):
            yield table, path


def _write_anew(layout: Layout) -> None:
    aside = layout.unfinished(MIGRATION)
    shutil.rmtree(aside, ignore_errors=True)  # of one that was killed before its end
    for table, path in _files(layout):
        if _version_of(path) < SCHEMA_VERSION:
            target = aside / path.relative_to(layout.root)
            try:
                write_groups(target, layout.unfinished(DATASET), table, _older_groups(path, table), notes_of(path))
            except Unreadable as error:
                LOG.error("%s; it stays as it is until its source's next run", error)  # noqa: TRY400  (the text says all)
    said = {**read_json(layout.latest_of_all), "schema_version": SCHEMA_VERSION, MOVING: True}
    write_json(layout.latest_of_all, layout.unfinished(DATASET), said)


def _older_groups(path: Path, table: Table) -> Iterator[pa.Table]:
    with opened(path) as file:
        for number in range(file.num_row_groups):
            yield read_group(path, file, table, number)


def _take_places(layout: Layout) -> None:
    aside = layout.unfinished(MIGRATION)
    for path in sorted(aside.rglob("*.parquet")):
        target = layout.root / path.relative_to(aside)
        os.replace(path, target)  # noqa: PTH105  (the call that the guarantee rests on, by its own name)
        sync(target.parent)
    shutil.rmtree(aside, ignore_errors=True)
