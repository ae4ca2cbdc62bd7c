"""What files did a run leave? Its source's files with their rows, bytes and hashes, so that a copy can be checked.

A file that nobody has touched keeps the entry that an earlier manifest has of it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, TypeAlias

from output.atomic import read_json, write_json
from output.parquet import count_rows
from output.schema import DATASET_NAME, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from output.layout import Layout
    from output.publish import Publish

Entry: TypeAlias = dict[str, Any]


def write_manifest(layout: Layout, which: Publish, written: Iterable[Path]) -> None:
    """Write the manifest of a run, after a publish of it has written these files.

    Raises:
        OSError: The disk is full or refuses us.
    """
    before, anew = entries(layout, which.source), set(written)
    files = []
    for table, path in layout.files_of(which.source):
        name = path.relative_to(layout.root).as_posix()
        kept = before.get(name) if path not in anew else None
        if kept and kept["bytes"] != path.stat().st_size:  # migrated or mended since
            kept = None
        files.append(kept or {"path": name, "table": table.name, **_measured(path, which)})
    manifest = {
        "dataset": DATASET_NAME,
        "schema_version": SCHEMA_VERSION,
        "source": which.source,
        "run_id": which.run_id,
        "sequence": which.sequence,
        "producer": which.producer,
        "files": files,
    }
    write_json(layout.manifest(which.run_id), layout.unfinished(which.source), manifest)


def _measured(path: Path, which: Publish) -> Entry:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = path.stat().st_size
    return {"rows": count_rows(path), "bytes": size, "sha256": digest, "sequence": which.sequence}


def absent(layout: Layout, source: str, table: str | None = None) -> dict[Path, str]:
    """The files that the manifest of the source's newest publish names and that are not there, each with its table.

    Args:
        layout: Where they should be.
        source: The source.
        table: The only one that is asked about; all when null.
    """
    named = ((name, entry["table"]) for name, entry in entries(layout, source).items())
    asked = ((layout.root / name, its) for name, its in named if table in {None, its})
    return {path: its for path, its in asked if not path.exists()}


def entries(layout: Layout, source: str) -> dict[str, Entry]:
    """What the manifest of the source's newest publish says of each file; nothing when it can't be read."""
    manifest = read_json(layout.manifest(read_json(layout.latest(source)).get("run_id", "none")))
    return {entry["path"]: entry for entry in manifest["files"]} if manifest.get("source") == source else {}
