"""Where does that lie which machines share? In a folder of a file system that all of them see, or in an object store.

What is asked of either is little: names with bytes behind them, and that of two who make the same name one is refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, urlsplit

from output.shared.folder import Folder

if TYPE_CHECKING:
    from output.layout import Layout

NAME = "shared"
ON_DISK = "file://"


class Place(Protocol):
    """Names with bytes behind them. Each call may wait for a network.

    Raises:
        Unwritable: By any of the calls: it can't be reached, or refuses us.
    """

    def make(self, name: str, data: bytes) -> bool:
        """Give bytes a name; false, and nothing happens, when it is there."""

    def write(self, name: str, data: bytes) -> None:
        """Give bytes a name, in place of those that have it."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a name; null when it is not there."""

    def part(self, name: str, offset: int, length: int) -> bytes:
        """Some of the bytes of a name; fewer where it is shorter, none where it is not there."""

    def names(self, folder: str) -> dict[str, int]:
        """The names directly below a folder, without it, each with its bytes."""

    def remove(self, name: str) -> None:
        """Forget a name, if it is there."""

    def send(self, path: Path, name: str) -> None:
        """Give a file's bytes a name, in place of those that have it."""

    def tidy(self, folder: str) -> None:
        """Remove what a dead machine was sending to a folder; for who holds it now."""

    def fetch(self, name: str, path: Path) -> None:
        """Write the bytes of a name to a file, as a whole."""


def place_of(layout: Layout) -> Place:
    """The place that the machines of a dataset share: ``shared/`` beside its tables."""
    if layout.url and layout.url.startswith(ON_DISK):
        return Folder(Path(unquote(urlsplit(layout.url).path), NAME))
    if layout.url:
        from output.shared.bucket import Bucket  # a library that is no part of every installation

        return Bucket(f"{layout.url}/{NAME}")
    return Folder(layout.root / NAME)
