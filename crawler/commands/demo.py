"""`thinktap demo`: serve the demo site, or crawl it to see the whole way once."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands import options
from crawler.commands.crawl import conclude, run
from crawler.demo import PORT

if TYPE_CHECKING:
    from crawler.demo.server import DemoServer


def demo(
    *,
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="Where it listens.")] = PORT,
    day: Annotated[
        int | None,
        typer.Option(
            "--day", min=1, max=2, help="Which of its two days.  [default: 1; with --crawl, 2 once 1 is stored]"
        ),
    ] = None,
    crawl: Annotated[bool, typer.Option("--crawl", help="Crawl it, then end.")] = False,
    output: options.Folder = options.DEFAULT_OUTPUT,
    no_progress: options.NoProgress = False,
) -> None:
    """Serve a small think tank of our own on loopback; with --crawl, crawl it into the output and end."""
    from crawler.demo.server import DemoServer

    today = day or (_next_day(options.local(output)) if crawl else 1)
    try:
        server = DemoServer(day=today, port=port)
    except OSError as error:
        options.stop(f"port {port} can't be used: {error.strerror or error}; name another with --port")
    with server:
        typer.echo(f"The demo site, day {today} of 2, on {server.listing_url}", err=True)
        if crawl:
            _crawl(server, output, progress=not no_progress)
        else:
            _wait()


def _wait() -> None:
    from threading import Event

    typer.echo("Ctrl-C ends it.", err=True)
    try:
        Event().wait()
    except KeyboardInterrupt:
        raise typer.Exit from None


def _crawl(server: DemoServer, output: str, *, progress: bool) -> None:
    options.begin_log("text")
    with TemporaryDirectory() as folder:
        (Path(folder) / "demo.toml").write_text(server.source_toml(), "utf-8")
        settings = options.scrapy_settings(output, sources=[Path(folder)])
        results = run(settings, ["demo"], progress=progress)
    conclude(results, output)


def _next_day(output: Path) -> int:
    """The second day once the first is stored."""
    try:
        stored = json.loads((output / "latest" / "demo.json").read_text("utf-8"))
    except (OSError, ValueError):
        return 1
    return 2 if stored.get("last_success") else 1
