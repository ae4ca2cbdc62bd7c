"""How are pages read for a look? In worker processes, as a source's file says, and without a request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Self

from crawler.hints import hints_of
from crawler.probe.values import reading_of
from pipelines.pool import ExtractionPool, default_jobs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.probe.values import Reading
    from crawler.source import Source
    from pipelines.page import Hints, Page


class Reader:
    """Reads pages again, without a request, in worker processes; to be used in a `with` block.

    Args:
        jobs: How many workers; 0 for one a core.
    """

    def __init__(self, jobs: int) -> None:
        self._pool = ExtractionPool(jobs or default_jobs())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def read(self, pages: Sequence[Page], source: Source) -> list[Reading]:
        """What each page gives, read as the source's file says.

        Args:
            pages: With the answers to what they need.
            source: The source.
        """
        hints = hints_of(source, None)
        return list(map(reading_of, self._pool.read_all(_hinted(pages, hints))))


def _hinted(pages: Iterable[Page], hints: Hints) -> Iterable[Page]:
    return (replace(page, hints=hints.beside(page.hints)) for page in pages)
