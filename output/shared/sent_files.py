"""Which files of an archive lie where other machines find them? Those that were sent there: whole, and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from output.errors import Unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from output.archive.record import Place as Span
    from output.shared.place import Place


@dataclass
class SentFiles:
    """One source's files in a place.

    Attributes:
        place: Where they lie.
        folder: The folder there.
        sizes: The bytes of each, by its name.
    """

    place: Place
    folder: str
    sizes: dict[str, int]

    @classmethod
    def there(cls, place: Place, folder: str) -> Self:
        """Those that are there now."""
        return cls(place, folder, place.names(folder))

    def part(self, span: Span) -> bytes:
        """The bytes at a place in one of them."""
        return self.place.part(f"{self.folder}/{span.file}", span.offset, span.length)

    def send(self, files: Iterable[Path]) -> None:
        """Send files, and remove them here.

        Raises:
            Unwritable: They can't be sent, or another machine has sent one of that name.
        """
        there = self.place.names(self.folder)
        for path in files:
            if path.name in there:
                raise Unwritable(
                    f"{self.folder}/{path.name} was sent by another machine; the next run takes another name"
                )
            size = path.stat().st_size
            self.place.send(path, f"{self.folder}/{path.name}")
            self.sizes[path.name] = size
            path.unlink()
