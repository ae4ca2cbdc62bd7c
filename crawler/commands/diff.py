"""`thinktap diff`: what has changed in an article, in a source or in all of them since a day or a run."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands import options
from crawler.commands.named import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.changes.history import Version, Wanted
    from output.layout import Layout

ID = re.compile(r"[0-9a-f]{32}")


def diff(
    which: Annotated[
        str | None,
        typer.Argument(
            metavar="[ARTICLE|SOURCE]", help="An article's id or address, or a source; all sources without."
        ),
    ] = None,
    *,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE|RUN", help="From this day (UTC) or run on; a source's newest run without."
        ),
    ] = None,
    output: options.Folder = options.DEFAULT_OUTPUT,
    state: options.State = None,
    as_json: options.Json = False,
) -> None:
    """Show what has changed, field by field, and the text word by word; the oldest change of a source first.

    Of a source without --since what its newest run brought, of an article all versions.

    Example: thinktap diff brookings --since 2026-01-31

    Exit status: 0 fine, also when nothing has changed, 1 a file is damaged, 2 bad usage, or a newer thinktap wrote it.
    """
    from crawler.commands.diff_words import as_dict, show
    from output.export.cells import stamp
    from output.layout import Layout

    if which is None and since is None:
        options.stop("name an article or a source, or a day with --since")
    layout = Layout.at(options.local(output), state)
    shown = False
    with options.maintaining():
        for version in versions(layout, which, since):
            shown = True
            if as_json:
                typer.echo(json.dumps(as_dict(version), ensure_ascii=False, default=stamp))
            else:
                show(version)
    if not shown:
        typer.echo("nothing has changed", err=True)


def versions(layout: Layout, which: str | None, since: str | None) -> Iterator[Version]:
    """The versions that are meant by these words, source by source.

    Raises:
        typer.Exit: With status 2: there is no such article or source, or no such day or run.
        Unreadable: A file is damaged, or missing.
    """
    from output.changes.history import history

    for source, identity in _meant(layout, which):
        _refuse_gaps(layout, source)
        if wanted := _wanted(layout, source, identity, since):
            yield from history(layout, source, wanted)
        elif which:
            options.stop(f"--since is a day, as 2026-01-31, or a run of {source}; {since} is neither")


def _meant(layout: Layout, which: str | None) -> list[tuple[str, str | None]]:
    """The sources that are meant, each with the article that is; null for all of its articles.

    Raises:
        typer.Exit: With status 2: there is no such article or source.
        Incompatible: A newer thinktap wrote the dataset.
        Unreadable: A file is damaged, or missing.
    """
    from output.changes.finding import by_address, by_id
    from output.maintenance.migrate import refuse_newer

    refuse_newer(layout)
    there = layout.known()
    if not there:
        options.stop(f"nothing is stored in {layout.root} yet")
    if which is None:
        return [(source, None) for source in there]
    if which in there:
        return [(which, None)]
    if "/" in which:
        from crawler.address import canonical

        found = list(by_address(layout, {which, canonical(which)}))
    elif ID.fullmatch(which):
        found = list(by_id(layout, which))
    else:
        options.stop(f"nothing is stored of a source {which}; {suggestion(which, there)}")
    if not found:
        for source in there:  # it may stand in what is missing
            _refuse_gaps(layout, source)
        options.stop(f"no article is known as {which}")
    return list(found)


def _refuse_gaps(layout: Layout, source: str) -> None:
    from output.manifest import refuse_gaps
    from output.schema import ALIASES, ARTICLES, RUNS, VERSIONS

    refuse_gaps(layout, source, {table.name for table in (ALIASES, ARTICLES, RUNS, VERSIONS)})


def _wanted(layout: Layout, source: str, identity: str | None, since: str | None) -> Wanted | None:
    """Which versions of a source are wanted; null where `since` is neither a day nor one of its runs."""
    from output.changes.history import Wanted, newest_run, run_began

    if since is None:
        return Wanted(identity, run_id=None if identity else newest_run(layout, source))
    began = _moment(since) or run_began(layout, source, since)
    return Wanted(identity, began) if began else None


def _moment(said: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
