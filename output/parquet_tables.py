"""Where do a source's published rows stand? In Parquet files, with what readers are told beside them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from output.atomic import write_json
from output.catalog import refresh
from output.lock import FileLock
from output.manifest import write_manifest
from output.parquet import read_evidence, read_reserving, read_texts
from output.publish import publish
from output.schema import ARTICLES

if TYPE_CHECKING:
    from pathlib import Path

    from output.layout import Layout
    from output.publish import Publish
    from output.records import SourceCard
    from output.state import State


class ParquetTables:
    """One source's files, for the one who holds its lock.

    Args:
        layout: Where the dataset lies.
        card: What the source says of itself.
    """

    def __init__(self, layout: Layout, card: SourceCard) -> None:
        self._layout, self._card = layout, card
        shutil.rmtree(layout.unfinished(card.source), ignore_errors=True)  # of a run that was killed

    def publish(self, state: State, which: Publish) -> None:
        """Merge the rows frozen under a sequence into the files, and tell readers; doing it again changes nothing.

        Raises:
            OSError: The disk is full or refuses us; the rows stay staged.
        """
        with FileLock(self._layout.publishing(self._card.source)):
            write_manifest(self._layout, which, publish(self._layout, state, which))
            self._tell_readers(state, which)

    def conclude(self, producer: str) -> None:
        """Bring what is merged over sources up to date.

        Raises:
            OSError: The disk is full or refuses us.
        """
        refresh(self._layout, producer)

    def shown_dates(self) -> list[str]:
        """The words that the publication dates of the published articles were read from."""
        return [text for path in self._articles() for text in read_texts(path, "published_raw")]

    def listing_dates(self) -> dict[str, str]:
        """By the article's address, the words beside its link that a published date rests on."""
        return {url: raw for path in self._articles() for url, raw in read_evidence(path, "listing").items()}

    def reserving(self, uses: frozenset[str]) -> list[str]:
        """The addresses of the published articles whose rights reserve one of these uses."""
        return [url for path in self._articles() for url in read_reserving(path, uses)]

    def _articles(self) -> list[Path]:
        return self._layout.files(ARTICLES, self._card.source)

    def _tell_readers(self, state: State, which: Publish) -> None:
        """Replace ``latest/X.json``: the last step of a publish, and the readers' cursor."""
        active, gone = state.totals()
        source = self._card.source
        card = {
            "source": source,
            "name": self._card.name,
            "home": self._card.home,
            "country": self._card.country,
            "language": self._card.language,
            "sequence": which.sequence,
            "run_id": which.run_id,
            "last_success": state.fact("last_success"),
            "articles": active,
            "gone": gone,
            "formerly": state.formerly,
        }
        write_json(self._layout.latest(source), self._layout.unfinished(source), card)
