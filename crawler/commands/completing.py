"""What does a shell offer at TAB? Names of sources and tables, told by file names alone: somebody waits for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer  # noqa: TC002  (typer reads the annotations)

from crawler.source_files import OUR_SOURCES, find

if TYPE_CHECKING:
    from collections.abc import Collection


def with_file(context: typer.Context, incomplete: str) -> list[str]:
    """The sources that have a file: those that can be crawled."""
    named: list[Path] = context.params.get("sources") or []
    folders = (*named, OUR_SOURCES)
    return _beginning(incomplete, find(folder for folder in folders if folder.is_dir()))


def stored(context: typer.Context, incomplete: str) -> list[str]:
    """The sources that the dataset has."""
    from output.names import sources

    return _beginning(incomplete, sources(_dataset(context)))


def either(context: typer.Context, incomplete: str) -> list[str]:
    """The sources that have a file, or that the dataset has."""
    return sorted({*with_file(context, incomplete), *stored(context, incomplete)})


def tables(context: typer.Context, incomplete: str) -> list[str]:
    """The tables of the dataset."""
    from output.names import tables as there

    return _beginning(incomplete, there(_dataset(context)))


def _dataset(context: typer.Context) -> Path:
    return Path(context.params["output"])


def _beginning(incomplete: str, names: Collection[str]) -> list[str]:
    return sorted(name for name in names if name.startswith(incomplete))
