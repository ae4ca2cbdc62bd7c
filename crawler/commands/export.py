"""`thinktap export`: a table of the dataset, or a part of it, as CSV, JSON lines, Excel, SQLite or DuckDB."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands import options
from crawler.commands.named import stored, suggestion

if TYPE_CHECKING:
    from datetime import date

    from output.dataset import Dataset

SUFFIXES = {"db": "sqlite", "ndjson": "jsonl"}  # besides the formats' own names


def export(  # noqa: PLR0913  (each is an option of the command)
    tables: Annotated[list[str] | None, typer.Argument(metavar="[TABLE]...", help="[default: articles]")] = None,
    *,
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="The file to write.  [default: stdout]")] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="csv|jsonl|xlsx|sqlite|duckdb", help="[default: as FILE ends, else csv]"),
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(metavar="SOURCE", help="Only this one; may be repeated.")
    ] = None,
    columns: Annotated[str, typer.Option(metavar="NAME,…", help="Only these columns, in this order.")] = "",
    since: Annotated[str | None, typer.Option(help="The first day, as 2026-01-31.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="The last day, as 2026-01-31.", metavar="DAY")] = None,
    by: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="What the days are of.  [default: published, or when the row came]"),
    ] = None,
    output: options.Folder = options.DEFAULT_OUTPUT,
) -> None:
    """Write tables of the dataset, or a part of them, for another program.

    CSV is safe to open in a spreadsheet: a text that begins as a formula does gets an apostrophe before it. JSON lines
    and DuckDB keep lists as they are, CSV, Excel and SQLite hold them as JSON.

    Example: thinktap export --source demo --since 2026-01-01 --columns title,published,views --to new.xlsx
    """
    options.begin_log("text")
    from output.export.selection import Selection
    from output.export.write import write_file, write_stream

    names = tables or ["articles"]
    chosen = _format(form, to, names)
    dataset = _opened(output, names, source or [])
    wanted = Selection(
        tuple(source or ()),
        tuple(filter(None, columns.split(","))),
        _day("--since", since),
        _day("--until", until),
        by,
    )
    with options.maintaining():
        parts = [(name, dataset.batches(name, **wanted.part(name))) for name in names]
        if to:
            write_file(to, chosen, parts)
        else:
            # UTF-8 and the format's own line ends, whatever the locale.
            with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False) as stream:
                write_stream(stream, chosen, parts[0][1])


def _day(option: str, said: str | None) -> date | None:
    """The day that an option names.

    Raises:
        typer.Exit: With status 2: it names none.
    """
    if said is None:
        return None
    try:
        return datetime.strptime(said, "%Y-%m-%d").date()  # noqa: DTZ007  (a day has no zone)
    except ValueError:
        options.stop(f"{option} is a day, as 2026-01-31, not {said}")


def _format(named: str | None, to: Path | None, tables: list[str]) -> str:
    """The format that was asked for, or that the file's name tells.

    Raises:
        typer.Exit: With status 2: there is none such, or it can't be for those tables or for stdout.
    """
    from output.export.write import FILES, FORMATS

    suffix = to.suffix.lower().removeprefix(".") if to else "csv"
    form = named or SUFFIXES.get(suffix, suffix)
    if form not in FORMATS:
        options.stop(f"--format is one of {', '.join(FORMATS)}, not {form or 'nothing'}")
    if form in FILES and not to:
        options.stop(f"{form} needs a file: --to FILE")
    if form not in FILES and len(tables) > 1:
        options.stop(f"{form} holds one table; {', '.join(FILES)} hold several")
    return form


def _opened(output: str, tables: list[str], sources: list[str]) -> Dataset:
    """The dataset, if it has those tables and sources.

    Raises:
        typer.Exit: With status 2: it has not, or there is none.
    """
    from output.dataset import Dataset
    from output.schema import TABLES

    with options.maintaining():
        try:
            dataset = Dataset(options.local(output))
        except FileNotFoundError as error:
            options.stop(str(error))
    for table in tables:
        if table not in TABLES:
            options.stop(f"there is no table {table}; {suggestion(table, TABLES)}")
    stored(sources, dataset.sources)
    return dataset
