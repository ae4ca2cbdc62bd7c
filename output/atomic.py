"""How does a file come into being whole? Written aside, synced, renamed over: a reader sees old or new.

Measured for the design: of several ways, only a fixed name renamed over gave plain readers no wrong answer.
"""

from __future__ import annotations

import json
import os
import uuid
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def replacing(target: Path, unfinished: Path) -> Iterator[Path]:
    """Give a path to write to; when the block ends well, it takes the place of `target`.

    Args:
        target: The file to make or replace.
        unfinished: A folder on the same file system, for the file while it is being written.

    Raises:
        OSError: The disk is full or refuses us; `target` is then as it was.
    """
    unfinished.mkdir(parents=True, exist_ok=True)
    make_folder(target.parent)
    aside = unfinished / f"{uuid.uuid4().hex}{target.suffix}"
    try:
        yield aside
        sync(aside)
        os.replace(aside, target)  # noqa: PTH105  (the call that the guarantee rests on, by its own name)
        sync(target.parent)
    except OSError as error:
        if error.filename != str(aside):
            raise
        raise OSError(error.errno, error.strerror, str(target)) from error  # of `aside` nobody has ever heard
    finally:
        aside.unlink(missing_ok=True)


def write_json(target: Path, unfinished: Path, value: dict[str, Any]) -> None:
    """Replace a small JSON file as a whole."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=str)
    write_text(target, unfinished, text + "\n")


def read_json(path: Path) -> dict[str, Any]:
    """What such a file says; nothing when it is not there, or damaged: what is written so can be made again."""
    with suppress(FileNotFoundError, ValueError, TypeError):
        return dict(json.loads(path.read_text("utf-8")))
    return {}


def write_text(target: Path, unfinished: Path, text: str) -> None:
    """Replace a small text file as a whole."""
    with replacing(target, unfinished) as aside:
        aside.write_text(text, encoding="utf-8")


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it, whose names are on the disk: else all in it may be gone when the power goes.

    Raises:
        OSError: The disk is full or refuses us.
    """
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync(folder.parent)


def sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
