"""How does a sample lie on disk? Gzipped pages, and `expected.json` with where they came from and what they gave.

They lie beside the user's own sources: `DIR/pages/NAME/` for `DIR/NAME.toml`.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pipelines.page import Answer, Hints, Page, StatedDate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = "pages"  # of a folder of sources; no source's file lies in it
EXPECTED = "expected.json"


@dataclass(frozen=True, slots=True)
class Saved:
    """A sample as it was saved.

    Attributes:
        listing: A page that lists articles. Null when there was none.
        listed: What it gave.
        articles: Articles' pages.
        expected: What each of them gave, by field.
    """

    listing: Page | None
    listed: dict[str, Any]
    articles: tuple[Page, ...]
    expected: tuple[dict[str, Any], ...]


class SavedError(Exception):
    """Saved pages can't be read; the text names the file and what to do."""


def folder_of(source: Path) -> Path:
    """Where the pages of a source's file lie."""
    return source.parent / FOLDER / source.stem


def saved(folder: Path, source: str) -> Saved | None:
    """What was saved; null when nothing was.

    Args:
        folder: Where it lies.
        source: The source's id.

    Raises:
        SavedError: It is damaged.
    """
    path = folder / EXPECTED
    if not path.exists():
        return None
    try:
        said = json.loads(path.read_text("utf-8"))
        listing = said["listing"]
        return Saved(
            _page(folder, source, listing) if listing else None,
            listing["expected"] if listing else {},
            tuple(_page(folder, source, one) for one in said["articles"]),
            tuple(dict(one["expected"]) for one in said["articles"]),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SavedError(f"{path}: can't be read: {error}; `thinktap add URL --overwrite` saves anew") from None


def _page(folder: Path, source: str, said: Mapping[str, Any]) -> Page:
    stated = tuple(StatedDate(*one) for one in said.get("stated_dates", ()))
    return Page(
        source=source,
        url=said["url"],
        body=gzip.decompress((folder / said["file"]).read_bytes()),
        fetched_at=datetime.fromisoformat(said["fetched_at"]),
        via=tuple(said.get("via", ())),
        headers=tuple(said.get("headers", {}).items()),
        host_signals=tuple(said.get("host_signals", ())),
        hints=Hints(link_text=said.get("link_text"), date_raw=said.get("date_raw"), stated_dates=stated),
        answers=tuple(
            Answer(
                one["url"], one["text"], one["refused"], _page(folder, source, one["page"]) if one["page"] else None
            )
            for one in said.get("answers", ())
        ),
    )
