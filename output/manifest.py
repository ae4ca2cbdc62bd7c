"""What files did a run leave? Its source's files with their rows, bytes and hashes, so that a copy can be checked.

A file that nobody has touched keeps the entry that an earlier manifest has of it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from output.atomic import read_json, write_json
from output.errors import Unreadable
from output.facts.remembered import sequence
from output.parquet import count_rows
from output.schema import DATASET_NAME, SCHEMA_VERSION
from output.shared.sharing import state_at_rest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
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


def refuse_gaps(layout: Layout, source: str, tables: Collection[str]) -> None:
    """Take no file of these tables that was deleted for one without rows.

    Raises:
        Unreadable: One is missing, or what would tell of it is missing or damaged.
    """
    if untold := unread(layout, source):
        raise untold
    for path in absent(layout, source, tables):
        raise Unreadable(path, "it is missing")


def unread(layout: Layout, source: str) -> Unreadable | None:
    """What should tell of the source's files, and can't be read: its card, or the manifest that this names.

    None before its first publish has ended: there is neither then.
    """
    run_id = read_json(card := layout.latest(source)).get("run_id")
    path = layout.manifest(run_id) if isinstance(run_id, str) else card
    if path != card and "files" in read_json(path):
        return None
    told = source in read_json(layout.latest_of_all).get("sources", ())
    with suppress(sqlite3.Error):  # told elsewhere
        told = told or sequence(state_at_rest(layout, source)) > 0
    return Unreadable(path, "it is damaged" if path.exists() else "it is missing") if told else None


def absent(layout: Layout, source: str, tables: Collection[str] | None = None) -> dict[Path, str]:
    """The files that the manifest of the source's newest publish names and that are not there, each with its table.

    Args:
        layout: Where they should be.
        source: The source.
        tables: Those that are asked about; all when null.
    """
    named = ((name, entry["table"]) for name, entry in entries(layout, source).items())
    asked = ((layout.root / name, its) for name, its in named if tables is None or its in tables)
    return {path: its for path, its in asked if not path.exists()}


def entries(layout: Layout, source: str) -> dict[str, Entry]:
    """What the manifest of the source's newest publish says of each file; nothing when it can't be read."""
    manifest = read_json(layout.manifest(read_json(layout.latest(source)).get("run_id", "none")))
    return {entry["path"]: entry for entry in manifest["files"]} if manifest.get("source") == source else {}
