"""Where may a second dataset be made of this one? In a new folder outside it, which is there whole or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from output.atomic import make_folder, sync
from output.errors import Unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.layout import Layout


@contextmanager
def made_aside(layout: Layout, target: Path) -> Iterator[Path]:
    """Give a folder to fill; when the block ends well, it becomes `target`.

    Raises:
        ValueError: There is something at `target`, it lies inside the dataset, or there is no dataset.
        Unwritable: The disk is full or refuses us; nothing is left behind.
    """
    if target.exists():
        raise ValueError(f"there is something at {target} already")
    if not layout.latest_of_all.exists():
        raise ValueError(f"there is no dataset in {layout.root}")
    if target.absolute().is_relative_to(layout.root):
        raise ValueError(f"{target} lies inside the dataset")
    aside = target.absolute().with_name(f".{target.name}.unfinished")
    try:
        shutil.rmtree(aside, ignore_errors=True)  # of one that was killed
        make_folder(aside)
        yield aside
        for folder, _, _ in os.walk(aside):
            sync(Path(folder))  # the names of links and copies
        aside.rename(target)
        sync(aside.parent)
    except (OSError, sqlite3.Error) as error:  # of a state that is copied
        raise Unwritable(f"nothing was made in {target}: {getattr(error, 'strerror', None) or error}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def link(path: Path, target: Path) -> None:
    """Give a finished file a second name, which costs no space until the first one is replaced."""
    make_folder(target.parent)
    os.link(path, target)


def copy(path: Path, target: Path) -> None:
    """Copy a file that is written in place."""
    make_folder(target.parent)
    shutil.copy2(path, target)
    sync(target)
