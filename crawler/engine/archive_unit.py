"""What is a unit of reading the archive again? Pages of one of its files, with all that reading them takes elsewhere."""

from __future__ import annotations

import asyncio
import pickle
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from crawler.archive.rereading import ArchivedPages, Rereading, Said
from crawler.hints import hints_of
from output.shared.sent_files import records_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.source import Source
    from output.archive.index import Newest
    from output.layout import Layout
    from output.store import Store
    from pipelines.item_pipeline import Reader
    from pipelines.page import Hints

# Of one file: what they say fits into memory many times, and takes seconds to read.
MOST_PAGES = 500


@dataclass(frozen=True, slots=True)
class ArchiveUnit:
    """Pages of one archive file.

    Attributes:
        source: The source as its file says it today.
        hints: What is known of every page of it.
        pages: The newest of each address, in the order they came.
        beside: What came in their runs, as `came_in` tells it, for what they may need is among it. Pickled, since all units
            of a large run have the same.
    """

    source: Source
    hints: Hints
    pages: tuple[Newest, ...]
    beside: bytes

    async def read(self, layout: Layout, reader: Reader) -> list[Said]:
        """What each page says now, and what damage was met.

        Args:
            layout: Where the dataset lies, as this machine sees it.
            reader: Reads the pages.

        Raises:
            Unwritable: An object store can't be reached.
        """
        records = await asyncio.to_thread(records_of, layout, self.source.id)
        beside = _loaded(self.beside)
        pages = ArchivedPages(self.pages, lambda asked, role: beside.get((asked, role)), records)
        return [said async for said in Rereading(self.source, self.hints, pages, reader).read()]


def units_of(source: Source, store: Store) -> Iterator[ArchiveUnit]:
    """All archived pages of a source, in the order they came."""
    hints = hints_of(source, store)
    runs, beside = set[str](), b""
    numbered = groupby(enumerate(store.archived_pages()), lambda one: (one[1].place.file, one[0] // MOST_PAGES))
    for _, group in numbered:
        pages = tuple(newest for _, newest in group)
        if runs != (runs := {newest.run_id for newest in pages}):
            beside = pickle.dumps(store.came_in(runs))
        yield ArchiveUnit(source, hints, pages, beside)


@lru_cache(maxsize=2)
def _loaded(beside: bytes) -> dict[tuple[str, str], Newest]:
    loaded: dict[tuple[str, str], Newest] = pickle.loads(beside)  # noqa: S301  (of the command that we work for)
    return loaded
