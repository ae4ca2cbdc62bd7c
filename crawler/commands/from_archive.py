"""`thinktap extract --from-archive`: read again what is archived, without a request, and publish the difference."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from crawler.archive.reread import here, reread
from crawler.commands import options
from crawler.commands.crawl import checked, usable
from output.item_pipeline import conclude
from output.layout import layout_of
from output.shared.sent_files import has_archive
from pipelines.item_pipeline import jobs_of
from pipelines.pool import ExtractionPool

if TYPE_CHECKING:
    from scrapy.settings import Settings

    from crawler.archive.reread import ReadAll
    from crawler.result import Result
    from output.errors import OutputError


def read_all_again(settings: Settings, names: list[str]) -> tuple[list[Result], OutputError | None]:
    """Read the named sources' archives again, or all there are.

    Returns:
        What became of each source, and what went wrong beside them; null when nothing did.

    Raises:
        typer.Exit: A named source is unknown or its file is not right, there is none at all, or none was named and none has
            an archive; or the output, or a cluster, can't be used.
    """
    wanted = checked(settings, names, unverified=True)
    settings.set("THINKTAP_CONCLUDES", value=False, priority="cmdline")  # but once, for all of them
    read = _by_cluster if settings["THINKTAP_SCHEDULER"] else _here
    return read(settings, wanted if names else _archived(settings, wanted)), conclude(layout_of(settings))


def _here(settings: Settings, names: list[str]) -> list[Result]:
    with ExtractionPool(jobs_of(settings)) as pool:
        return asyncio.run(_one_by_one(settings, here(pool), names))


async def _one_by_one(settings: Settings, read: ReadAll, names: list[str]) -> list[Result]:
    return [await reread(settings, read, name) for name in names]


def _by_cluster(settings: Settings, names: list[str]) -> list[Result]:
    from crawler.engine.rereading import DaskRereading  # a library that is no part of every installation

    with usable():
        cluster = DaskRereading(settings)
    return cluster.read(names)


def _archived(settings: Settings, names: list[str]) -> list[str]:
    layout = layout_of(settings)
    with usable():
        found = [name for name in names if has_archive(layout, name)]
    if not found:
        options.stop(f"{layout.url or layout.root} has no archive of any of the {len(names)} sources")
    return found
