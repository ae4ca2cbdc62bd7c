"""Which responses does an archive hold, when nothing else says so? Told by its records, each with its own notes."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

from output.archive.index import LEAST_REPEATED, text_of
from output.archive.members import GZIP, whole_members
from output.archive.read import read_record
from output.archive.record import Place
from output.archive.tail import SUFFIX
from output.errors import Damaged
from output.records import Outcome
from output.repair.readable import readable_rows
from output.schema import FETCHES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from output.archive.record import Received, Record
    from output.layout import Layout
    from output.state import State

_BODIES = (
    "CREATE TEMP TABLE bodies(file TEXT, offset INTEGER, url TEXT, at TEXT, sha256 TEXT, PRIMARY KEY (file, offset))"
)


def archive_files(layout: Layout, source: str) -> list[Path]:
    """The archive's files, in the order they were written."""
    return sorted(layout.archive(source).glob(f"[0-9]*{SUFFIX}"))


def index_archive(state: State, layout: Layout, source: str) -> int:
    """Fill the state's index by reading the archive to its end, and tell what bytes its articles were read from.

    Returns:
        How many addresses have a response.
    """
    state.connection.execute(_BODIES)
    withheld = _withheld(layout, source)
    for path in archive_files(layout, source):
        for place, record in _records(path):
            _note(state, place, record)
    for url, at in withheld.items():
        state.connection.execute("DELETE FROM responses WHERE url = ? AND at < ?", (url, at))
    _tell_bodies(state)
    state.connection.execute("DROP TABLE bodies")
    return int(state.connection.execute("SELECT count(*) FROM responses").fetchone()[0])


def _records(path: Path) -> Iterator[tuple[Place, Record]]:
    with path.open("rb") as file:
        spans = list(whole_members(file, 0))
    with path.open("rb") as file:
        for span in spans:
            file.seek(span.start)
            try:
                record = read_record(file.read(span.end - span.start))
            except Damaged:  # or the record that begins a file
                continue
            yield Place(path.name, span.start, span.end - span.start), record


def _note(state: State, place: Place, record: Record) -> None:
    """As `ArchiveIndex.keep` noted it; of two responses the later one counts."""
    received, at = record.received, text_of(record.received.at)
    body = record.elsewhere or place
    if record.elsewhere is None:
        said = (place.file, place.offset, received.url, at, _sha256(received))
        state.connection.execute("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?, ?)", said)
    [origin] = state.connection.execute(
        "SELECT url, at FROM bodies WHERE (file, offset) = (?, ?)", (body.file, body.offset)
    ).fetchall() or [(received.url, at)]
    is_repeatable = record.elsewhere is not None or len(received.body or b"") >= LEAST_REPEATED
    state.connection.execute(
        "INSERT INTO responses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(asked, role) DO UPDATE SET url = excluded.url, at = excluded.at, run_id = excluded.run_id,"
        " file = excluded.file, offset = excluded.offset, length = excluded.length, digest = excluded.digest,"
        " body_url = excluded.body_url, body_at = excluded.body_at, body_file = excluded.body_file,"
        " body_offset = excluded.body_offset, body_length = excluded.body_length WHERE excluded.at >= at",
        (
            *(received.asked, received.role, received.page_url, at, received.notes.get("run_id", "")),
            *(place.file, place.offset, place.length, record.digest if is_repeatable else None),
            *(*origin, body.file, body.offset, body.length),
        ),
    )


def _withheld(layout: Layout, source: str) -> dict[str, str]:
    """When an address last answered with a page that may not be kept: its older copies are not read again."""
    newest: dict[str, tuple[str, bool]] = {}
    columns = ("url", "requested_at", "outcome", "archive_file")
    for row in readable_rows(layout, source, FETCHES, columns):
        if row["outcome"] in {Outcome.PAGE.value, Outcome.ANSWER.value}:
            said = (text_of(row["requested_at"]), row["archive_file"] is None)
            newest[row["url"]] = max(newest.get(row["url"], said), said)
    return {url: at for url, (at, is_withheld) in newest.items() if is_withheld}


def _tell_bodies(state: State) -> None:
    """Say of each article of one page which bytes it was last read from."""
    state.connection.execute(
        "UPDATE articles SET body_sha256 = coalesce((SELECT sha256 FROM responses JOIN bodies"
        " ON (bodies.file, bodies.offset) = (body_file, body_offset) WHERE role = ? AND responses.url = articles.url"
        " ORDER BY responses.at DESC LIMIT 1), '') WHERE article_id NOT IN (SELECT article_id FROM parts)",
        (Outcome.PAGE.value,),
    )
    state.connection.execute(
        "UPDATE readings SET read_at = max(read_at, coalesce((SELECT max(at) FROM responses JOIN articles USING (url)"
        " WHERE role = ? AND articles.article_id = readings.article_id), ''))",
        (Outcome.PAGE.value,),
    )


def _sha256(received: Received) -> str | None:
    """Of the body as it is read, for encodings that every program undoes; null for others."""
    named = [value.strip().lower() for name, value in received.headers if name.lower() == b"content-encoding"]
    body = received.body or b""
    try:
        if named in ([b"gzip"], [b"x-gzip"]):
            body = zlib.decompress(body, GZIP)
        elif named:
            return None
    except zlib.error:
        return None
    return hashlib.sha256(body).hexdigest()
