"""`thinktap rebucket`: the same dataset in another number of files."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  (typer reads the annotations)
from typing import Annotated

import typer

from crawler.commands import options


def rebucket(
    target: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make, on the same file system.")],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Sources to divide.  [default: all]")
    ] = None,
    *,
    buckets: Annotated[int, typer.Option("--buckets", metavar="N", min=1, max=1_000, help="Files for each source.")],
    output: options.Folder = options.DEFAULT_OUTPUT,
    state: options.State = None,
) -> None:
    """Make a dataset of the same rows, with N files of current state for each source; runs can go on there.

    Example: thinktap rebucket wide --buckets 4
    """
    from output.layout import Layout
    from output.maintenance.rebucket import rebucket as divided

    layout = Layout.at(options.local(output), state)
    with options.maintaining():
        divided(layout, target, buckets, names or layout.known(), options.producer())
    typer.echo(f"{target}: made; go on with --output {target}", err=True)
