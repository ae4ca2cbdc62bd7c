"""How does a damaged state give way to one that is made again? Aside with all its files, and only whole in its place."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from output.archive.index import END
from output.atomic import sync
from output.repair.archive import archive_files, index_archive
from output.repair.state import fill
from output.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from output.layout import Layout

BESIDE = ("-wal", "-shm", "")  # SQLite's files, the main one last: a journal must never meet another state


def rebuild_state(layout: Layout, source: str, when: str) -> tuple[Path | None, str]:
    """Set a source's state aside and make it again from what the tables and the archive say.

    Returns:
        Where the old one lies, null when there was none, and what the new one knows.

    Raises:
        OSError: The disk is full or refuses us.
    """
    path, aside = layout.state_file(source), layout.damaged_state(source, when)
    found = path if path.exists() else None
    anew = path.with_name(f"{path.name}.rebuilding")
    for end in BESIDE:
        anew.with_name(anew.name + end).unlink(missing_ok=True)  # of a run that was killed
        beside = path.with_name(path.name + end)
        if beside.exists():
            os.replace(beside, aside.with_name(aside.name + end))  # noqa: PTH105  (as in atomic.py)
    with changing(anew) as state:
        articles = fill(state, layout, source)
        responses = index_archive(state, layout, source)
    os.replace(anew, path)  # noqa: PTH105  (as in atomic.py)
    sync(path.parent)
    return found and aside, f"{articles} articles, {responses} archived responses"


def know_archive(layout: Layout, source: str) -> int | None:
    """Read the archive if the state knows nothing of it; null when there was no need.

    Raises:
        OSError: The disk is full or refuses us.
    """
    if not archive_files(layout, source):
        return None
    with changing(layout.state_file(source)) as state:
        [[known]] = state.connection.execute("SELECT count(*) FROM responses")
        return None if known or state.fact(END) else index_archive(state, layout, source)


@contextmanager
def changing(path: Path) -> Iterator[State]:
    """A state for changes that are committed together when the block ends well."""
    state = State(path)
    try:
        state.connection.execute("BEGIN IMMEDIATE")
        yield state
        state.connection.execute("COMMIT")
    finally:
        state.connection.close()
