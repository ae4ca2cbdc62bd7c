"""How does a reader get a copy that never moves? Hard links to the finished files, each source's of one publish.

A published file is never written again, only replaced by another of its name: a link keeps the old one, and costs no
space until then. State and archive are not in it: they are written in place.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from output.atomic import read_json
from output.layout import DATASET
from output.lock import FileLock
from output.maintenance.aside import link, made_aside
from output.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from output.layout import Layout


def snapshot(layout: Layout, target: Path) -> int:
    """Link all that readers find in the dataset into a new folder.

    Args:
        layout: The dataset.
        target: The folder to make, on the dataset's file system and outside it.

    Returns:
        How many files it holds.

    Raises:
        ValueError: There is something at `target`, it lies inside the dataset, or there is no dataset.
        Unwritable: The links can't be made, on another file system for one; nothing is left behind.
    """
    with made_aside(layout, target) as aside:
        return _linked(layout, aside)


def _linked(layout: Layout, aside: Path) -> int:
    # No publish is half done meanwhile: each takes moments, and waits for us.
    with ExitStack() as locks:
        locks.enter_context(FileLock(layout.lock(DATASET)))
        for latest in layout.cards():
            locks.enter_context(FileLock(layout.publishing(latest.stem)))
        paths = list(_finished(layout))
        for path in paths:
            link(path, aside / path.relative_to(layout.root))
    return len(paths)


def _finished(layout: Layout) -> Iterator[Path]:
    yield from sorted(path for path in layout.root.iterdir() if path.is_file())
    for table in TABLES.values():
        yield from layout.files(table)
    for card in layout.cards():
        yield card
        # That of the newest run alone, which tells of all the source's files: there are as many as there were runs.
        if (manifest := layout.manifest(read_json(card).get("run_id", "none"))).exists():
            yield manifest
