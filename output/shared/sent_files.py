"""Which files of an archive lie where other machines find them? Those that were sent there: whole, and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from output.archive.records import Records
from output.errors import Unwritable
from output.shared.place import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from output.archive.record import Place as Span
    from output.layout import Layout
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
    def there(cls, place: Place, source: str) -> Self:
        """A source's that are there now."""
        return cls(place, _folder(source), place.names(_folder(source)))

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


def has_archive(layout: Layout, source: str) -> bool:
    """Whether anything of a source is archived, here or where other machines find it.

    Raises:
        Unwritable: The place that machines share can't be reached.
    """
    return layout.archive(source).is_dir() or bool(place_of(layout).names(_folder(source)))


def records_of(layout: Layout, source: str) -> Records:
    """What reads a source's archive on any machine, without its lease.

    Raises:
        Unwritable: The place that machines share can't be reached.
    """
    return Records(layout.archive(source), SentFiles.there(place_of(layout), source))


def _folder(source: str) -> str:
    return f"archive/{source}"
