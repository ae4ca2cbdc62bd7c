"""How does a damaged file of a table give way to one that reads? With the rows that do, and those that can be rebuilt."""

from __future__ import annotations

import os
import shutil
from itertools import chain
from typing import TYPE_CHECKING

from output.atomic import make_folder, sync
from output.buckets import bucket_of
from output.errors import Unreadable
from output.lock import FileLock
from output.parquet import notes_of, write_groups
from output.publish import tables_of
from output.readings import Readings
from output.repair.check import manifested
from output.repair.lost import lost_aliases, lost_articles, lost_versions
from output.repair.readable import readable_groups, readable_rows, survey
from output.repair.rebuild import changing
from output.repair.state import blank
from output.schema import ALIASES, ARTICLES, TABLES, VERSIONS
from output.visits import Visits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from output.layout import Layout
    from output.rows import Row
    from output.run import Run
    from output.schema import Table
    from output.state import State


class MendedFile:
    """One file of one source, for the one who holds its lock.

    Args:
        layout: Where the dataset lies.
        source: The source.
        run: The run that mends.
        path: The file.
    """

    def __init__(self, layout: Layout, source: str, run: Run, path: Path) -> None:
        self._layout, self._source, self._run, self._path = layout, source, run, path
        self._table: Table = TABLES[path.parent.parent.name]

    def mend(self, when: str) -> tuple[Path | None, str]:
        """Replace the file.

        Versions that are rebuilt are staged and come with the next publish, under its sequence: a reader's cursor
        that is past the lost ones meets them.

        Returns:
            Where the damaged file lies, null when there was none, and what became of its rows.

        Raises:
            OSError: The disk is full or refuses us.
        """
        with FileLock(self._layout.publishing(self._source)):
            aside = self._set_aside(when)
            found = survey(self._path, self._table)
            rows = found.rows or manifested(self._layout, self._source).get(self._path)
            with changing(self._layout.state_file(self._source)) as state:
                staged = self._stage_versions(state)
            with changing(self._layout.state_file(self._source)) as state:
                written = self._write(state)
                lost = self._read_again(state) if self._table is ARTICLES else 0
        said = _told(found.kept, staged or written - found.kept, rows)
        return aside, f"{said}; {lost} articles are read and stored again" if lost else said

    def _set_aside(self, when: str) -> Path | None:
        if not self._path.exists():
            return None
        aside = self._layout.damaged(self._path, when)
        make_folder(aside.parent)
        aside.unlink(missing_ok=True)  # of this very run
        try:
            os.link(self._path, aside)
        except OSError:  # a file system without links
            shutil.copy2(self._path, aside)
            sync(aside)
        sync(aside.parent)
        return aside

    def _stage_versions(self, state: State) -> int:
        if self._table is not VERSIONS:
            return 0
        rows = list(lost_versions(self._layout, self._source, state, int(self._path.stem)))
        for row in rows:
            state.stage(VERSIONS, row)
        return len(rows)

    def _write(self, state: State) -> int:
        groups = chain(readable_groups(self._path, self._table), tables_of(self._table, self._rebuilt(state)))
        unfinished = self._layout.unfinished(self._source)
        written = write_groups(self._path, unfinished, self._table, groups, self._notes(state))
        if not written:
            self._path.unlink()
            sync(self._path.parent)
        return written

    def _rebuilt(self, state: State) -> Iterator[Row]:
        """The lost rows of a table of current state."""
        if self._table.grows:
            return
        [key] = self._table.key
        kept = {
            row[key] for group in readable_groups(self._path, self._table) for row in group.select([key]).to_pylist()
        }
        buckets = state.buckets

        def is_lost(name: str) -> bool:
            return name not in kept and self._is_here(name, buckets)

        if self._table is ARTICLES:
            for row in lost_articles(self._layout, self._source, state, is_lost):
                Readings(state).rebuilt(row["article_id"])
                yield row
        elif self._table is ALIASES:
            yield from lost_aliases(state, is_lost, self._run.run_id)

    def _is_here(self, key: str, buckets: int) -> bool:
        return bucket_of(key, buckets) == int(self._path.stem.removeprefix("part-"))

    def _notes(self, state: State) -> dict[str, str]:
        try:
            return notes_of(self._path)
        except (Unreadable, FileNotFoundError):
            return {
                "sequence": str(state.sequence),
                "producer": self._run.producer,
                "buckets": str(state.buckets),
            }

    def _read_again(self, state: State) -> int:
        """Let the articles whose rows nothing can rebuild be read again, and be stored then."""
        have = {row["article_id"] for row in readable_rows(self._layout, self._source, ARTICLES, ["article_id"])}
        whole = "SELECT key FROM staged WHERE tab = ? AND json_extract(row, '$.text') IS NOT NULL"
        have.update(row[0] for row in state.connection.execute(whole, (ARTICLES.name,)))
        known, buckets = state.connection.execute("SELECT article_id, active, url FROM articles"), state.buckets
        lost = {row[0]: row for row in known if self._is_here(row[0], buckets) and row[0] not in have}
        for identity in lost:
            state.connection.execute("DELETE FROM staged WHERE tab = ? AND key = ?", (ARTICLES.name, identity))
        blank(state, set(lost))
        there = [url for _, is_active, url in lost.values() if is_active]  # what is gone is not read again
        Visits(state).ask_again(there, (), "")
        return len(there)


def _told(kept: int, rebuilt: int, rows: int | None) -> str:
    said = f"{kept} rows of it still read, {rebuilt} are rebuilt"
    return (
        f"{said}, {max(0, rows - kept - rebuilt)} are lost"
        if rows is not None
        else f"{said}; how many are lost is not known"
    )
