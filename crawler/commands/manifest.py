"""Which pages does `thinktap extract` read? Those that the lines of its manifest name."""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from crawler.commands import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.page import Page

GZIP = b"\x1f\x8b"


class Manifest:
    """A manifest, which names pages.

    Args:
        path: The file, or ``-``.
        twice: Whether it is read twice; what comes from stdin is then kept on disk meanwhile.
    """

    def __init__(self, path: Path, *, twice: bool) -> None:
        self._path = path
        self._stdin: IO[str] = sys.stdin
        if twice and str(path) == "-":
            self._stdin = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  (closed in __exit__)
            shutil.copyfileobj(sys.stdin, self._stdin)
        self.fault: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stdin is not sys.stdin:
            self._stdin.close()

    def pages(self) -> Iterator[tuple[Any, Page]]:
        """The pages with their ids, up to a line that is wrong, whose fault is noted: what stands before it counts."""
        for number, line in enumerate(self._lines(), 1):
            if line.strip():
                try:
                    entry = json.loads(line)
                    named = entry["id"], _page(entry, self._path.parent)
                except (ValueError, KeyError, TypeError, OSError, EOFError) as error:
                    self.fault = f"{self._path}, line {number}: {_plain(error)}"
                    return
                yield named

    def _lines(self) -> Iterator[str]:
        if str(self._path) != "-":
            return self._lines_of_file()
        if self._stdin is not sys.stdin:
            self._stdin.seek(0)
        return self._stdin

    def _lines_of_file(self) -> Iterator[str]:
        try:
            with self._path.open(encoding="utf-8") as file:
                yield from file
        except OSError as error:
            options.stop(f"{self._path}: can't be read: {error.strerror}")


def _page(entry: dict[str, Any], here: Path) -> Page:
    from pipelines.page import Page

    path = here / entry["path"]
    body = (path if path.exists() else Path(entry["path"])).read_bytes()
    said = entry.get("fetched_at")
    fetched_at = datetime.fromisoformat(said) if said else datetime.now(UTC)
    return Page(
        source=entry.get("source") or _host(entry["url"]),
        url=entry["url"],
        body=gzip.decompress(body) if body.startswith(GZIP) else body,
        fetched_at=fetched_at if fetched_at.tzinfo else fetched_at.replace(tzinfo=UTC),
        headers=tuple((name.lower(), value) for name, value in (entry.get("headers") or {}).items()),
    )


def _host(url: str | None) -> str:
    """The host of an address, which stands for its site; empty when it has none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _plain(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}"
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)
