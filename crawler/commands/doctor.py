"""`thinktap doctor`: is all there that a crawl needs, and is what crawls have left sound?"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands import options
from crawler.commands.named import known, source_files
from crawler.commands.next_command import Given
from crawler.logs.lines import one_line
from crawler.status import ExitStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from output.health.finding import Finding
    from output.layout import Layout

COMMAND = re.compile(r"thinktap (crawl \w+|rename \w+ \w+)")  # as findings name them, whose room knows no options


def doctor(  # noqa: PLR0913  (each is an option of the command)
    name: Annotated[
        str | None,
        typer.Argument(metavar="[SOURCE]", help="A source whose site is asked, and whose tables are looked at."),
    ] = None,
    *,
    sources: options.Sources = None,
    output: options.Folder = options.DEFAULT_OUTPUT,
    state: options.State = None,
    as_json: options.Json = False,
    verbose: options.Verbose = False,
) -> None:
    """Look whether all is there that a crawl needs, and whether what crawls have left is sound; nothing is changed.

    Each line says ok or wrong, and what to do. Only a named source's site is asked: for robots.txt and one page.

    Example: thinktap doctor brookings

    Exit status: 0 all is fine, 1 something is wrong, 2 bad usage, or a newer thinktap wrote the dataset, 74 nothing can be
    stored.
    """
    from output.layout import Layout

    options.begin_log("text", quiet=not verbose, verbose=verbose)
    given = Given(tuple(sources or ()), output, state)
    layout, files = Layout.at(options.place(output), state), source_files(sources)
    there = layout.known()
    known([name] if name else [], {*files, *there})
    found = []
    with options.maintaining():
        for bare in _findings(layout, there, name, files.get(name or ""), sources):
            found.append(finding := replace(bare, advice=_reaching(bare.advice, given)))
            typer.echo(json.dumps({**asdict(finding), "ok": not finding.advice}) if as_json else _line(finding))
    wrong = [finding for finding in found if finding.advice]
    if any(finding.of_disk for finding in wrong):
        raise typer.Exit(ExitStatus.UNWRITABLE)
    raise typer.Exit(ExitStatus.TROUBLE if wrong else ExitStatus.FINE)


def _findings(
    layout: Layout, there: list[str], name: str | None, path: Path | None, sources: list[Path] | None
) -> Iterator[Finding]:
    from crawler.doctor.installed import version_findings
    from crawler.doctor.trust import trust_finding
    from output.health.folders import folder_findings

    yield from version_findings()
    yield trust_finding()
    yield from folder_findings(layout)
    if layout.root.is_dir():
        yield from _stored(layout, there, name)
    if path:
        yield from _site(layout, path, sources)
    elif name:
        yield _unasked(name)


def _stored(layout: Layout, there: list[str], name: str | None) -> Iterator[Finding]:
    """What is found out of what crawls have left."""
    from output.health.permissions import permission_findings
    from output.health.sources import leftover_findings, source_findings, table_findings

    asked = [name] if name in there else [] if name else there
    yield from permission_findings(layout)
    yield from source_findings(layout, asked, datetime.now(UTC))
    yield from _told(layout, asked)
    yield from leftover_findings(layout)
    if name in there:
        yield from table_findings(layout, name)


def _told(layout: Layout, sources: list[str]) -> Iterator[Finding]:
    """Whether readers are told what the newest publish of each source left."""
    from output.health.finding import Finding
    from output.manifest import unread

    lost = {source: untold for source in sources if (untold := unread(layout, source))}
    for source, untold in lost.items():
        yield Finding("latest", str(untold), f"thinktap crawl {source} writes it anew")
    if not lost:
        yield Finding("latest", f"the newest publish of {len(sources)} sources is told of")


def _site(layout: Layout, path: Path, sources: list[Path] | None) -> Iterator[Finding]:
    """What is found out of a source by its file."""
    from crawler.source import load
    from crawler.source_files import SourceError
    from output.health.finding import Finding

    try:
        source = load(path)
    except SourceError as error:
        yield Finding("source", str(error), "mend its file")
        return
    from crawler.doctor.reach import reach_findings

    settings = options.scrapy_settings(str(layout.root), layout.state, sources)
    yield from reach_findings(settings, source, layout)


def _unasked(name: str) -> Finding:
    from output.health.finding import Finding

    return Finding("site", f"not asked: no file of {name} is there; name its folder with --sources")


def _reaching(advice: str | None, given: Given) -> str | None:
    """The advice with its commands as they reach what was looked at, ready for a shell."""
    return advice and COMMAND.sub(lambda found: given.line(found[1].split()), advice)


def _line(finding: Finding) -> str:
    said = one_line(f"{'wrong' if finding.advice else 'ok':<6}{finding.what:<15}{finding.says}")
    return f"{said}\n{'':<21}{one_line(finding.advice)}" if finding.advice else said
