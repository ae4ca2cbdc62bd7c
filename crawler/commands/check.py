"""`thinktap check`: show what sources' articles give, and what changed since their pages were saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands import options
from crawler.commands.crawl import checked
from crawler.status import ExitStatus

if TYPE_CHECKING:
    from pathlib import Path

    from scrapy.settings import Settings

    from crawler.probe.checking import Checked
    from crawler.probe.sample import Sample
    from crawler.probe.saved import Saved
    from crawler.source import Source

Standing = tuple["Source", "Saved | None"]


def check(  # noqa: PLR0913  (each is an option of the command)
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="Sources to check.  [default: all that are verified]"),
    ] = None,
    *,
    live: Annotated[
        bool, typer.Option("--live", help="Ask the sites again, each at most 30 times, in place of the saved pages.")
    ] = False,
    sources: options.Sources = None,
    jobs: options.Jobs = 0,
    as_json: options.Json = False,
    verbose: options.Verbose = False,
) -> None:
    """Show what sources give, from their saved pages or live, and what has changed since those were saved.

    A source without saved pages is asked live. Nothing is written.

    Example: thinktap check brookings rand --live

    Exit status: 0 nothing was lost, 1 a field was lost or a source gives nothing any more, 2 bad usage.
    """
    from crawler.commands.check_words import tell

    options.begin_log("text", quiet=not verbose, verbose=verbose)
    settings = options.scrapy_settings(options.DEFAULT_OUTPUT, None, sources, jobs)
    results = _checked(settings, _paths(settings, checked(settings, names or [])), jobs, live=live)
    for one in results:
        tell(one, as_json=as_json)
    raise typer.Exit(ExitStatus.TROUBLE if any(one.fails for one in results) else ExitStatus.FINE)


def _paths(settings: Settings, names: list[str]) -> list[Path]:
    from crawler.spiderloader import TomlSpiderLoader

    loader = TomlSpiderLoader.from_settings(settings)
    return [loader.path(name) for name in names]


def _checked(settings: Settings, paths: list[Path], jobs: int, *, live: bool) -> list[Checked]:
    """What checking each source finds; one whose files are not right costs itself alone."""
    from crawler.probe.checking import Checked, from_saved, from_site
    from crawler.probe.reader import Reader
    from crawler.probe.saved import SavedError, folder_of, saved
    from crawler.source import load
    from crawler.source_files import SourceError

    standing: dict[str, Standing] = {}
    faults: list[Checked] = []
    for path in paths:
        try:
            standing[path.stem] = (load(path), saved(folder_of(path), path.stem))
        except (SourceError, SavedError) as error:
            faults.append(Checked(path.stem, live, fault=str(error)))
    samples = _asked(settings, [one for one in standing.values() if live or one[1] is None])
    with Reader(jobs) as reader:
        found = [
            from_site(reader, samples[name], before) if before is None or live else from_saved(reader, source, before)
            for name, (source, before) in standing.items()
        ]
    return [*faults, *found]


def _asked(settings: Settings, standing: list[Standing]) -> dict[str, Sample]:
    """What asking these sources' sites brings home."""
    from crawler.commands.progress import waiting
    from crawler.probe.run import Probe, probed

    probes = [Probe(source, known=before.articles if before else ()) for source, before in standing]
    if not probes:
        return {}
    with waiting(f"Asking {len(probes)} sites, each at most 30 times …"):
        return {sample.source.id: sample for sample in probed(settings, probes)}
