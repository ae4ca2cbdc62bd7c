"""`thinktap crawl`: crawl every source, or those named, and say what became of each."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands import options
from crawler.commands.named import known
from crawler.logs.lines import one_line
from output.destination import is_url

if TYPE_CHECKING:
    from scrapy.settings import Settings

    from crawler.fleet import Result

COLUMNS = ("listed", "new", "changed", "unchanged", "missing", "gone", "rejected")


def crawl(  # noqa: PLR0913  (each is an option of the command)
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="Sources to crawl.  [default: all that are verified]"),
    ] = None,
    *,
    sources: options.Sources = None,
    output: options.Output = options.DEFAULT_OUTPUT,
    state: options.State = None,
    jobs: options.Jobs = 0,
    as_json: options.Json = False,
    log_format: options.LogFormat = "text",
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    no_progress: options.NoProgress = False,
) -> None:
    """Crawl every verified source, or those named; the cron job.

    Example: thinktap crawl brookings rand --output data

    Exit status: 0 all fine, 1 a source failed, 2 bad usage or configuration, 74 the output can't be written,
    75 another run holds every named source.
    """
    options.begin_log(log_format, quiet=quiet, verbose=verbose)
    settings = options.scrapy_settings(output, state, sources, jobs)
    results = run(settings, names or [], progress=not no_progress)
    conclude(results, output, as_json=as_json, quiet=quiet)


def run(settings: Settings, names: list[str], *, progress: bool) -> list[Result]:
    """Crawl the named sources, or all.

    Raises:
        typer.Exit: With status 2: a named source is unknown or its file is not right, or there is none at all.
    """
    from crawler.commands.from_archive import learn
    from crawler.commands.progress import showing
    from crawler.fleet import Fleet

    wanted = checked(settings, names)
    learn(settings, wanted)
    fleet = Fleet(settings)
    with showing(fleet, len(wanted), wanted=progress):
        return fleet.crawl(wanted)


def conclude(results: list[Result], output: str, *, as_json: bool = False, quiet: bool = False) -> None:
    """Say each source's verdict, show what became of all, and end with the exit status that says the same.

    Raises:
        typer.Exit: With that status.
    """
    from crawler.fleet import exit_status

    for result in results:
        if result.exit or not quiet:
            typer.echo(one_line(f"{result.source}: {result.verdict}"), err=True)
    _show(results, output, as_json=as_json)
    raise typer.Exit(exit_status(results))


def _show(results: list[Result], output: str, *, as_json: bool) -> None:
    """Print what became of each source and how to load it: data, so on stdout."""
    rows = [result.as_dict() for result in sorted(results, key=lambda result: result.source)]
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("source", no_wrap=True)
    for name in (*COLUMNS, "seconds"):  # a long id is cut short before a number is
        widest = max(len(str(row[name])) for row in rows) if rows else 0
        table.add_column(name, justify="right", no_wrap=True, min_width=max(len(name), widest))
    for row in rows:
        table.add_row(*(str(row[name]) for name in ("source", *COLUMNS, "seconds")))
    Console().print(table)
    if any(result.counts.listed for result in results) and (is_url(output) or Path(output, "articles").is_dir()):
        typer.echo(_load_line(output))


def _load_line(output: str) -> str:
    """The line that shows the result, with this very Python, as seen from here."""
    python = os.path.relpath(sys.executable)
    python = sys.executable if python.startswith("..") else python
    code = f"import pandas; print(pandas.read_parquet('{output}/articles'))"
    if is_url(output):
        code = f"import deltalake; print(deltalake.DeltaTable('{output}/articles').to_pandas())"
    return f'Load it:  {python} -c "{code}"'


def checked(settings: Settings, names: list[str], *, unverified: bool = False) -> list[str]:
    """The named sources, or all that are verified.

    Args:
        settings: Name the folders of sources.
        names: What the user has named.
        unverified: Whether all are wanted, those that are not verified too.

    Raises:
        typer.Exit: With status 2: a named source is unknown or its file is not right, or there is none at all.
    """
    from crawler.source_files import SourceError
    from crawler.spiderloader import TomlSpiderLoader

    try:
        loader = TomlSpiderLoader.from_settings(settings)
        known(names, loader.list())
        for name in names:
            loader.load(name)
    except SourceError as error:
        options.stop(str(error))
    wanted = list(dict.fromkeys(names)) or (loader.list() if unverified else loader.verified())
    if not wanted:
        options.stop(
            f"no source is verified yet; name some of the {len(loader.list())} there are, or a folder with --sources"
        )
    return wanted
