"""`thinktap snapshot`: a copy of the dataset that never moves, for long readers."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  (typer reads the annotations)
from typing import Annotated

import typer

from crawler.commands import options
from crawler.status import ExitStatus


def snapshot(
    target: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make, on the same file system.")],
    *,
    output: options.Output = options.DEFAULT_OUTPUT,
    state: options.State = None,
) -> None:
    """Link all that readers find in the dataset into a new folder; a later crawl changes nothing there."""
    from output.errors import Unwritable
    from output.layout import Layout
    from output.snapshot import snapshot as linked

    try:
        count = linked(Layout.at(output, state), target)
    except ValueError as error:
        options.stop(str(error))
    except Unwritable as error:
        options.stop(str(error), ExitStatus.UNWRITABLE)
    typer.echo(f"{target}: {count} files", err=True)
