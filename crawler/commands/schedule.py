"""`thinktap schedule`: what to hand to cron or systemd, so that each source is crawled every night."""

from __future__ import annotations

import getpass
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands import options
from crawler.commands.named import known, source_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crawler.politeness.hours import Hours
    from crawler.timetable.starts import Start

FORMS = ("cron", "systemd")


def schedule(  # noqa: PLR0913  (each is an option of the command)
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="Sources to crawl; all that are verified without."),
    ] = None,
    *,
    form: Annotated[str, typer.Option("--print", metavar="cron|systemd", help="Whom it is for.")],
    night: Annotated[
        str, typer.Option("--night", metavar="FROM-TO", help="When to crawl, by this machine's clock.")
    ] = "00:00-06:00",
    mail: Annotated[str | None, typer.Option("--mail", metavar="ADDRESS", help="Who is told of trouble.")] = None,
    log: Annotated[Path, typer.Option("--log", metavar="FILE", help="Where the tables are appended.")] = Path(
        "crawl.log"
    ),
    sources: options.Sources = None,
    output: options.Output = options.DEFAULT_OUTPUT,
    state: options.State = None,
) -> None:
    """Print a crontab, or a script that writes systemd's units, with crawls spread over the night; nothing is installed.

    A source with [limits] hours is crawled when they begin.

    Example: thinktap schedule --print cron --sources sources --mail ada@example.org

    Exit status: 0 fine, 2 bad usage.
    """
    from crawler.politeness.contact import EMAIL
    from crawler.timetable.crawling import Crawling, options_of
    from crawler.timetable.cron import crontab
    from crawler.timetable.systemd import script

    if form not in FORMS:
        options.stop(f"--print is {' or '.join(FORMS)}, not {form}")
    if mail is not None and not EMAIL.fullmatch(mail):
        options.stop(f"--mail is an e-mail address, not {mail}")
    crawling = Crawling(
        options_of(sources or (), output, state),
        log.absolute(),
        getpass.getuser(),
        mail,
        _contact(),
    )
    if any(not word.isprintable() for word in (*crawling.options, str(crawling.log))):
        options.stop("no line can name a path with a control character")
    lines = {"cron": crontab, "systemd": script}[form](
        crawling, _starts(source_files(sources), names or [], _night(night))
    )
    for line in lines:
        typer.echo(line)


def _starts(files: Mapping[str, Path], names: Iterable[str], night: Hours) -> list[Start]:
    from crawler.timetable.starts import starts

    known(wanted := list(dict.fromkeys(names)), files)
    now = datetime.now(UTC).astimezone()
    chosen: dict[str, datetime | None] = {}
    for name in wanted or sorted(files):
        opens, verified = _asked_of(files[name], now)
        if wanted or verified:
            chosen[name] = opens
    if not chosen:
        options.stop(
            f"no source is verified yet; name some of the {len(files)} there are, or a folder with --sources"
        )
    found = starts(list(chosen), {name: opens for name, opens in chosen.items() if opens}, night)
    # One crawl of all that there is takes in what comes later.
    return [found[0]._replace(sources=())] if len(found) == 1 and not wanted else found


def _asked_of(path: Path, now: datetime) -> tuple[datetime | None, bool]:
    """When a source's hours begin, and whether it is crawled unasked; one whose file is not right is, so that it is told."""
    from crawler.source import load
    from crawler.source_files import SourceError
    from crawler.timetable.starts import opening

    try:
        source = load(path)
    except SourceError:
        return None, True
    return opening(source, now), source.verified


def _night(written: str) -> Hours:
    from crawler.politeness.hours import Hours

    try:
        return Hours.read(written)
    except ValueError as error:
        options.stop(f"--night: {error}")


def _contact() -> str:
    from crawler.politeness.contact import Contact

    try:
        contact = Contact.read(os.environ.get("THINKTAP_CONTACT", ""))
    except ValueError as error:
        options.stop(str(error))
    return contact.written if contact else ""
