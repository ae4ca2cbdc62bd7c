"""Was the dataset written by another version of the schema? An older one is rewritten as a whole, a newer one refused.

Files of two schemas in one table make Polars and DuckDB fail and let pandas hide columns. So all files are written
anew aside, and take the places of the old ones in one go, under the locks of all sources. `latest.json` says when that
has begun: a run that finds it half done ends it first.
"""

from __future__ import annotations

import logging
import os
import shutil
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from output.atomic import read_json, sync, write_json
from output.catalog import merge_sources
from output.errors import Damaged, Incompatible
from output.layout import DATASET
from output.maintenance.locks import holding
from output.parquet import notes_of, write_groups
from output.schema import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


def conformed(group: pa.Table, table: Table) -> pa.Table:
    """The same rows under today's schema: a column that has come since is null.

    Raises:
        Incompatible: There is a column that the schema does not know; it would be lost.
    """
    if unknown := sorted(set(group.column_names) - table.names):
        raise Incompatible(f"{table.name} has a column that this version does not know: {', '.join(unknown)}")
    columns = [
        group[one.name].cast(one.type) if one.name in group.column_names else pa.nulls(group.num_rows, one.type)
        for one in table.columns
    ]
    return pa.Table.from_arrays(columns, schema=table.schema)


def _is_current(layout: Layout) -> bool:
    version = _version(layout)
    if version > SCHEMA_VERSION:
        said = f"{layout.root} has schema version {version}, written by a newer thinktap"
        raise Incompatible(f"{said}; this one knows version {SCHEMA_VERSION}")
    return version == SCHEMA_VERSION and not read_json(layout.latest_of_all).get(MOVING)


def _version(layout: Layout) -> int:
    """The version that the dataset says it has; where it says nothing, the oldest that one of its files has."""
    said = read_json(layout.latest_of_all).get("schema_version")
    if isinstance(said, int):
        return said
    return min((_version_of(path) for _, path in _files(layout)), default=SCHEMA_VERSION)


def _version_of(path: Path) -> int:
    try:
        return int((pq.read_schema(path).metadata or {})[VERSION])
    except (pa.ArrowException, KeyError, ValueError):  # damaged, or none of ours
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
            except Damaged as error:
                LOG.error("%s can't be read, and stays as it is until its source's next run: %s", path, error)  # noqa: TRY400  (the text says all)
    said = {**read_json(layout.latest_of_all), "schema_version": SCHEMA_VERSION, MOVING: True}
    write_json(layout.latest_of_all, layout.unfinished(DATASET), said)


def _older_groups(path: Path, table: Table) -> Iterator[pa.Table]:
    with pq.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            try:
                group = file.read_row_group(number)
            except (pa.ArrowException, OSError) as error:
                raise Damaged(str(error)) from error
            yield conformed(group, table)


def _take_places(layout: Layout) -> None:
    aside = layout.unfinished(MIGRATION)
    for path in sorted(aside.rglob("*.parquet")):
        target = layout.root / path.relative_to(aside)
        os.replace(path, target)  # noqa: PTH105  (the call that the guarantee rests on, by its own name)
        sync(target.parent)
    shutil.rmtree(aside, ignore_errors=True)
