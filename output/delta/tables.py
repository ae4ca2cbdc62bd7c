"""Where do a source's published rows stand? In Delta tables, under an address of an object store."""

from __future__ import annotations

import secrets
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import pyarrow as pa

from output.delta.source_table import Change, SourceTable
from output.parquet import GROUP_ROWS, held_in, read_evidence, read_reserving, read_texts
from output.publish import tables_of, woven
from output.schema import ARTICLES, SOURCES, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from output.delta.source_table import Standing
    from output.publish import Publish
    from output.records import SourceCard
    from output.schema import Table
    from output.state import State

IDENTITY = "identity"  # a fact


class DeltaTables:
    """One source's part of the Delta tables, for the one who holds its lock.

    Args:
        url: The address that the tables lie under; those that are not there are made.
        card: What the source says of itself.
        state: The source's state, before the run changes it.

    Raises:
        Unwritable: The object store can't be reached, or refuses us.
        Incompatible: What lies there is of another schema, or was published from another state.
    """

    def __init__(self, url: str, card: SourceCard, state: State) -> None:
        self._card = card
        if (identity := state.fact(IDENTITY)) is None:
            identity = secrets.token_hex(8)
            state.remember(IDENTITY, identity)
        with ThreadPoolExecutor(len(TABLES)) as pool:  # each waits for the network
            opened = pool.map(lambda table: SourceTable(url, table, card.source, identity), TABLES.values())
            self._tables = dict(zip(TABLES, opened, strict=True))
        newest = _newest(state)
        for there in self._tables.values():
            there.stands(newest)

    def publish(self, state: State, which: Publish) -> None:
        """Commit the rows frozen under a sequence to each table; doing it again changes nothing.

        The table `sources` is the last: what its log says of this source's sequence is whole in all the others.

        Raises:
            Unwritable: The object store can't be reached or refuses us; the rows stay staged.
        """
        for name, table in TABLES.items():
            if change := self._change(table, state, which):
                self._tables[name].publish(which, change)

    def conclude(self, producer: str) -> None:
        """Nothing is merged over sources but `sources`, and each publish brings its row."""

    def shown_dates(self) -> list[str]:
        """The words that the publication dates of the published articles were read from."""
        table = self._tables[ARTICLES.name]
        return [
            text
            for file in table.standing()
            for text in table.read(file, partial(read_texts, column="published_raw"))
        ]

    def listing_dates(self) -> dict[str, str]:
        """By the article's address, the words beside its link that a published date rests on."""
        table = self._tables[ARTICLES.name]
        found = (table.read(file, partial(read_evidence, method="listing")) for file in table.standing())
        return {url: raw for one in found for url, raw in one.items()}

    def reserving(self, uses: frozenset[str]) -> list[str]:
        """The addresses of the published articles whose rights reserve one of these uses."""
        table = self._tables[ARTICLES.name]
        found = (table.read(file, partial(read_reserving, uses=uses)) for file in table.standing())
        return [url for one in found for url in one]

    def _change(self, table: Table, state: State, which: Publish) -> Callable[[list[Standing]], Change] | None:
        """What a publish does to a table, given the source's files there; null when it does nothing."""
        if table is SOURCES:
            return lambda files: Change(files, [[self._card_row(state)]])
        if table.grows:
            years = state.staged_years(table, which.sequence)
            return (lambda _: Change([], [_grown(table, state, which.sequence, years)])) if years else None
        keys = state.staged_keys(table, which.sequence)
        return partial(self._merged, table, state, which.sequence, keys) if keys else None

    def _merged(self, table: Table, state: State, sequence: int, keys: list[str], files: list[Standing]) -> Change:
        """Rewrite each file that holds one of the keys; what is new goes to those that are small, so that few stay."""
        there, said = self._tables[table.name], partial(state.staged_for, table, sequence)
        holds = partial(held_in, column=table.key[0], texts=keys)
        held = {file: there.read(file, holds) for file in files}
        fresh = deque(sorted(set(keys).difference(*held.values())))
        small = [file for file in files if file.rows < GROUP_ROWS and (fresh or held[file])]
        large = [file for file in files if file.rows >= GROUP_ROWS and held[file]]
        rewritten = [woven(there.pieces([file]), there.table, held[file], deque(), said) for file in large]
        if small or fresh:
            changed = set[str]().union(*(held[file] for file in small))
            rewritten.append(woven(there.pieces(small), there.table, changed, fresh, said))
        return Change([*large, *small], rewritten)

    def _card_row(self, state: State) -> pa.Table:
        active, gone = state.totals()
        success = state.fact("last_success")
        said = {name: getattr(self._card, name) for name in ("name", "country", "home", "language")}
        row = {**said, "last_success": success and datetime.fromisoformat(success), "articles": active, "gone": gone}
        return pa.Table.from_pylist([row], schema=self._tables[SOURCES.name].table.schema)


def _newest(state: State) -> int:
    """The newest publish that may stand: one beyond the last that is done where a killed run left it halfway."""
    begun = state.sequence + 1
    staged = (state.staged_years(t, begun) if t.grows else state.staged_keys(t, begun) for t in TABLES.values())
    return begun if any(staged) else state.sequence


def _grown(table: Table, state: State, sequence: int, years: list[int]) -> Iterator[pa.Table]:
    rows = chain.from_iterable(state.staged_in(table, sequence, year) for year in years)
    return tables_of(table, ({**row, "sequence": sequence} for row in rows))
