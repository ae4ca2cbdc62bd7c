"""`thinktap report`: how the dataset is doing, as one HTML file."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands import options
from crawler.commands.named import stored
from crawler.commands.next_command import Given
from crawler.status import ExitStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from output.facts.source_facts import SourceFacts
    from output.layout import Layout
    from output.report.coverage import Coverage
    from output.report.gather import Report
    from output.report.looks import Judge, Look


def report(  # noqa: PLR0913  (each is an option of the command)
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Sources to report on.  [default: all]")
    ] = None,
    *,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The file to write.")] = Path("report.html"),
    pages: Annotated[
        bool, typer.Option("--pages", help="Write the saved pages too, into a folder beside the file.")
    ] = False,
    sources: options.Sources = None,
    output: options.Folder = options.DEFAULT_OUTPUT,
    state: options.State = None,
) -> None:
    """Write one HTML file that shows what needs a look, what came, what was lost, and how each field was read.

    It needs no network, and neither does who reads it.

    Exit status: 0 written, 1 written without what could not be read, 2 bad usage or no dataset, 74 it can't be written.

    Example: thinktap report demo --to report.html --pages
    """
    from output.layout import Layout

    now, given = datetime.now(UTC), Given(tuple(sources or ()), output, state)
    layout = Layout.at(options.local(output), state)
    there = layout.known()
    if not there:
        options.stop(f"nothing is stored in {layout.root} yet; {given.line(['crawl'])} begins it")
    stored(names or (), there)
    with _writing(to):
        to.absolute().parent.mkdir(parents=True, exist_ok=True)
    told = _gathered(layout, now, _judge(given, now), names or [])
    with _writing(to):
        _write(layout, told, to.absolute(), pages=pages)
    _tell(told, to)


@contextmanager
def _writing(to: Path) -> Iterator[None]:
    """End the command where the disk refuses us, before minutes of work if it does from the start."""
    try:
        yield
    except OSError as error:
        options.stop(f"{to} can't be written: {error}", ExitStatus.UNWRITABLE)


def _gathered(layout: Layout, now: datetime, judge: Judge, names: list[str]) -> Report:
    from output.report.gather import gather

    with options.maintaining():
        return gather(layout, now, judge, names)


def _judge(given: Given, now: datetime) -> Judge:
    """What finds all that needs a look."""
    from crawler.verdict.attention import looks
    from output.report.looks import Look

    def judge(facts: SourceFacts, lost: Sequence[Coverage]) -> list[Look]:
        found = [
            Look(facts.source, one.word, one.reason, one.since, given.line(one.command)) for one in looks(facts, now)
        ]
        check = given.line(("check", facts.source, "--live"))
        return [*found, *(Look(facts.source, f"lost {one.field}", one.fall, one.since, check) for one in lost)]

    return judge


def _write(layout: Layout, told: Report, to: Path, *, pages: bool) -> None:
    from output.atomic import write_text
    from output.report.page.render import render

    folder, saved = to.with_name(f"{to.stem}_pages"), dict[str, str]()
    if pages:
        from crawler.archive.stilled import stilled
        from output.report.saved_pages import save, tidy

        saved = save(layout, told, folder, stilled)
    write_text(to, to.parent, render(told, saved, options.producer()))
    if pages:
        tidy(folder, saved)


def _tell(told: Report, to: Path) -> None:
    from output.report.page.sentences import verdict

    typer.echo(f"{to}: {verdict(told)}", err=True)
    if any(one.faults for one in told.sources):
        raise typer.Exit(ExitStatus.TROUBLE)
