"""`thinktap add`: probe a think tank, show what its articles would give, and write its source's file."""

from __future__ import annotations

import json
import sys
from pathlib import Path  # noqa: TC003  (typer reads the annotations)
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands import options
from crawler.commands.named import USUAL
from crawler.status import ExitStatus

if TYPE_CHECKING:
    from crawler.probe.draft import Draft
    from crawler.probe.sample import Sample


def add(  # noqa: PLR0913  (each is an option of the command)
    address: Annotated[
        str, typer.Argument(metavar="URL", help="Any address of the site; best its list of articles.")
    ],
    *,
    name: Annotated[
        str | None, typer.Option("--name", metavar="ID", help="The source's id.  [default: from the host]")
    ] = None,
    sources: Annotated[
        Path, typer.Option("--sources", metavar="DIR", help="The folder of your sources; made if it is not there.")
    ] = USUAL,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Put it in place of the source of this id, and of its saved pages.")
    ] = False,
    delay: Annotated[float, typer.Option("--delay", metavar="S", min=0, help="Seconds between two requests.")] = 1.0,
    jobs: options.Jobs = 0,
    as_json: options.Json = False,
    verbose: options.Verbose = False,
) -> None:
    """Probe a think tank with at most 30 requests, show five of its articles, and write its source on a yes.

    Beside the file, pages/ID/ gets the pages that were read, and what they gave, for `thinktap check`. Without a
    terminal and without --yes nothing is written.

    Example: thinktap add https://example.org/publications/ --name example

    Exit status: 0 articles were found, 1 none was or the site gives nothing, 2 bad usage or the source is there already.
    """
    from crawler.commands.progress import waiting
    from crawler.commands.proposal import as_dict, show, why_nothing
    from crawler.probe.draft import draft
    from crawler.probe.given import UNNAMED, unknown_source
    from crawler.probe.reader import Reader
    from crawler.probe.run import Probe, probed

    options.begin_log("text", quiet=not verbose, verbose=verbose)
    _check_name(name)
    try:
        source = unknown_source(address.strip(), name, delay)
    except ValueError:
        options.stop(f"'{address}' is no web address; give one such as https://example.org/publications/")
    if source.id != UNNAMED:
        _check_free(sources, source.id, overwrite=overwrite)
    settings = options.scrapy_settings(options.DEFAULT_OUTPUT, jobs=jobs)
    with waiting(f"Asking {source.name}, at most 30 times …"):
        (sample,) = probed(settings, [Probe(source, address.strip())])
    if not sample.articles:
        options.stop(why_nothing(sample), ExitStatus.TROUBLE)
    with Reader(jobs) as reader:
        found = draft(reader, sample, name)
    _check_free(sources, found.source.id, overwrite=overwrite)
    if not as_json:
        show(found, sample, sources)
    wanted = yes or (not as_json and is_wanted(sources / f"{found.source.id}.toml"))
    written = wanted and _write(found, sample, sources)
    if as_json:
        typer.echo(json.dumps(as_dict(found, sample, sources, written=written), ensure_ascii=False))


def _check_name(name: str | None) -> None:
    from crawler.source import ID

    if name is not None and not ID.fullmatch(name):
        options.stop(f"--name {name}: an id has a-z, 0-9 and _, a letter first")


def _check_free(sources: Path, name: str, *, overwrite: bool) -> None:
    """Stop if the source is there already.

    Raises:
        typer.Exit: With status 2.
    """
    path = sources / f"{name}.toml"
    if path.exists() and not overwrite:
        options.stop(f"{path} is there already; --name ID gives another id, --overwrite replaces it")


def is_wanted(path: Path) -> bool:
    """Ask, where there is somebody to answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        typer.echo("Nothing is written; --yes writes it.", err=True)
        return False
    return typer.confirm(f"Write {path}?", err=True)


def _write(found: Draft, sample: Sample, sources: Path) -> bool:
    """Write pages, then the file: a source that is there has its pages.

    Raises:
        typer.Exit: With status 74: it can't be written.
    """
    from crawler.probe.changes import listed
    from crawler.probe.saved import folder_of
    from crawler.probe.saving import save
    from crawler.probe.source_text import source_text

    path = sources / f"{found.source.id}.toml"
    try:
        sources.mkdir(parents=True, exist_ok=True)
        save(folder_of(path), sample, found.readings, listed(sample.listing, found.source))
        unfinished = path.with_suffix(".toml.new")
        unfinished.write_text(source_text(found.source), "utf-8")
        unfinished.replace(path)
    except OSError as error:
        options.stop(f"{error.filename or path}: can't be written: {error.strerror}", ExitStatus.UNWRITABLE)
    typer.echo(f"Written. Crawl it:  thinktap crawl {found.source.id} --sources {sources}", err=True)
    return True
