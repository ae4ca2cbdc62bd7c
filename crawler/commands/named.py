"""Which sources does a command's user mean? By their ids, with a suggestion where there is none of that id."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commands import options

if TYPE_CHECKING:
    from collections.abc import Collection

FEW = 10  # names that are told in a line
USUAL = Path("sources")  # where `add` writes, and what no command reads unasked


def source_files(sources: list[Path] | None) -> dict[str, Path]:
    """The sources' files by id.

    Raises:
        typer.Exit: With status 2: a folder is not there.
    """
    from crawler.source_files import OUR_SOURCES, SourceError, find

    try:
        return find((*(sources or ()), OUR_SOURCES))
    except SourceError as error:
        options.stop(str(error))


def known(names: Collection[str], there: Collection[str]) -> None:
    """Make sure that there are sources of these ids, for a command that reads their files.

    Raises:
        typer.Exit: With status 2: there is none of one of them.
    """
    for name in names:
        path = USUAL / f"{name}.toml"
        if name not in there and path.is_file():
            options.stop(f"no source is called {name}; {path} is there: name its folder with --sources {USUAL}")
    stored(names, there)


def stored(names: Collection[str], there: Collection[str]) -> None:
    """Make sure that there are sources of these ids, for a command that reads the dataset alone.

    Raises:
        typer.Exit: With status 2: there is none of one of them.
    """
    for name in names:
        if name not in there:
            options.stop(f"no source is called {name}; {suggestion(name, there)}")


def suggestion(name: str, there: Collection[str]) -> str:
    """What to say to one who names an id that is not there."""
    import difflib

    close = difflib.get_close_matches(name, there, 1)
    if close:
        return f"did you mean {close[0]}?"
    names = ", ".join(sorted(there)) if len(there) <= FEW else str(len(there))
    return f"there {'are' if len(there) > 1 else 'is'} {names or 'none'}"
