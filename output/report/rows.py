"""How are a few whole rows found in a large table? Group by group, and no group is read whose keys are others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from output.parquet import opened, reading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path


def rows_of(
    paths: Iterable[Path], names: Iterable[str], wanted: Collection[str], key: str = "article_id"
) -> Iterator[dict[str, Any]]:
    """These columns of the rows whose key is among those wanted; a column that an older version did not know is null.

    Raises:
        Unreadable: A file is damaged.
        OSError: The disk refuses us.
    """
    keys = pa.array(sorted(wanted), pa.string())
    for path in paths:
        with opened(path) as file, reading(path):
            there = [name for name in names if name in file.schema_arrow.names]
            for group in range(file.num_row_groups):
                ours = pc.is_in(file.read_row_group(group, [key], use_threads=False)[key], value_set=keys)
                if pc.any(ours).as_py():
                    found = file.read_row_group(group, there, use_threads=False).filter(ours)
                    yield from ({**dict.fromkeys(names), **row} for row in found.to_pylist())
