"""`thinktap extract --from-archive`: read again what is archived, without a request, and publish the difference."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from crawler.archive.reread import reread
from crawler.commands.crawl import checked
from output.item_pipeline import layout_of
from pipelines.pool import ExtractionPool, default_jobs

if TYPE_CHECKING:
    from scrapy.settings import Settings

    from crawler.result import Result
    from pipelines.item_pipeline import Reader


def read_all_again(settings: Settings, names: list[str]) -> list[Result]:
    """Read the named sources' archives again, or all there are, one source after the other.

    Raises:
        typer.Exit: With status 2: a named source is unknown or its file is not right, or there is none at all.
    """
    wanted = checked(settings, names, unverified=True)
    if not names:
        layout = layout_of(settings)
        wanted = [name for name in wanted if layout.archive(name).is_dir()]
    with ExtractionPool(settings.getint("THINKTAP_JOBS") or default_jobs()) as pool:
        return asyncio.run(_all(settings, pool, wanted))


async def _all(settings: Settings, reader: Reader, names: list[str]) -> list[Result]:
    return [await reread(settings, reader, name) for name in names]
