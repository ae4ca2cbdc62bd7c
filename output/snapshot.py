"""How does a reader get a copy that never moves? Hard links to the finished files, each source's of one publish.

A published file is never written again, only replaced by another of its name: a link keeps the old one, and costs no
space until then. State and archive are not in it: they are written in place.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING

from output.errors import Unwritable
from output.layout import DATASET
from output.lock import FileLock
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
    if target.exists():
        raise ValueError(f"there is something at {target} already")
    if not layout.latest_of_all.exists():
        raise ValueError(f"there is no dataset in {layout.root}")
    if target.absolute().is_relative_to(layout.root):
        raise ValueError(f"{target} lies inside the dataset")
    aside = target.with_name(f".{target.name}.unfinished")
    try:
        shutil.rmtree(aside, ignore_errors=True)  # of a snapshot that was killed
        count = _linked(layout, aside)
        aside.rename(target)
    except OSError as error:
        raise Unwritable(f"no snapshot in {target}: {error}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return count


def _linked(layout: Layout, aside: Path) -> int:
    # No publish is half done meanwhile: each takes moments, and waits for us.
    with ExitStack() as locks:
        locks.enter_context(FileLock(layout.lock(DATASET)))
        for latest in layout.cards():
            locks.enter_context(FileLock(layout.publishing(latest.stem)))
        paths = list(_finished(layout))
        for path in paths:
            link = aside / path.relative_to(layout.root)
            link.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, link)
    return len(paths)


def _finished(layout: Layout) -> Iterator[Path]:
    yield from sorted(path for path in layout.root.iterdir() if path.is_file())
    for table in TABLES.values():
        yield from layout.files(table)
    for card in layout.cards():
        yield card
        # That of the newest run alone, which tells of all the source's files: there are as many as there were runs.
        if (manifest := layout.manifest(json.loads(card.read_text("utf-8"))["run_id"])).exists():
            yield manifest
