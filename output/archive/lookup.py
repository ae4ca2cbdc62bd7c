"""Which response does a row of a table name? Read where the row says, for readers, without a lock."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from output.archive.members import CHUNK, GZIP
from output.archive.read import read_record, with_body
from output.errors import Damaged

if TYPE_CHECKING:
    from pathlib import Path

    from output.archive.record import Received, Record


def archived(folder: Path, file: str, offset: int) -> Received:
    """The response whose record begins there, with its body.

    Args:
        folder: Of the source's archive.
        file: As `archive_file` has it.
        offset: As `archive_offset` has it.

    Raises:
        Damaged: It can't be read, or is not there any more.
    """
    record = _record(folder, file, offset)
    if record.elsewhere is None:
        return record.received
    return with_body(record, _record(folder, record.elsewhere.file, record.elsewhere.offset))


def _record(folder: Path, file: str, offset: int) -> Record:
    try:
        with (folder / file).open("rb") as opened:
            opened.seek(offset)
            member, unpacking = b"", zlib.decompressobj(GZIP)
            while not unpacking.eof and (packed := unpacking.unconsumed_tail or opened.read(CHUNK)):
                member += b"" if unpacking.unconsumed_tail else packed
                unpacking.decompress(packed, CHUNK)
    except (OSError, zlib.error) as error:
        raise Damaged(f"the archive can't be read: {error}") from error
    return read_record(member[: len(member) - len(unpacking.unused_data)])
