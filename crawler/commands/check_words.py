"""How is told what checking a source found? Its articles and what changed as data, and the verdict in one plain line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from crawler.commands.reading_table import as_dict, of_rights, short, show
from crawler.logs.lines import one_line

if TYPE_CHECKING:
    from crawler.probe.changes import Change
    from crawler.probe.checking import Checked


def tell(one: Checked, *, as_json: bool) -> None:
    """Print what checking a source found: data, so on stdout, and its verdict on stderr."""
    if as_json:
        told = {
            "source": one.source,
            "live": one.live,
            "requests": one.requests,
            "limit_reached": one.exhausted,
            "fault": one.fault,
            "changes": [change.as_dict() for change in one.changes],
            "articles": [as_dict(reading) for reading in one.readings],
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        show(one.readings)
        for change in one.changes:
            typer.echo(one_line(_line(change)))
    if rights := of_rights(one.readings):
        typer.echo(one_line(f"{one.source}: {rights}"), err=True)
    typer.echo(one_line(f"{one.source}: {_verdict(one)}"), err=True)


def _line(change: Change) -> str:
    values = " → ".join(short(value) for value in (change.before, change.after) if value is not None)
    return f"{change.what}: {change.field} of {change.where}: {values}"


def _verdict(one: Checked) -> str:
    if one.fault:
        return one.fault
    how = f"live, {one.requests} requests" if one.live else "from saved pages"
    if one.exhausted:
        how += ", and the limit of 30 ended it"
    if not one.compared:
        return f"{len(one.readings)} articles, no saved pages to compare with ({how})"
    lost = sum(change.fails for change in one.changes)
    said = f"{len(one.changes)} changes, {lost} of them losses" if one.changes else "nothing changed"
    return f"{said} ({how})"
