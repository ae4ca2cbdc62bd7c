"""`thinktap rename`: another id for a source, with all that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands import options

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def rename(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The source's id.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its id from now on.")],
    *,
    sources: options.Sources = None,
    output: options.Folder = options.DEFAULT_OUTPUT,
    state: options.State = None,
) -> None:
    """Move a source's file, rows, state and archive to another id; its articles keep theirs.

    Example: thinktap rename example example_institute --sources sources
    """
    from crawler.source_files import OUR_SOURCES, SourceError, find
    from output.layout import Layout
    from output.maintenance.rename import rename as moved

    with options.maintaining():
        try:
            paths = find((*(sources or ()), OUR_SOURCES))
            move_file = _mover(paths, old, new)
        except SourceError as error:
            options.stop(str(error))
        moved(Layout.at(options.local(output), state), old, new, move_file, options.producer())
    typer.echo(f"{old} is now {new}", err=True)


def _mover(paths: Mapping[str, Path], old: str, new: str) -> Callable[[], None]:
    """What moves the source's file; it may have been moved already.

    Raises:
        ValueError: There is no such source, or one of the new id.
    """
    from crawler.source import ID
    from output.atomic import sync

    if not ID.fullmatch(new):
        raise ValueError(f"{new} is no id: a-z, 0-9 and _, a letter first")
    if old == new:
        raise ValueError(f"it is called {old} already")
    if old in paths and new in paths:
        raise ValueError(f"there is a source of either id: {paths[old]}, {paths[new]}")
    if old not in paths and new not in paths:
        raise ValueError(f"no source is called {old}; its folder may be named with --sources")

    def move() -> None:
        if old in paths:
            paths[old].rename(paths[old].with_stem(new))
            sync(paths[old].parent)  # before its data moves: else the power's end may leave the old id with none

    return move
