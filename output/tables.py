"""What does the store ask of a source's published tables? The same, whatever they are kept in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from output.layout import Layout
    from output.publish import Publish
    from output.records import SourceCard
    from output.state import State


class Tables(Protocol):
    """One source's published rows, for the one who holds its lock."""

    def publish(self, state: State, which: Publish) -> None:
        """Merge the rows frozen under a sequence into the tables; doing it again changes nothing.

        Raises:
            OSError: The disk is full or refuses us; the rows stay staged.
            Unwritable: The same of an object store.
        """

    def conclude(self, producer: str) -> None:
        """Bring what is merged over sources up to date.

        Raises:
            OSError: The disk is full or refuses us.
        """

    def shown_dates(self) -> list[str]:
        """The words that the publication dates of the published articles were read from."""

    def listing_dates(self) -> dict[str, str]:
        """By the article's address, the words beside its link that a published date rests on."""

    def reserving(self, uses: frozenset[str]) -> list[str]:
        """The addresses of the published articles whose rights reserve one of these uses."""


def open_tables(layout: Layout, card: SourceCard, state: State) -> Tables:
    """The tables of a source: Parquet files in a folder, or Delta tables under an address.

    Raises:
        Unwritable: The object store can't be reached, or refuses us.
        Incompatible: What lies there is of another schema, or was published from another state.
    """
    if layout.url:
        from output.delta.tables import DeltaTables  # deltalake is no part of every installation, and slow to load

        return DeltaTables(layout.url, card, state)
    from output.parquet_tables import ParquetTables

    return ParquetTables(layout, card)
