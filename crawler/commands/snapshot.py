"""`thinktap snapshot`: a copy of the dataset that never moves, for long readers."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  (typer reads the annotations)
from typing import Annotated

import typer

from crawler.commands import options


def snapshot(
    target: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make, on the same file system.")],
    *,
    output: options.Folder = options.DEFAULT_OUTPUT,
    state: options.State = None,
) -> None:
    """Link all that readers find in the dataset into a new folder; a later crawl changes nothing there.

    Example: thinktap snapshot frozen
    """
    from output.layout import Layout
    from output.maintenance.snapshot import snapshot as linked

    with options.maintaining():
        count = linked(Layout.at(options.local(output), state), target)
    typer.echo(f"{target}: {count} files", err=True)
