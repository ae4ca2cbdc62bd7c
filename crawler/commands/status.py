"""`thinktap status`: what is known of each source, and which of them need a look."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from crawler.commands import options
from crawler.commands.ago import ago, ahead
from crawler.commands.named import known, source_files
from crawler.commands.next_command import Given
from crawler.logs.lines import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from crawler.verdict.attention import Look
    from output.facts.source_facts import SourceFacts
    from output.layout import Layout

Told: TypeAlias = "tuple[SourceFacts, list[Look]]"
NEVER = "never run"
WIDEST = 10_000  # characters; no row of names and numbers has as many


def status(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="Sources to tell of; without, all that are stored or verified."),
    ] = None,
    *,
    sources: options.Sources = None,
    output: options.Folder = options.DEFAULT_OUTPUT,
    state: options.State = None,
    as_json: options.Json = False,
) -> None:
    """Show each source's last run, when it is due, its articles, how fresh they are, and what needs a look.

    Nothing is asked and nothing is written.

    Example: thinktap status brookings --json

    Exit status: 0 whatever the sources are like, 2 bad usage, or a newer thinktap wrote the dataset.
    """
    from output.layout import Layout

    now, given = datetime.now(UTC), Given(tuple(sources or ()), output, state)
    layout, files = Layout.at(options.local(output), state), source_files(sources)
    there = layout.known()
    known(names or (), {*there, *files})
    if not there:
        typer.echo(f"nothing is stored in {layout.root} yet; {given.line(['crawl'])} begins it", err=True)
    facts = _facts(layout, now, names or there)
    wanted = set(names or ()) or {*facts, *files}
    alone = {name: files[name] for name in wanted - facts.keys()}
    told = [_looked_at(facts[name], now) for name in wanted & facts.keys()]
    told += _of_files(alone, now, are_named=bool(names))
    told.sort(key=lambda one: one[0].source)
    if as_json:
        from output.export.cells import stamp

        for one, needs in told:
            typer.echo(json.dumps(_as_dict(one, needs, files, given), ensure_ascii=False, default=stamp))
        return
    _show(told, now)
    _tell(told, given)


def _facts(layout: Layout, now: datetime, names: Collection[str]) -> dict[str, SourceFacts]:
    from output.facts.gather import facts_of

    with options.maintaining():
        return {one.source: one for one in facts_of(layout, now, names)}


def _looked_at(facts: SourceFacts, now: datetime) -> Told:
    from crawler.verdict.attention import looks

    return facts, looks(facts, now)


def _of_files(files: Mapping[str, Path], now: datetime, *, are_named: bool) -> Iterator[Told]:
    """What is told of sources that have only a file: the name in it, or what keeps it from being read.

    One that is not verified is told of only when it is named: no crawl of all sources has it, so nobody waits for it.
    """
    import tomllib

    from crawler.verdict.attention import Look
    from output.facts.source_facts import SourceFacts

    for name, path in files.items():
        facts = SourceFacts(name, articles=0)
        try:
            said = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            yield facts, [Look("bad file", f"{path}: {error}", None, ("check", name))]
            continue
        if are_named or said.get("verified", True):
            yield _looked_at(replace(facts, name=said.get("name")), now)


def _as_dict(facts: SourceFacts, needs: list[Look], files: Mapping[str, Path], given: Given) -> dict[str, Any]:
    file = files.get(facts.source)
    trouble = [
        {"word": one.word, "reason": one.reason, "since": one.since, "command": given.line(one.command)}
        for one in needs
    ]
    return {**asdict(facts), "file": file and str(file), "trouble": trouble}


def _show(told: list[Told], now: datetime) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    table.add_column("source", no_wrap=True)
    for name in ("last run", "next due", "articles", "new 60 d", "newest"):
        table.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    table.add_column("trouble")
    for one, needs in told:
        words = "" if one.process is None else "running, "
        words += ", ".join(look.word for look in needs)
        style = "red" if needs and needs[0].word != NEVER else ""
        row = (
            one.source,
            ago(one.last_run, now),
            ahead(one.next_due, now),
            _count(one),
            _news(one),
            _newest(one, now),
        )
        table.add_row(*map(Text, row), Text(words.removesuffix(", "), style=style))
    console = Console()
    if not console.is_terminal:  # as wide as it is: a file or a pipe has no edge
        console.width = max(
            console.width, console.measure(table, options=console.options.update(width=WIDEST)).maximum
        )
    console.print(table)


def _count(facts: SourceFacts) -> str:
    return "?" if facts.articles is None else str(facts.articles)


def _news(facts: SourceFacts) -> str:
    return str(sum(facts.new_by_day)) if facts.new_by_day else "-"


def _newest(facts: SourceFacts, now: datetime) -> str:
    """How old the newest article is, and what that is in the source's own rhythm."""
    if facts.newest is None:
        return "-"
    days = f"{max(0, (now.date() - facts.newest).days)} d"
    return days if facts.freshness is None else f"{days}, {facts.freshness:.1f}x"


def _tell(told: list[Told], given: Given) -> None:
    """A line for each thing that needs a look; those that have never run share one."""
    never = [one.source for one, needs in told if any(look.word == NEVER for look in needs)]
    for one, needs in told:
        for look in needs:
            if look.word != NEVER:
                since = f" since {look.since:%Y-%m-%d}" if look.since else ""
                typer.echo(one_line(f"{one.source}: {look.word}{since}: {look.reason}"))
                typer.echo(f"  {given.line(look.command)}")
    if never:
        which = never[0] if len(never) == 1 else f"{len(never)} sources"
        typer.echo(f"{which}: never run; see what one gives before it is stored, or crawl it")
        typer.echo(f"  {given.line(['check', never[0], '--live'])}")
