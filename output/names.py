"""Which tables and sources does a dataset's folder hold? Told by file names alone, without reading a file or pyarrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def tables(folder: Path) -> list[str]:
    """The tables that have a file."""
    patterns = ("source=*/*.parquet", "*.parquet")
    return sorted(one.name for one in folder.glob("[a-z]*") if any(any(one.glob(pattern)) for pattern in patterns))


def sources(folder: Path) -> list[str]:
    """The sources that have published."""
    return sorted(path.stem for path in (folder / "latest").glob("*.json"))
