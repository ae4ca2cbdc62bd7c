"""Who crawls? This process, or the machines of a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from output.layout import layout_of
from pipelines.pool import begin_server

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.settings import Settings

    from crawler.result import Result
    from crawler.spiders.run import Progress
    from output.errors import OutputError


class AnyFleet(Protocol):
    """What a command asks of whoever crawls; `Fleet` says what each is."""

    results: list[Result]
    left: list[str]
    is_cut_short: bool
    fault: OutputError | None

    def crawl(self, sources: Iterable[str]) -> list[Result]:
        """Crawl these sources, and return what became of each, in the order they ended."""

    def end(self) -> None:
        """Let what is under way come to a clean end, and begin nothing more; for a signal's handler."""

    def cut_off(self) -> None:
        """Stop at once; for a signal's handler."""

    def progress(self) -> dict[str, Progress]:
        """How far each source under way has come; for another thread that shows it."""


def fleet_for(settings: Settings, sources: Iterable[str]) -> AnyFleet:
    """What crawls by these settings.

    Args:
        settings: Scrapy's settings, ours included.
        sources: What it will be asked to crawl. Where one never was, workers begin now: pages are read for sure.

    Raises:
        NoEngine: A cluster is named that can't be used.
        OutputError: The output can't be shared by machines.
    """
    if settings["THINKTAP_SCHEDULER"]:
        from crawler.engine.dask import DaskFleet  # a library that is no part of every installation

        return DaskFleet(settings)
    layout = layout_of(settings)
    if not all(layout.state_file(source).exists() for source in sources):
        begin_server(settings["THINKTAP_LOADS"])
    from crawler.fleet import Fleet  # Scrapy, and all of ours, while the workers' server loads what they need

    return Fleet(settings)
