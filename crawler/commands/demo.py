"""`thinktap demo`: serve the demo site, or crawl it to see the whole way once."""

from __future__ import annotations

import json
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from crawler.commands import options
from crawler.commands.crawl import conclude, report, run, unasked
from crawler.demo import PORT

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.demo.loopback import LoopbackServer

Server = TypeVar("Server", bound="LoopbackServer")


def demo(  # noqa: PLR0913  (each is an option of the command)
    *,
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="Where it listens.")] = PORT,
    day: Annotated[
        int | None,
        typer.Option(
            "--day", min=1, max=2, help="Which of its two days.  [default: 1; with --crawl, 2 once 1 is stored]"
        ),
    ] = None,
    crawl: Annotated[bool, typer.Option("--crawl", help="Crawl it, then end.")] = False,
    kinds: Annotated[
        bool, typer.Option("--kinds", help="Serve its small sites of one kind of listing each too, from --port on.")
    ] = False,
    output: options.Folder = options.DEFAULT_OUTPUT,
    no_progress: options.NoProgress = False,
) -> None:
    """Serve a small think tank of our own on loopback; with --crawl, crawl it into the output and end.

    Example: thinktap demo --crawl --output demo
    """
    from crawler.demo.server import DemoServer

    today = day or (_next_day(options.local(output)) if crawl else 1)
    with ExitStack() as stack:
        server = stack.enter_context(_on(port, lambda free: DemoServer(day=today, port=free)))
        typer.echo(f"The demo site, day {today} of 2, on {server.listing_url}", err=True)
        sources = {"demo": server.source_toml()}
        if kinds:
            sources |= _serve_kinds(stack, port + 1)
        if crawl:
            _crawl(sources, output, progress=not no_progress)
        else:
            _wait()


def _serve_kinds(stack: ExitStack, port: int) -> dict[str, str]:
    """The sources of the kinds of listing, each served on a port of its own."""
    from crawler.demo.kinds.catalogue import KINDS
    from crawler.demo.kinds.server import KindServer

    sources = {}
    for number, kind in enumerate(KINDS):
        server = stack.enter_context(_on(port + number, partial(KindServer, kind)))
        typer.echo(f"{kind.name}: {kind.count} articles on {server.listing_url}", err=True)
        sources[kind.name] = server.source_toml()
    return sources


def _on(port: int, serve: Callable[[int], Server]) -> Server:
    try:
        return serve(port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        options.stop(f"port {port} can't be used: {reason}; name another with --port")


def _wait() -> None:
    from threading import Event

    typer.echo("Ctrl-C ends it.", err=True)
    try:
        Event().wait()
    except KeyboardInterrupt:
        raise typer.Exit from None


def _crawl(sources: dict[str, str], output: str, *, progress: bool) -> None:
    from crawler.interrupts import Interrupts

    options.begin_log("text")
    with Interrupts() as interrupts, TemporaryDirectory() as folder:
        for name, text in sources.items():
            (Path(folder) / f"{name}.toml").write_text(text, "utf-8")
        settings = options.scrapy_settings(output, sources=[Path(folder)])
        with unasked(interrupts):
            fleet = run(settings, list(sources), interrupts, progress=progress)
        report(fleet.results, output)
        raise typer.Exit(conclude(fleet, interrupts))


def _next_day(output: Path) -> int:
    """The second day once the first is stored."""
    try:
        stored = json.loads((output / "latest" / "demo.json").read_text("utf-8"))
    except (OSError, ValueError):
        return 1
    return 2 if stored.get("last_success") else 1
