"""What does a shell offer at TAB? Names of sources and tables, told by file names alone: somebody waits for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import typer  # noqa: TC002  (typer reads the annotations)

if TYPE_CHECKING:
    from collections.abc import Callable


def complete(app: typer.Typer) -> None:
    """Have completed what the help of its commands calls a SOURCE or a TABLE."""
    for command in filter(None, (registered.callback for registered in app.registered_commands)):
        hints = get_type_hints(command, include_extras=True)
        for said in (said for hint in hints.values() for said in getattr(hint, "__metadata__", ())):
            said.autocompletion = next(
                (offer for word, offer in OFFERS.items() if word in (said.metavar or "")), None
            )
        command.__annotations__.update(hints)  # typer would read the text of the annotations anew


def sources(context: typer.Context, incomplete: str) -> list[str]:
    """The sources that a command can be about: those that have a file, where it reads those, and the dataset's."""
    from crawler.source_files import OUR_SOURCES, find
    from output.names import sources as stored

    found = set(stored(Path(context.params["output"]))) if "output" in context.params else set()
    if "sources" in context.params:
        named: list[Path] = context.params["sources"] or []
        found.update(find(folder for folder in (*named, OUR_SOURCES) if folder.is_dir()))
    return sorted(name for name in found if name.startswith(incomplete))


def tables(context: typer.Context, incomplete: str) -> list[str]:
    """The tables of the dataset."""
    from output.names import tables as stored

    return [name for name in stored(Path(context.params["output"])) if name.startswith(incomplete)]


def archived(context: typer.Context, incomplete: str) -> list[str]:
    """The same as for a source, where the archive is read; without it, the shell offers files."""
    return sources(context, incomplete) if context.params["from_archive"] else []


OFFERS: dict[str, Callable[[typer.Context, str], Any]] = {
    "MANIFEST": archived,
    "SOURCE": sources,
    "OLD": sources,
    "TABLE": tables,
}
