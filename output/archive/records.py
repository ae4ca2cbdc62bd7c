"""How is a record of an archive read by its place? From the folder, or from where other machines find it; without a lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from output.archive.read import read_record, with_body
from output.errors import Damaged

if TYPE_CHECKING:
    from pathlib import Path

    from output.archive.index import Newest
    from output.archive.record import Place, Received


class Elsewhere(Protocol):
    """Files of the same archive that do not lie here: the bytes of each by its name, and what it holds."""

    sizes: dict[str, int]

    def part(self, place: Place) -> bytes:
        """The bytes at a place."""


class Records:
    """One source's archive, for reading; any thread may.

    Args:
        folder: Where its files lie.
        elsewhere: What lies where other machines find it. Null when there is nothing.
    """

    def __init__(self, folder: Path, elsewhere: Elsewhere | None = None) -> None:
        self._folder, self._elsewhere = folder, elsewhere

    def newest(self, newest: Newest) -> Received:
        """The response that the state knows of.

        Raises:
            Damaged: It can't be read, or another one lies there.
        """
        received = self.read(newest.place)
        if (received.asked, received.at) != (newest.asked, newest.at):
            raise Damaged("another record lies there")
        return received

    def read(self, place: Place) -> Received:
        """The response whose record lies at a place, with its body.

        Raises:
            Damaged: It can't be read.
        """
        record = read_record(self._bytes(place))
        if record.elsewhere is None:
            return record.received
        return with_body(record, read_record(self._bytes(record.elsewhere)))

    def holds(self, place: Place) -> bool:
        """Whether the file of a place is there and long enough."""
        try:
            size = (self._folder / place.file).stat().st_size
        except OSError:
            size = self._elsewhere.sizes.get(place.file, 0) if self._elsewhere else 0
        return size >= place.offset + place.length

    def _bytes(self, place: Place) -> bytes:
        try:
            with (self._folder / place.file).open("rb") as file:
                file.seek(place.offset)
                return file.read(place.length)
        except FileNotFoundError as error:
            if self._elsewhere and place.file in self._elsewhere.sizes:
                return self._elsewhere.part(place)
            raise Damaged(f"the archive can't be read: {error}") from error
        except OSError as error:
            raise Damaged(f"the archive can't be read: {error}") from error
