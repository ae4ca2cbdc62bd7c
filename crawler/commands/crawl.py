"""`thinktap crawl`: crawl every source, or those named, and say what became of each."""

from __future__ import annotations

import json
import logging
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands import options, told
from crawler.commands.named import known
from crawler.commands.next_command import Given
from crawler.engine.errors import NoEngine
from crawler.logs.lines import line_of
from crawler.status import exit_of
from output.destination import is_url
from output.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.settings import Settings

    from crawler.engine.choice import AnyFleet
    from crawler.interrupts import Interrupts
    from crawler.result import Result
    from crawler.status import ExitStatus

LOG = logging.getLogger(__name__)
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
    engine: options.Engine = None,
    scheduler: options.Scheduler = None,
    as_json: options.Json = False,
    log_format: options.LogFormat = "text",
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    no_progress: options.NoProgress = False,
    notify: told.Notify = None,
    notify_always: told.Always = False,
    metrics: told.Metrics = None,
) -> None:
    """Crawl every verified source, or those named; the cron job.

    Example: thinktap crawl brookings rand --output data

    Exit status: 0 all fine, 1 a source failed, 2 bad usage or configuration, 74 the output can't be written,
    75 another run holds every named source, 130 or 143 Ctrl-C or SIGTERM cut it short.
    """
    from crawler.interrupts import Interrupts

    options.begin_log(log_format, quiet=quiet, verbose=verbose)
    settings = options.scrapy_settings(output, state, sources, jobs)
    options.on_engine(settings, engine, scheduler, log_format)
    telling = told.telling(Given(tuple(sources or ()), output, state), notify or [], metrics, always=notify_always)
    with Interrupts() as interrupts:
        with unasked(interrupts), telling.begun():
            fleet = run(settings, names or [], interrupts, progress=not no_progress)
        with interrupts.heeded(lambda: None):  # all is published, and this takes a moment
            report(fleet.results, output, as_json=as_json, quiet=quiet)
            status = conclude(fleet, interrupts)
        telling.end(fleet.results, status)
    raise typer.Exit(status)


@contextmanager
def unasked(interrupts: Interrupts) -> Iterator[None]:
    """End the command with a signal's status where one comes before anything was asked."""
    try:
        yield
    except KeyboardInterrupt:
        assert interrupts.status
        options.stop("stopped by a signal before anything was asked", interrupts.status)


def run(settings: Settings, names: list[str], interrupts: Interrupts, *, progress: bool) -> AnyFleet:
    """Crawl the named sources, or all.

    Raises:
        typer.Exit: With status 2: a named source is unknown or its file is not right, or there is none at all.
        KeyboardInterrupt: A signal came before anything was asked.
    """
    from crawler.commands.progress import showing
    from crawler.engine.choice import fleet_for

    wanted = checked(settings, names)
    with usable():
        fleet = fleet_for(settings, wanted)
    with interrupts.heeded(fleet.end, fleet.cut_off), showing(fleet, len(wanted), wanted=progress):
        fleet.crawl(wanted)
    return fleet


@contextmanager
def usable() -> Iterator[None]:
    """End the command with a plain line where the output, or a cluster, can't be used."""
    try:
        yield
    except NoEngine as error:
        options.stop(str(error))
    except OutputError as error:
        options.stop(str(error), exit_of(error))


def conclude(fleet: AnyFleet, interrupts: Interrupts) -> ExitStatus:
    """Say what a signal left undone, and tell the command's exit status; at once where a second one has asked for that."""
    from crawler.interrupts import leave
    from crawler.result import exit_status

    status = exit_status(fleet.results, interrupts.status if fleet.is_cut_short else None, fleet.fault)
    if fleet.is_cut_short:
        kept = "what is stored stays" if interrupts.is_hasty else _kept(fleet)
        said = {"event": "cut short"}
        LOG.error("Cut short by a signal: %s; the same command goes on from there", kept, extra=said)
    if interrupts.is_hasty:
        leave(status)
    return status


def report(results: list[Result], output: str, *, as_json: bool = False, quiet: bool = False) -> None:
    """Say each source's verdict, and show what became of all."""
    for result in results:
        if result.exit or not quiet:
            level = logging.ERROR if result.exit else logging.INFO
            about = {"run": result.run, "source": result.source, "event": "verdict", "reason": result.cause}
            typer.echo(line_of(level, f"{result.source}: {result.verdict}", **about), err=True)
    _show(results, output, as_json=as_json)


def _kept(fleet: AnyFleet) -> str:
    """What a run that was cut short has brought, in words."""
    new = sum(result.counts.new for result in fleet.results)
    changed = sum(result.counts.changed for result in fleet.results)
    kept = f"{new} new and {changed} changed articles are stored and published"
    left = "1 source was" if len(fleet.left) == 1 else f"{len(fleet.left)} sources were"
    return f"{kept}, {left} not begun" if fleet.left else kept


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
            loader.source(name)
    except SourceError as error:
        options.stop(str(error))
    wanted = list(dict.fromkeys(names)) or (loader.list() if unverified else loader.verified())
    if not wanted:
        options.stop(
            f"no source is verified yet; name some of the {len(loader.list())} there are, or a folder with --sources"
        )
    return wanted
