"""How do the documents come beside the data? Written whole, and only where they say something new."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from output.atomic import write_text
from output.documents.croissant import croissant
from output.documents.data_package import data_package
from output.documents.dictionary import dictionary
from output.layout import DATASET
from output.schema import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from output.layout import Layout

_README = Path(__file__).parent / "readme.md"


def write_documents(layout: Layout, cards: Iterable[dict[str, Any]]) -> None:
    """Make README.md, datapackage.json and croissant.json say what is there now; the caller holds the dataset's lock.

    Args:
        layout: Where the dataset lies.
        cards: What the newest publish of each source left.

    Raises:
        OSError: The disk is full or refuses us; a document is then as it was, or new.
    """
    published = max((card["last_success"] for card in cards if card["last_success"]), default=None)
    listed = {
        table: [path.relative_to(layout.root).as_posix() for path in layout.files(table)] for table in TABLES.values()
    }
    files = {table: paths for table, paths in listed.items() if paths}  # a table that has none is not there yet
    texts = {
        "README.md": readme(),
        "datapackage.json": _json(data_package(files)),
        "croissant.json": _json(croissant(published, files)),
    }
    for name, text in texts.items():
        path = layout.document(name)
        if not path.exists() or path.read_bytes() != text.encode():
            write_text(path, layout.unfinished(DATASET), text)


def readme() -> str:
    """What a person finds beside the data: how to load it, what holds, and every column."""
    text = _README.read_text("utf-8")
    return text.replace("{version}", str(SCHEMA_VERSION)).replace("{dictionary}", dictionary())


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
