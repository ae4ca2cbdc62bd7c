"""What does the `thinktap` command do? Its verbs, each in a module of `commands`, imported when it is used."""

from __future__ import annotations

import typer

from crawler.commands.add import add
from crawler.commands.check import check
from crawler.commands.completing import complete
from crawler.commands.crawl import crawl
from crawler.commands.demo import demo
from crawler.commands.diff import diff
from crawler.commands.doctor import doctor
from crawler.commands.extract import extract
from crawler.commands.options import producer
from crawler.commands.rebucket import rebucket
from crawler.commands.rename import rename
from crawler.commands.schedule import schedule
from crawler.commands.snapshot import snapshot
from crawler.commands.status import status

app = typer.Typer(
    name="thinktap",
    help="A tap on the world's think tanks: a listing page in, trustworthy Parquet out.",
    epilog="See it work: thinktap demo --crawl --output demo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(add)
app.command()(check)
app.command()(crawl)
app.command()(extract)
app.command()(status)
app.command()(diff)
app.command()(doctor)
app.command()(schedule)
app.command()(snapshot)
app.command()(rename)
app.command()(rebucket)
app.command()(demo)
complete(app)


@app.callback(invoke_without_command=True)
def thinktap(*, version: bool = typer.Option(False, "--version", help="Show the version and exit.")) -> None:
    """A tap on the world's think tanks: a listing page in, trustworthy Parquet out."""
    if version:
        typer.echo(producer())
        raise typer.Exit


def main() -> None:
    """Run the command."""
    app()
