"""Which response of an address is the newest, and where does it lie? Beside the state, for reading pages again.

Everything here happens in the transaction of the writer's thread.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from output.archive.record import Place, Repeated, digest_of
from output.archive.tail import SUFFIX
from output.archive.write import record_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from output.archive.files import Archive
    from output.archive.record import Received
    from output.state import State

END = "archive_end"  # a fact: the file and the offset up to which all is noted
NOWHERE = f"{0:06d}{SUFFIX} 0"  # that, before the first record: the first file is 1
LEAST_REPEATED = 1_000  # bytes of a body; a smaller one takes no more than the record that says where it is
BATCH = 500  # addresses that are looked up at a time


class Newest(NamedTuple):
    """The newest archived response to an address: the address asked, when it came (UTC), the run, and its place."""

    asked: str
    at: datetime
    run_id: str
    place: Place


class ArchiveIndex:
    """What the state knows of the archive.

    Args:
        state: The source's state.
        run_id: The run that asks.
    """

    def __init__(self, state: State, run_id: str) -> None:
        self._connection, self._state, self._run_id = state.connection, state, run_id

    def begin(self, archive: Archive) -> None:
        """Note of a new archive that it is empty: what a killed run leaves there is then known to be noted nowhere."""
        if archive.is_empty and self.noted() is None:  # else its files were removed, and their numbers stay theirs
            self._state.remember(END, NOWHERE)

    def noted(self) -> tuple[str, int] | None:
        """The file and the offset up to which all is noted; null when nothing is known of the archive."""
        end = self._state.fact(END)
        return (end.split(" ")[0], int(end.split(" ")[1])) if end else None

    def keep(self, received: Received, archive: Archive) -> Place | None:
        """Archive a response and note its place, or forget the address when it may not be archived."""
        if received.body is None:
            self._connection.execute(
                "DELETE FROM responses WHERE asked = ? AND role = ?", (received.asked, received.role)
            )
            return None
        digest = digest_of(received.body) if len(received.body) >= LEAST_REPEATED else None
        before = self._same_body(received, digest, archive)
        place = archive.append(record_of(received, self._run_id, before))
        body = before or Repeated(place, received.url, received.at)
        self._connection.execute(
            "INSERT OR REPLACE INTO responses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(received.asked, received.role, received.page_url, text_of(received.at), self._run_id),
                *(place.file, place.offset, place.length, digest),
                *(body.url, text_of(body.at), body.place.file, body.place.offset, body.place.length),
            ),
        )
        self._state.remember(END, f"{place.file} {place.offset + place.length}")
        return place

    def place(self, url: str, at: datetime) -> Place | None:
        """Where the response of this address and time lies; null when it is not archived, or not the newest."""
        row = self._connection.execute(
            "SELECT file, offset, length FROM responses WHERE url = ? AND at = ?", (url, text_of(at))
        ).fetchone()
        return row and Place(*row)

    def newest(self, asked: str, role: str) -> Newest | None:
        """The newest response to an address; null when none is archived."""
        row = self._connection.execute(
            "SELECT asked, at, run_id, file, offset, length FROM responses WHERE asked = ? AND role = ?",
            (asked, role),
        ).fetchone()
        return row and _newest(row)

    def came_in(self, runs: Collection[str]) -> dict[tuple[str, str], Newest]:
        """The newest responses that came in one of these runs, by the address asked and the role."""
        rows = self._connection.execute(
            "SELECT role, asked, at, run_id, file, offset, length FROM responses"
            " WHERE run_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(runs)),),
        )
        return {(asked, role): _newest((asked, *rest)) for role, asked, *rest in rows}

    def some(self, role: str, after: tuple[datetime, str] | None) -> list[Newest]:
        """The next few responses in the order they came.

        Args:
            role: What they were asked as.
            after: The time and the address of the last one before. Null to begin.
        """
        at, asked = (text_of(after[0]), after[1]) if after else ("", "")
        rows = self._connection.execute(
            "SELECT asked, at, run_id, file, offset, length FROM responses"
            " WHERE role = ? AND (at, asked) > (?, ?) ORDER BY at, asked LIMIT ?",
            (role, at, asked, BATCH),
        )
        return [_newest(row) for row in rows]

    def damaged(self, asked: str, role: str) -> None:
        """Let the next response to an address be written whole, whatever came before, and be no "not modified"."""
        self._connection.execute("UPDATE visits SET etag = NULL, last_modified = NULL WHERE url = ?", (asked,))
        self._connection.execute("UPDATE responses SET digest = NULL WHERE asked = ? AND role = ?", (asked, role))

    def _same_body(self, received: Received, digest: str | None, archive: Archive) -> Repeated | None:
        row = self._connection.execute(
            "SELECT body_file, body_offset, body_length, body_url, body_at FROM responses"
            " WHERE asked = ? AND role = ? AND digest = ?",
            (received.asked, received.role, digest),
        ).fetchone()
        if row is None:
            return None
        before = Repeated(Place(*row[:3]), row[3], datetime.fromisoformat(row[4]))
        return before if archive.records.holds(before.place) else None


def _newest(row: tuple[str, str, str, str, int, int]) -> Newest:
    asked, at, run_id, *place = row
    return Newest(asked, datetime.fromisoformat(at), run_id, Place(*place))  # type: ignore[arg-type]


def text_of(at: datetime) -> str:
    """A time as the state has it, so that texts are in the order of their times."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
