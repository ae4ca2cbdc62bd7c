"""How is an object store shared? By puts that are refused where the name is there, as S3, Azure and Google's have them."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import from_url

from output.atomic import replacing
from output.delta.refusals import plain
from output.errors import Unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Bucket:
    """A `Place` in an object store.

    Args:
        url: The address that the names lie under. Credentials and endpoint come from the environment.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        with self._reaching():
            self._store = from_url(url)

    def make(self, name: str, data: bytes) -> bool:
        """Give bytes a name; false, and nothing happens, when it is there."""
        with self._reaching():
            try:
                obstore.put(self._store, name, data, mode="create")
            except AlreadyExistsError:
                return False
        return True

    def write(self, name: str, data: bytes) -> None:
        """Give bytes a name, in place of those that have it."""
        with self._reaching():
            obstore.put(self._store, name, data)

    def read(self, name: str) -> bytes | None:
        """The bytes of a name; null when it is not there."""
        with self._reaching(), suppress(FileNotFoundError):
            return bytes(obstore.get(self._store, name).bytes())
        return None

    def part(self, name: str, offset: int, length: int) -> bytes:
        """Some of the bytes of a name; fewer where it is shorter, none where it is not there."""
        with self._reaching(), suppress(FileNotFoundError):
            return bytes(obstore.get_range(self._store, name, start=offset, length=length))
        return b""

    def names(self, folder: str) -> dict[str, int]:
        """The names directly below a folder, without it, each with its bytes."""
        with self._reaching():
            found = obstore.list_with_delimiter(self._store, f"{folder}/")["objects"]
        return {one["path"].rpartition("/")[2]: one["size"] for one in found}

    def remove(self, name: str) -> None:
        """Forget a name, if it is there."""
        with self._reaching(), suppress(FileNotFoundError):
            obstore.delete(self._store, name)

    def send(self, path: Path, name: str) -> None:
        """Give a file's bytes a name, in place of those that have it."""
        with self._reaching():
            obstore.put(self._store, name, path)

    def tidy(self, folder: str) -> None:
        """There is nothing: what was not sent whole has no name."""

    def fetch(self, name: str, path: Path) -> None:
        """Write the bytes of a name to a file, as a whole."""
        with self._reaching(), replacing(path, path.parent) as aside, aside.open("wb") as file:
            for piece in obstore.get(self._store, name):
                file.write(piece)

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except (OSError, BaseError) as error:
            raise Unwritable(f"{self._url} can't be reached: {plain(str(error))}") from error
