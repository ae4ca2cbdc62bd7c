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
from output.maintenance.migrate import MOVING, refuse_newer
from output.schema import SOURCES
from output.shared.sharing import refuse_shared

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
        ValueError: There is something at `target`, it lies inside the dataset, or there is no dataset, or none of one schema.
        Incompatible: A newer version wrote the dataset, or machines share it.
        Unwritable: The links can't be made, on another file system for one; nothing is left behind.
    """
    refuse_shared(layout)
    with made_aside(layout, target) as aside:
        return _linked(layout, aside)


def _linked(layout: Layout, aside: Path) -> int:
    # No publish is half done meanwhile: each takes moments, and waits for us.
    with ExitStack() as locks:
        locks.enter_context(FileLock(layout.lock(DATASET)))
        refuse_newer(layout)
        if read_json(layout.latest_of_all).get(MOVING):
            raise ValueError(f"{layout.root} is halfway to another schema: its next run ends that")
        sources = layout.known()  # one whose first publish begins now has nothing in it
        for source in sources:
            locks.enter_context(FileLock(layout.publishing(source)))
        paths = list(_finished(layout, sources))
        for path in paths:
            link(path, aside / path.relative_to(layout.root))
    return len(paths)


def _finished(layout: Layout, sources: list[str]) -> Iterator[Path]:
    yield from sorted(path for path in layout.root.iterdir() if path.is_file())
    yield from layout.files(SOURCES)
    for source in sources:
        yield from (path for _, path in layout.files_of(source))
        card = layout.latest(source)
        # The manifest of the newest run alone, which tells of all the source's files: there are as many as runs.
        manifest = layout.manifest(read_json(card).get("run_id", "none"))
        yield from (path for path in (card, manifest) if path.exists())
